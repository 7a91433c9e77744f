import type { Finding } from "./contract";
import { readWords } from "./date_reading";

/**
 * The few rules that need no server, for the moment a field is left and for a day without a line.
 * Which fields they compare, the limits and every word come with the page, rendered from the rules
 * of the server (`domain/rules/at_once.py`); a test holds both to the same answers. A value this
 * cannot read is the server's to judge: nothing is said of it here.
 */
export interface Checks {
  rules: Record<string, { message: string; severity: "error" | "warning"; vouchable: boolean }>;
  dates: string[];
  required: string[];
  births: string[];
  /** Pairs of which the first is never the later one. */
  order: [string, string][];
  /** Birth of the child, births of the parents. */
  parents: [string, string[]] | null;
  /** Figures, and the same in words. */
  worded: [string, string][];
  number: string;
  today: string;
  parentAge: number;
  /** Of a registration, of any other date. */
  earliest: [number, number];
  years: [number, number];
  noMonth: string;
  noDay: string;
}

/** What the rules look at: stored values and marks by field, and what each field is called. */
export interface Keyed {
  values: Readonly<Record<string, string>>;
  marks: Readonly<Record<string, string>>;
  labels: Readonly<Record<string, string>>;
}

/** A day, a month or a year. */
export interface Partial {
  year: number;
  month: number;
  day: number;
}

const REGISTERED = "ngayDangKy";
const DIED = "nktNgayChet";
const BORN_DEAD = "nktNgaySinh";
const STORED = /^(?:(?:(\d{2})\.)?(\d{2})\.)?(\d{4})$/;

/** Findings by field, in no promised order. */
export function check(checks: Checks, keyed: Keyed): Record<string, Finding[]> {
  return new Run(checks, keyed).all();
}

class Run {
  private readonly found: Record<string, Finding[]> = {};
  private readonly dates: Record<string, Partial | undefined> = {};

  constructor(
    private readonly checks: Checks,
    private readonly keyed: Keyed,
  ) {
    for (const key of checks.dates) this.dates[key] = this.readDate(key);
  }

  all(): Record<string, Finding[]> {
    this.missing();
    this.limits();
    this.registration();
    this.order();
    this.parents();
    this.worded();
    return this.found;
  }

  private say(rule: string, field: string, facts: Record<string, string | number> = {}, related: string[] = []): void {
    const known = this.checks.rules[rule];
    if (!known || (known.vouchable && [field, ...related].some((key) => this.keyed.marks[key] === "as_written"))) return;
    const words = { label: this.keyed.labels[field] ?? field, value: this.keyed.values[field] ?? "", ...facts };
    (this.found[field] ??= []).push({ rule, severity: known.severity, message: filled(known.message, words) });
  }

  /** The date of a field, undefined where there is none; an impossible one is told. */
  private readDate(key: string): Partial | undefined {
    const value = this.keyed.values[key] ?? "";
    const stored = STORED.exec(value);
    const parts = stored ? stored.slice(1).map(Number) : figures(value);
    if (!parts) return undefined;
    const [day, month, year] = parts.map((part) => part || 0) as [number, number, number];
    const [first, last] = this.checks.years;
    if (stored && (stored[2] === "00" || stored[1] === "00")) return undefined;
    if (year < first || year > last) this.say("Q08", key);
    else if (month > 12) this.say("Q09-day", key, { why: filled(this.checks.noMonth, { month }) });
    else if (day > daysIn(year, month)) this.say("Q09-day", key, { why: filled(this.checks.noDay, { day, month, year, days: daysIn(year, month) }) });
    else if (stored) return { year, month, day };
    return undefined;
  }

  private missing(): void {
    for (const key of this.checks.required) {
      if (!this.keyed.values[key] && !["blank", "unreadable"].includes(this.keyed.marks[key] ?? "")) this.say("Q01", key);
    }
  }

  private limits(): void {
    const { today, earliest } = this.checks;
    const [year, month, day] = today.split("-").map(Number) as [number, number, number];
    for (const [key, date] of this.known()) {
      const limit = key === REGISTERED ? earliest[0] : earliest[1];
      if (date.year < limit) this.say("Q08-early", key, { earliest: limit });
      if (today && first(date) > year * 10_000 + month * 100 + day) this.say("Q09-future", key, { today: screen({ year, month, day }) });
    }
  }

  private registration(): void {
    const registered = this.dates[REGISTERED];
    if (!registered) return;
    const day = screen(registered);
    if (!registered.day) this.say("Q03", REGISTERED);
    const number = this.keyed.values["so"] ?? "";
    if (new RegExp(this.checks.number).test(number) && !number.endsWith(`/${registered.year}`)) {
      this.say("Q04", "so", { year: registered.year }, [REGISTERED]);
    }
    for (const key of this.checks.births) {
      if (this.after(this.dates[key], registered)) this.say("Q09-before-birth", key, { day }, [REGISTERED]);
    }
    if (this.after(this.dates[DIED], registered)) this.say("Q09-before-death", DIED, { day }, [REGISTERED]);
  }

  private order(): void {
    const born = this.dates[BORN_DEAD];
    if (born && this.after(born, this.dates[DIED])) this.say("Q09-death", DIED, { day: screen(born) }, [BORN_DEAD]);
    for (const [earlier, later] of this.checks.order) {
      const before = this.dates[earlier];
      const after = this.dates[later];
      if (!before || !after || !this.after(before, after)) continue;
      const [key, other] = earlier === REGISTERED ? [later, earlier] : [earlier, later];
      const labels = this.keyed.labels;
      const facts = { first: labels[earlier] ?? "", first_day: screen(before), second: labels[later] ?? "", second_day: screen(after) };
      this.say("Q09-order", key, facts, [other]);
    }
  }

  private parents(): void {
    if (!this.checks.parents) return;
    const [child, parents] = this.checks.parents;
    const born = this.dates[child];
    for (const key of parents) {
      const parent = this.dates[key];
      if (born && parent && birthday(parent, this.checks.parentAge) > last(born)) this.say("Q09-parent", key, { age: this.checks.parentAge }, [child]);
    }
  }

  private worded(): void {
    for (const [figureKey, wordKey] of this.checks.worded) {
      const date = this.dates[figureKey];
      const said = readWords(this.keyed.values[wordKey] ?? "", this.checks.years);
      if (date && said && differ(date, said)) this.say("Q22", wordKey, { figures: screen(date), words: screen(said) }, [figureKey]);
    }
  }

  private after(one: Partial | undefined, other: Partial | undefined): boolean {
    return !!one && !!other && first(one) > last(other);
  }

  private known(): [string, Partial][] {
    return Object.entries(this.dates).filter((entry): entry is [string, Partial] => entry[1] !== undefined);
  }
}

/** Day, month and year of a date typed with signs or as eight figures, whatever the calendar says. */
function figures(value: string): number[] | null {
  const parts = /^(\d{1,2})[\s./-]+(\d{1,2})[\s./-]+(\d{4})$/.exec(value.trim());
  if (!parts) return null;
  const [day, month, year] = parts.slice(1).map(Number) as [number, number, number];
  // A zero stands for what is not known: more than one reading, so the server's.
  return day && month ? [day, month, year] : null;
}

function filled(words: string, facts: Record<string, string | number>): string {
  return words.replace(/\{(\w+)\}/g, (place, name: string) => (name in facts ? String(facts[name]) : place));
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month || 12, 0)).getUTCDate();
}

/** The first and the last day a date can mean, as numbers to compare: 19980425. */
function first({ year, month, day }: Partial): number {
  return year * 10_000 + (month || 1) * 100 + (day || 1);
}

function last({ year, month, day }: Partial): number {
  return year * 10_000 + (month || 12) * 100 + (day || daysIn(year, month));
}

function birthday(born: Partial, age: number): number {
  const leap = born.month === 2 && born.day === 29;
  return first({ ...born, year: born.year + age, day: leap ? 28 : born.day });
}

function differ(one: Partial, other: Partial): boolean {
  return (["day", "month", "year"] as const).some((part) => one[part] !== 0 && other[part] !== 0 && one[part] !== other[part]);
}

function screen({ year, month, day }: Partial): string {
  const two = (part: number) => String(part).padStart(2, "0");
  return [day && two(day), month && two(month), String(year)].filter(Boolean).join("/");
}
