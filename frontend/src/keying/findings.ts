import type { Checks } from "./checks";
import { check } from "./checks";
import type { Finding } from "./contract";
import type { FieldState } from "./state";

/**
 * What is known against each field, from three sides: the rules that run here as a field is left,
 * the server's rules on the whole record, and the other registrations of the book. Once the server
 * has answered everything sent, its word counts for the fields it names; while letters are under
 * way the rules here do, for they see what is on the screen.
 */
export class Findings {
  private readonly server = new Map<string, Finding[]>();
  private readonly book = new Map<string, Finding[]>();
  private local: Record<string, Finding[]> = {};
  private sent = 0;

  constructor(
    private readonly checks: Checks | undefined,
    private readonly fields: readonly FieldState[],
  ) {
    for (const { data } of fields) if (data.findings?.length) this.server.set(data.key, data.findings);
    this.recheck();
  }

  /** Runs the rules here over what the fields hold now. */
  recheck(): void {
    if (!this.checks) return;
    const values: Record<string, string> = {};
    const marks: Record<string, string> = {};
    const labels: Record<string, string> = {};
    for (const { data, value, mark } of this.fields) {
      labels[data.key] = data.label;
      if (value) values[data.key] = value;
      if (mark) marks[data.key] = mark;
    }
    this.local = check(this.checks, { values, marks, labels });
  }

  /** A letter went to the server. */
  wentOut(): void {
    this.sent += 1;
  }

  answered(findings: Record<string, Finding[]>): void {
    this.sent = Math.max(0, this.sent - 1);
    for (const [key, found] of Object.entries(findings)) this.server.set(key, found);
  }

  besideOthers(findings: Record<string, Finding[]>): void {
    for (const [key, found] of Object.entries(findings)) this.book.set(key, found);
  }

  /** What is to be shown at a field; nothing at one that nobody has come to yet. */
  of(field: FieldState): Finding[] {
    const { key } = field.data;
    const answered = this.server.get(key);
    const settled = this.sent === 0 && answered !== undefined;
    const here = field.passed && !settled ? (this.local[key] ?? []) : [];
    const there = (answered ?? []).filter(({ rule }) => settled || !this.runsHere(rule));
    return [...here, ...there, ...(this.book.get(key) ?? [])];
  }

  private runsHere(rule: string): boolean {
    return this.checks !== undefined && rule in this.checks.rules;
  }
}
