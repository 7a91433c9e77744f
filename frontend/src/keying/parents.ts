import type { Dictionary } from "./dictionary";
import type { Offer } from "./offer";
import { fitsWords } from "./phrases";
import type { FieldState } from "./state";

const MOST = 2;

/** Parents of earlier entries of the book, offered as one: a family's children stand in one book. */
export class Parents {
  private readonly rows: string[][];

  constructor(private readonly known: Dictionary["parents"]) {
    this.rows = [...known.rows];
  }

  /** Couples whose person in this line fits the typing, or whose other half stands in the record
   * already; never those of `own`, this record's number: what is known of it may be another reading.
   */
  offers(key: string, typed: string, fields: readonly FieldState[], own = ""): Omit<Offer, "digit">[] {
    const { names } = this.known;
    if (!names.includes(key)) return [];
    const others = names.filter((name) => name !== key).map((name) => [name, valueOf(fields, name)] as const);
    const halfKnown = others.some(([, value]) => value);
    const found = this.rows.filter((row) => {
      if (own && row[0] === own) return false;
      if (others.some(([name, value]) => value && value !== this.at(row, name))) return false;
      return typed ? fitsWords(typed, this.at(row, key)) > 0 : halfKnown;
    });
    return found
      .slice(-MOST)
      .reverse()
      .map((row) => this.offer(row, key));
  }

  /** The parents of a record just keyed. */
  learn(number: string, fields: readonly FieldState[]): void {
    const { names } = this.known;
    if (!names.length || names.some((name) => !valueOf(fields, name))) return;
    const row = [number, ...this.known.fields.map((key) => valueOf(fields, key))];
    const same = row.slice(1).join("\n");
    if (!this.rows.some((one) => one.slice(1).join("\n") === same)) this.rows.push(row);
  }

  private offer(row: string[], key: string): Omit<Offer, "digit"> {
    const fills = new Map(this.known.fields.map((field, index) => [field, row[index + 1] ?? ""] as const));
    fills.delete(key);
    const words = this.known.names.map((name) => this.at(row, name)).join(" và ");
    return { value: this.at(row, key), words, note: row[0] ? `như số ${row[0]}` : "như số trước", aid: "completed", fills };
  }

  private at(row: string[], field: string): string {
    return row[this.known.fields.indexOf(field) + 1] ?? "";
  }
}

function valueOf(fields: readonly FieldState[], key: string): string {
  return fields.find((field) => field.data.key === key)?.value ?? "";
}
