/** A date in words, as registers write it under the figures. */

const UNITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];

/** How one book writes its dates; each habit is its own choice. */
interface Habit {
  /** "Ngày" before the day. */
  begins: boolean;
  commas: boolean;
  /** giêng and chạp for the first and last month. */
  named: boolean;
  /** mồng before the first ten days. */
  mong: boolean;
  nghin: "nghìn" | "ngàn";
  linh: "linh" | "lẻ";
}

const FIRST: Habit = { begins: true, commas: false, named: false, mong: false, nghin: "nghìn", linh: "linh" };
const HABITS: Habit[] = [true, false].flatMap((begins) =>
  [false, true].flatMap((commas) =>
    [false, true].flatMap((named) =>
      [false, true].flatMap((mong) =>
        (["nghìn", "ngàn"] as const).flatMap((nghin) => (["linh", "lẻ"] as const).map((linh) => ({ begins, commas, named, mong, nghin, linh }))),
      ),
    ),
  ),
);

/** Words for dates in the ways a book has shown, the likeliest first. */
export class DateWords {
  private readonly times = new Map<Habit, number>(HABITS.map((habit) => [habit, 0]));

  /** A date of this book with the words that stand there. */
  learn(date: string, words: string): void {
    const wanted = words.trim().toLowerCase();
    for (const habit of HABITS) if (inWords(date, habit)?.toLowerCase() === wanted) this.times.set(habit, this.times.get(habit)! + 1);
  }

  /** Different words for `dd.mm.yyyy`, `mm.yyyy` or `yyyy`; [] where it is no such date. */
  offers(date: string, most: number): string[] {
    const ranked = [...this.times].sort((a, b) => b[1] - a[1]).map(([habit]) => habit);
    return [...new Set(ranked.map((habit) => inWords(date, habit)).filter((words): words is string => words !== null))].slice(0, most);
  }
}

/** `15.01.1998` → `Ngày mười lăm tháng một năm một nghìn chín trăm chín mươi tám`. */
export function inWords(date: string, habit: Habit = FIRST): string | null {
  const found = /^(?:(?:(\d{2})\.)?(\d{2})\.)?(\d{4})$/.exec(date);
  if (!found) return null;
  const [, day, month, year] = found;
  const said: string[] = [];
  if (day) said.push([habit.begins ? "ngày" : "", habit.mong && Number(day) <= 10 ? "mồng" : "", belowHundred(Number(day))].filter(Boolean).join(" "));
  if (month) said.push(`tháng ${monthName(Number(month), habit)}`);
  said.push(`năm ${yearWords(Number(year), habit)}`);
  const text = said.join(habit.commas ? ", " : " ");
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function monthName(month: number, habit: Habit): string {
  if (habit.named && (month === 1 || month === 12)) return month === 1 ? "giêng" : "chạp";
  return month === 4 ? "tư" : belowHundred(month);
}

function belowHundred(number: number): string {
  const ten = Math.floor(number / 10);
  const unit = number % 10;
  if (ten === 0) return UNITS[unit]!;
  if (ten === 1) return unit === 0 ? "mười" : `mười ${unit === 5 ? "lăm" : UNITS[unit]}`;
  const last = unit === 0 ? "" : ({ 1: " mốt", 4: " tư", 5: " lăm" }[unit] ?? ` ${UNITS[unit]}`);
  return `${UNITS[ten]} mươi${last}`;
}

function yearWords(year: number, { nghin, linh }: Habit): string {
  const said = [`${UNITS[Math.floor(year / 1000)]} ${nghin}`];
  const rest = year % 100;
  if (year % 1000) said.push(`${UNITS[Math.floor((year % 1000) / 100)]} trăm`);
  if (rest) said.push(rest < 10 ? `${linh} ${UNITS[rest]}` : belowHundred(rest));
  return said.join(" ");
}
