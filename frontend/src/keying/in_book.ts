import { postJson } from "../lib/http";
import type { Finding } from "./contract";
import type { FieldState } from "./state";

/**
 * Asks what a registration looks like among the others of its book, when a field that is compared
 * has been left: number, day, names and births. Without a line nothing is said: what comes later,
 * at the review, sees the whole book.
 */
export class BesideOthers {
  private asked = 0;
  private last = "";

  constructor(
    private readonly url: string | undefined,
    private readonly compared: readonly string[],
    private readonly tell: (findings: Record<string, Finding[]>) => void,
  ) {}

  /** The field was left; `fields` as they stand now. */
  async left(field: FieldState, fields: readonly FieldState[]): Promise<void> {
    if (!this.url || !this.compared.includes(field.data.key)) return;
    const body = this.body(fields);
    const told = JSON.stringify(body);
    if (told === this.last) return;
    this.last = told;
    const turn = (this.asked += 1);
    try {
      const answer = await postJson<{ findings: Record<string, Finding[]> }>(this.url, body);
      if (turn === this.asked) this.tell(answer.findings);
    } catch {
      // Asked again when the next such field is left.
      if (turn === this.asked) this.last = "";
    }
  }

  private body(fields: readonly FieldState[]): { values: Record<string, string>; marks: Record<string, string> } {
    const known = fields.filter(({ data, passed, value, mark }) => this.compared.includes(data.key) && passed && (value || mark));
    return {
      values: Object.fromEntries(known.filter(({ value }) => value).map(({ data, value }) => [data.key, value])),
      marks: Object.fromEntries(known.filter(({ mark }) => mark).map(({ data, mark }) => [data.key, mark])),
    };
  }
}
