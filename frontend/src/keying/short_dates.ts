import { typedDate } from "../lib/dates";
import type { DateKind } from "./dictionary";

/** What is known around a date line. */
export interface Around {
  kind: DateKind;
  /** The book's year, null where it holds several and nothing tells which. */
  year: number | null;
  /** The day of the registration of this record, and of the one before: dd.mm.yyyy or "". */
  event: string;
  before: string;
}

const OLDEST_PARENT = 75;
const YOUNGEST_PARENT = 12;

/**
 * Dates that a few digits are short for, the likeliest first: a day (5) or a day and month (0502) of
 * the book's year, the last such day before the registration, two figures of a parent's year (57).
 * What is a date by itself (8 digits, a year that may be meant) is none of ours: [].
 */
export function shortDates(text: string, around: Around): string[] {
  const digits = text.trim();
  if (!/^\d{1,4}$/.test(digits)) return [];
  if (around.kind === "elder") return digits.length === 2 ? parentYears(Number(digits), around.year) : [];
  const day = Number(digits.length < 3 ? digits : digits.slice(0, digits.length - 2));
  const month = digits.length < 3 ? null : Number(digits.slice(-2));
  if (digits.length === 3 && !/[1-9]/.test(digits[0]!)) return [];
  return around.kind === "event" ? ofEvent(day, month, around) : before(day, month, around);
}

/** Whether the digits may just as well be a year by themselves: then nothing short is taken by Enter. */
export function mayBeYear(text: string, around: Around): boolean {
  return around.kind !== "event" && /^(19|20)\d\d$/.test(text.trim()) && Number(text.trim()) <= (around.year ?? 9999);
}

function ofEvent(day: number, month: number | null, { year, before: last }: Around): string[] {
  const [lastDay, lastMonth, lastYear] = parts(last);
  const inYear = year ?? lastYear;
  if (!inYear) return [];
  if (month !== null) return real([[day, month, inYear]]);
  if (!lastMonth || lastYear !== inYear) return [];
  const after: Triple = [day, lastMonth + 1, inYear];
  const same: Triple = [day, lastMonth, inYear];
  // Books go on by date: a smaller day is the next month's.
  return real(day >= lastDay! ? [same, after] : [after, same]);
}

function before(day: number, month: number | null, { year, event }: Around): string[] {
  const [eventDay, eventMonth, eventYear] = parts(event);
  if (!eventYear || !eventMonth) return month !== null && year ? real([[day, month, year]]) : [];
  if (month !== null) {
    const late = month > eventMonth || (month === eventMonth && day > eventDay!);
    const first = late ? eventYear - 1 : eventYear;
    return real([[day, month, first], [day, month, first - 1]]);
  }
  const first = day > eventDay! ? 1 : 0;
  return real([0, 1].map((more) => monthsBack(day, eventMonth, eventYear, first + more)));
}

type Triple = [number, number, number];

function monthsBack(day: number, month: number, year: number, back: number): Triple {
  const whole = year * 12 + month - 1 - back;
  return [day, (whole % 12) + 1, Math.floor(whole / 12)];
}

function parentYears(two: number, year: number | null): string[] {
  if (year === null) return [];
  const century = Math.floor(year / 100) * 100;
  const fits = (one: number) => one <= year - YOUNGEST_PARENT && one >= year - OLDEST_PARENT;
  return [century + two, century - 100 + two].filter(fits).map(String);
}

function parts(date: string): number[] {
  return /^\d{2}\.\d{2}\.\d{4}$/.test(date) ? date.split(".").map(Number) : [];
}

function real(dates: Triple[]): string[] {
  const two = (part: number) => String(part).padStart(2, "0");
  return dates.flatMap(([day, month, year]) => typedDate(`${two(day)}${two(month)}${year}`) ?? []);
}
