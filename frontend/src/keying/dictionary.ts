import { keptJson } from "../lib/kept";
import type { Age, Lexicon, Sex } from "./names";

/** Whose name a line holds. */
export interface Role {
  /** Who that is, within a sentence: "cha". */
  label: string;
  /** What this person's lines begin with: "cha". */
  prefix: string;
  sex: Sex | "";
  /** The line that says the sex, "" where none does. */
  sexField: string;
  age: Age;
  /** Name lines whose family name is mostly this person's too. */
  related: string[];
  /** Somebody who is mostly named elsewhere in the record: the declarant. */
  other: boolean;
}

/** What a short typing of a date line means (`short_dates.ts`). */
export type DateKind = "event" | "recent" | "elder";

/** What completes typing in one book (`pipeline/keying/dictionaries.py`). */
export interface Dictionary {
  names: Lexicon;
  /** By name line. */
  roles: Record<string, Role>;
  dates: Record<string, DateKind>;
  /** Line → the name under which its phrases are counted together with those of other persons. */
  pools: Record<string, string>;
  /** By line, or `line|line of the same person's name`: phrases of this book and how often. */
  phrases: Record<string, Record<string, number>>;
  /** The same, before the book has any; "" for every place line, "tails" what follows a hamlet. */
  seeds: Record<string, string[]>;
  /** Dates with the words they were written in. */
  words: [string, string][];
  /** Parents of earlier entries: `rows` begin with the entry's number, then `fields` in order. */
  parents: { fields: string[]; names: string[]; rows: string[][] };
  /** The day of registration of the record this person keyed last, "" for none. */
  before: string;
  /** The book's year, null where it holds several. */
  year: number | null;
}

const asked = new Map<string, Promise<Dictionary>>();

/** The dictionary at this address, asked for once a page; from this machine while the line is down. */
export function dictionaryAt(url: string): Promise<Dictionary> {
  let found = asked.get(url);
  if (!found) {
    found = keptJson<Dictionary>(url);
    // Without one the screen works as it did; the next record asks again.
    found.catch(() => asked.delete(url));
    asked.set(url, found);
  }
  return found;
}
