import { type Code, choiceDigit, inScreenOrder, matchingCodes } from "../lib/codes";
import { screenDate } from "../lib/dates";
import { clean } from "../lib/text";
import type { Dictionary } from "./dictionary";
import { DateWords } from "./date_words";
import { type About, Names, type Sex } from "./names";
import { MOST_OFFERS, type Offer, numbered } from "./offer";
import { Parents } from "./parents";
import { Phrases, fitsWords } from "./phrases";
import { type Around, mayBeYear, shortDates } from "./short_dates";
import { type FieldState } from "./state";
import { hasMarks } from "./syllables";

type Plain = Omit<Offer, "digit">;

const EVENT = "ngayDangKy";
const IN_WORDS = /(?:Ghi)?BangChu$/;
const MOST_PHRASES = 6;
const MOST_WORDS = 4;
const MOST_TAILS = 2;
const SEX_OF: Record<string, Sex> = { "1": "m", "2": "f" };

/** Choices of a coded line for what was typed. */
export function codeOffers(codes: readonly Code[], typed: string): Offer[] {
  return inScreenOrder(codes, matchingCodes(codes, typed)).map((code, index) => ({ value: code.label, digit: choiceDigit(codes, code, index), aid: "" }));
}

/** Offers values to the lines of one book's records, from its dictionary and what was keyed since. */
export class Completion {
  private readonly names: Names;
  private readonly phrases = new Phrases();
  private readonly tails = new Phrases();
  private readonly words = new DateWords();
  private readonly parents: Parents;
  private before: string;

  constructor(private readonly book: Dictionary) {
    this.names = new Names(book.names);
    this.parents = new Parents(book.parents);
    this.before = book.before;
    for (const [line, found] of Object.entries(book.phrases)) {
      for (const [text, times] of Object.entries(found)) this.learnPhrase(line, text, times);
    }
    for (const [line, texts] of Object.entries(book.seeds)) {
      for (const text of texts) (line === "tails" ? this.tails : this.phrases).seed(line, text);
    }
    for (const [date, words] of book.words) this.words.learn(date, words);
  }

  /** What may be meant in this line, the likeliest first; `untouched`: nothing was typed yet; `own`: the record's number. */
  offers(field: FieldState, typed: string, untouched: boolean, fields: readonly FieldState[], own = ""): Offer[] {
    const { key, kind } = field.data;
    const text = untouched ? "" : clean(typed);
    if (kind === "date") return this.dates(key, text, fields);
    if (kind === "name") return numbered(this.people(key, text, fields, own));
    if (kind === "number" || (untouched && field.value)) return [];
    if (IN_WORDS.test(key)) return numbered(text ? [] : this.inWords(key, fields));
    return key in this.book.pools ? numbered(this.places(field, text, fields)) : [];
  }

  /** A record was keyed to its end: the next ones are offered what it holds, but for the lines `open` to a warning. */
  learn(number: string, all: readonly FieldState[], open: ReadonlySet<string> = new Set()): void {
    const fields = all.map((field) => (open.has(field.data.key) ? { ...field, value: "" } : field));
    const said = new Set<string>();
    for (const { data, value } of fields) {
      if (!value) continue;
      const role = this.book.roles[data.key];
      if (data.kind === "name" && !said.has(value)) this.names.learn(value, this.about(data.key, fields));
      if (data.kind === "name" && !role) this.learnPhrase(data.key, value);
      if (data.kind === "name") said.add(value);
      if (data.key in this.book.pools) this.learnPhrase(this.lineOf(data.key, fields), value);
      if (IN_WORDS.test(data.key)) this.words.learn(valueOf(fields, data.key.replace(IN_WORDS, "")), value);
    }
    this.parents.learn(number, fields);
    this.before = valueOf(fields, EVENT) || this.before;
  }

  private dates(key: string, text: string, fields: readonly FieldState[]): Offer[] {
    const kind = this.book.dates[key];
    if (!kind || !text) return [];
    const event = valueOf(fields, EVENT);
    const year = this.book.year ?? (Number(event.slice(-4)) || null);
    const around: Around = { kind, year, event, before: this.before };
    const meant = !mayBeYear(text, around);
    return shortDates(text, around).map((date, index) => ({ value: screenDate(date), aid: "completed", meant: meant && index === 0 }));
  }

  private people(key: string, text: string, fields: readonly FieldState[], own: string): Plain[] {
    const role = this.book.roles[key];
    const found: Plain[] = [];
    if (role?.other || !text) found.push(...this.namedHere(key, text, fields));
    if (!role) found.push(...this.phrases.rank([key], text, MOST_WORDS).map(completed));
    const couples = this.parents.offers(key, text, fields, own);
    if (text) found.push(...this.names.rank(text, this.about(key, fields), MOST_OFFERS).map(({ name }) => completed(name)));
    return [...once(found).slice(0, MOST_OFFERS - couples.length), ...couples];
  }

  /** Other people of this record, for the line of somebody who is mostly one of them. */
  private namedHere(key: string, text: string, fields: readonly FieldState[]): Plain[] {
    const role = this.book.roles[key];
    if (!role?.other) return [];
    return fields
      .filter(({ data, value }) => data.kind === "name" && data.key !== key && data.key in this.book.roles && value)
      .filter(({ value }) => !text || fitsWords(text, value) > 0)
      .map(({ data, value }) => ({ ...completed(value), note: this.book.roles[data.key]!.label }));
  }

  private about(key: string, fields: readonly FieldState[]): About {
    const role = this.book.roles[key];
    if (!role) return { age: "elder", families: [] };
    const sex = role.sex || SEX_OF[valueOf(fields, role.sexField)];
    const families = role.related.map((other) => familyOf(valueOf(fields, other))).filter(Boolean);
    return { age: role.age, families, ...(sex ? { sex } : {}) };
  }

  private inWords(key: string, fields: readonly FieldState[]): Plain[] {
    return this.words.offers(valueOf(fields, key.replace(IN_WORDS, "")), MOST_WORDS).map(completed);
  }

  private places(field: FieldState, text: string, fields: readonly FieldState[]): Plain[] {
    const { key, kind } = field.data;
    const lines = [this.lineOf(key, fields), key, this.book.pools[key]!, ...(kind === "place" ? [""] : [])];
    const here = this.saidHere(key, fields).filter((value) => !this.phrases.lostMarks(value) && (!text || fitsWords(text, value) > 0));
    const found = [...here, ...this.phrases.rank([...new Set(lines)], text, MOST_PHRASES)].slice(0, MOST_PHRASES);
    // A hamlet that the book has not named yet: what follows it is offered all the same, though
    // never behind words that still want their marks.
    const written = wordCount(text) < 2 || hasMarks(text);
    const open = kind === "place" && text.length > 1 && written && !text.includes(",");
    const tails = open ? this.tails.rank([this.book.pools[key]!, "tails"], "", MOST_TAILS) : [];
    return once([...found, ...tails.map((tail) => `${text}, ${tail}`)].map(completed));
  }

  /** What the record says already of another person, or of the same one under another name. */
  private saidHere(key: string, fields: readonly FieldState[]): string[] {
    const pool = this.book.pools[key];
    const who = this.lineOf(key, fields).split("|")[1];
    const prefix = who ? this.book.roles[who]?.prefix : undefined;
    return fields
      .filter(({ data, value }) => value && data.key !== key && pool === this.book.pools[data.key] && data.kind === "place")
      .map(({ data, value }) => ({ value, same: prefix !== undefined && data.key.startsWith(prefix) }))
      .sort((a, b) => Number(b.same) - Number(a.same))
      .map(({ value }) => value);
  }

  /** The line under which a phrase is counted: of the declarant, together with who that is. */
  private lineOf(key: string, fields: readonly FieldState[]): string {
    const [line, role] = Object.entries(this.book.roles).find(([, one]) => one.other && key.startsWith(one.prefix)) ?? [];
    if (!line || !role) return key;
    const name = valueOf(fields, line);
    const who = Object.keys(this.book.roles).find((other) => other !== line && name && valueOf(fields, other) === name);
    return `${key}|${who ?? ""}`;
  }

  private learnPhrase(line: string, text: string, times = 1): void {
    this.phrases.learn(line, text, times);
    const key = line.split("|")[0]!;
    const pool = this.book.pools[key];
    if (line !== key) this.phrases.learn(key, text, times);
    if (pool && pool !== key) this.phrases.learn(pool, text, times);
    const comma = text.indexOf(", ");
    if (pool && comma > 0) this.tails.learn(pool, text.slice(comma + 2), times);
  }
}

function completed(value: string): Plain {
  return { value, aid: "completed" };
}

function once(offers: Plain[]): Plain[] {
  const seen = new Set<string>();
  return offers.filter(({ value }) => !seen.has(value) && seen.add(value));
}

function wordCount(text: string): number {
  return text.split(" ").filter(Boolean).length;
}

function familyOf(name: string): string {
  const [first = ""] = name.split(" ");
  return first.slice(0, 1) + first.slice(1).toLowerCase();
}

function valueOf(fields: readonly FieldState[], key: string): string {
  return fields.find((field) => field.data.key === key)?.value ?? "";
}
