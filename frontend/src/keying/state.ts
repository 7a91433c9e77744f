import { chosenCode } from "../lib/codes";
import { typedDate } from "../lib/dates";
import { clean } from "../lib/text";
import type { Aid, FieldData, FieldLetter, Mark, RecordData } from "./contract";

/** What a field holds while it is keyed. */
export interface FieldState {
  readonly data: FieldData;
  value: string;
  mark: Mark;
  aid: Aid;
  /** Behind "Thêm dòng" or "Thêm trường" and passed over until asked for. */
  folded: boolean;
  /** Behind "Thêm trường": asked for one by one. */
  rare: boolean;
  /** Passed or written by the keyer: a carried value counts only then. */
  passed: boolean;
  keystrokes: number;
}

/** All fields of a record in the book's order. */
export function fieldStates(record: RecordData): FieldState[] {
  return record.sections
    .flatMap((section) => section.fields)
    .map((data) => ({
      data,
      value: data.value,
      mark: data.mark,
      aid: data.aid,
      folded: data.folded === true || data.hidden === true,
      rare: data.hidden === true,
      passed: false,
      keystrokes: 0,
    }));
}

/** Brings every line from behind "Thêm dòng" into its place. */
export function unfold(record: RecordData): void {
  for (const section of record.sections) for (const field of section.fields) field.folded = false;
}

/** Puts what a letter says into the record's data. */
export function takeIn(record: RecordData, letter: FieldLetter): void {
  const field = record.sections.flatMap((section) => section.fields).find((data) => data.key === letter.field);
  if (!field) return;
  field.value = letter.value;
  field.mark = letter.mark;
  field.aid = "";
  field.hidden = false;
}

/** Lines that come out because of what `field` says now: those of an event registered abroad. */
export function calledBy(field: FieldState, fields: readonly FieldState[]): FieldState[] {
  return fields.filter(({ data, rare }) => {
    if (!rare || data.when?.field !== field.data.key || field.value === "") return false;
    const { codes, words } = data.when;
    return codes?.includes(field.value) || (words !== undefined && clean(field.value).toLowerCase().startsWith(words));
  });
}

/** The value that a typing means for this kind of field; what cannot be read as one stays as typed. */
export function meant(data: FieldData, typed: string): string {
  const text = clean(typed);
  if (data.kind === "date") return typedDate(text) ?? text;
  if (data.kind === "code" && data.codes) return chosenCode(data.codes, text)?.code ?? text;
  return text;
}

/** What the screen shows for a stored value: a code's words, everything else itself. */
export function shown(data: FieldData, value: string): string {
  return data.codes?.find((code) => code.code === value)?.label ?? value;
}

/** Leaves a field with what was typed (`aid`: with what help). Returns whether the server has to hear of it. */
export function leave(field: FieldState, typed: string, aid: Aid = ""): boolean {
  const value = meant(field.data, typed);
  const changed = value !== field.value || (value !== "" && isEmptyMark(field.mark));
  const first = !field.passed;
  field.passed = true;
  if (changed) {
    field.value = value;
    field.aid = aid;
    if (isEmptyMark(field.mark) || value === "") field.mark = "";
  }
  // Passing a carried value confirms it.
  return changed || (first && field.aid === "carried");
}

/** F2 and F4: no value, and the reason. Pressing the same key again takes the mark back. */
export function markEmpty(field: FieldState, mark: "blank" | "unreadable"): void {
  field.mark = field.mark === mark ? "" : mark;
  field.value = "";
  field.aid = "";
  field.passed = true;
}

/** F8: the book really says so; a warning stays recorded but is answered. */
export function markAsWritten(field: FieldState, typed: string): void {
  field.value = meant(field.data, typed);
  field.mark = field.mark === "as_written" ? "" : "as_written";
  field.passed = true;
}

function isEmptyMark(mark: Mark): boolean {
  return mark === "blank" || mark === "unreadable";
}

/** Fields that hold neither a value nor a reason: named before the record is finished, never a bar. */
export function unanswered(fields: readonly FieldState[]): FieldState[] {
  return fields.filter((field) => !field.folded && field.value === "" && field.mark === "");
}

const NAMED = 8;

/** The fields' names for a question; of many the first eight and how many more. */
export function namesOf(fields: readonly FieldState[]): string {
  const names = fields.slice(0, NAMED).map((field) => field.data.label);
  const rest = fields.length - names.length;
  return names.join(", ") + (rest > 0 ? ` và ${rest} ô khác` : "");
}
