import { inWords } from "./date_words";

/** What a date in words says where it is written as the school teaches it, 0 for a part not given. */
interface Said {
  day: number;
  month: number;
  year: number;
}

const DAYS = 31;
// Other ways of saying the same, brought to the school's.
const SAME: readonly [RegExp, string][] = [
  [/[,.]/g, " "],
  [/(?<!\p{L})lẻ(?!\p{L})/gu, "linh"],
  [/(?<!\p{L})ngàn(?!\p{L})/gu, "nghìn"],
  [/(?<!\p{L})m[ồù]ng(?!\p{L})/gu, " "],
  [/tháng giêng(?!\p{L})/gu, "tháng một"],
  [/tháng chạp(?!\p{L})/gu, "tháng mười hai"],
  [/(?<!\p{L})ngày(?!\p{L})/gu, " "],
];
let numbers: { days: Map<string, number>; months: Map<string, number>; years: Map<string, number> } | null = null;

/**
 * The date of words in the school's form and the habits near to it; null for everything else:
 * the server reads more ways, and says what it thinks of those.
 */
export function readWords(text: string, [firstYear, lastYear]: readonly [number, number]): Said | null {
  let plain = text.normalize("NFC").toLowerCase();
  for (const [other, school] of SAME) plain = plain.replace(other, school);
  const parts = /^(?:(?!tháng )(?<day>[\p{L} ]+?) )?(?:tháng (?<month>[\p{L} ]+?) )?năm (?<year>[\p{L} ]+)$/u.exec(plain.replace(/\s+/g, " ").trim());
  if (!parts?.groups) return null;
  numbers ??= made(firstYear, lastYear);
  const { day = "", month = "", year = "" } = parts.groups;
  const said = { day: known(numbers.days, day), month: known(numbers.months, month), year: numbers.years.get(year) };
  if (said.day === undefined || said.month === undefined || said.year === undefined) return null;
  if (said.day && (!said.month || said.day > new Date(Date.UTC(said.year, said.month, 0)).getUTCDate())) return null;
  return said as Said;
}

function known(words: Map<string, number>, said: string): number | undefined {
  return said === "" ? 0 : words.get(said);
}

function made(firstYear: number, lastYear: number) {
  const years = new Map<string, number>();
  for (let year = firstYear; year <= lastYear; year += 1) years.set(inWords(String(year))!.slice("năm ".length), year);
  const part = (text: string) => inWords(text)!.toLowerCase();
  const of = (count: number, text: (at: string) => string) =>
    new Map(Array.from({ length: count }, (_, at) => [text(String(at + 1).padStart(2, "0")), at + 1] as const));
  const days = of(DAYS, (day) => part(`${day}.01.2000`).slice("ngày ".length).split(" tháng ")[0]!);
  const months = of(12, (month) => part(`${month}.2000`).slice("tháng ".length).split(" năm ")[0]!);
  return { days, months, years };
}
