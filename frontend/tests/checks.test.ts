import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Checks, check } from "../src/keying/checks";
import { readWords } from "../src/keying/date_reading";

const YEARS = [1850, 2100] as const;
const CHECKS: Checks = {
  rules: Object.fromEntries(
    ["Q01", "Q08", "Q09-day", "Q09-parent", "Q09-before-birth", "Q22"].map((rule) => [
      rule,
      { message: `${rule} {label} “{value}” {why}`, severity: "warning" as const, vouchable: rule !== "Q01" && rule !== "Q09-day" },
    ]),
  ),
  dates: ["born", "mother", "ngayDangKy"],
  required: ["name"],
  births: ["born"],
  order: [],
  parents: ["born", ["mother"]],
  worded: [["born", "words"]],
  number: "^[0-9]+/[0-9]{4}$",
  today: "2025-01-07",
  parentAge: 12,
  earliest: [1945, 1850],
  years: [1850, 2100],
  noMonth: "no month {month}",
  noDay: "{days} days",
};

function rules(values: Record<string, string>, marks: Record<string, string> = {}) {
  const labels = { born: "Ngày sinh" };
  return Object.entries(check(CHECKS, { values: { name: "x", ...values }, marks, labels })).flatMap(([field, found]) => found.map(({ rule }) => `${field} ${rule}`));
}

describe("checks at once", () => {
  it("knows the calendar, of stored and of typed figures", () => {
    expect(rules({ born: "30/02/1998" })).toEqual(["born Q09-day"]);
    expect(rules({ born: "29.02.1996" })).toEqual([]);
    expect(rules({ born: "31.04.1998" })).toEqual(["born Q09-day"]);
    expect(rules({ born: "khoảng 1998" })).toEqual([]);
    const found = check(CHECKS, { values: { name: "x", born: "30/2/1998" }, marks: {}, labels: { born: "Ngày sinh" } });
    expect(found["born"]![0]!.message).toBe("Q09-day Ngày sinh “30/2/1998” 28 days");
  });

  it("compares what a date can mean at the latest and at the earliest", () => {
    expect(rules({ born: "08.05.1998", ngayDangKy: "07.05.1998" })).toEqual(["born Q09-before-birth"]);
    expect(rules({ born: "1998", ngayDangKy: "07.05.1998" })).toEqual([]);
    expect(rules({ born: "1998", mother: "1987" })).toEqual(["mother Q09-parent"]);
    expect(rules({ born: "1998", mother: "1986" })).toEqual([]);
  });

  it("is answered by “đúng như trong sổ” on either field, unless nothing could be right", () => {
    expect(rules({ born: "1998", mother: "1990" }, { born: "as_written" })).toEqual([]);
    expect(rules({ born: "30.02.1998" }, { born: "as_written" })).toEqual(["born Q09-day"]);
    expect(rules({ name: "" })).toEqual(["name Q01"]);
    expect(rules({ name: "" }, { name: "unreadable" })).toEqual([]);
  });

  it("reads words and compares them with figures", () => {
    expect(readWords("Ngày hai mươi lăm, tháng tư, năm một ngàn chín trăm chín mươi tám", YEARS)).toEqual({ day: 25, month: 4, year: 1998 });
    expect(readWords("mồng một tháng giêng năm hai nghìn không trăm lẻ năm", YEARS)).toEqual({ day: 1, month: 1, year: 2005 });
    expect(readWords("tháng năm năm một nghìn chín trăm bảy mươi lăm", YEARS)).toEqual({ day: 0, month: 5, year: 1975 });
    for (const other of ["chín trăm tám mốt", "", "ba mươi mốt tháng hai năm một nghìn chín trăm tám mươi", "Nhâm Tý"]) expect(readWords(other, YEARS)).toBeNull();
    expect(rules({ born: "25.04.1998", words: "Ngày hai mươi lăm tháng năm năm một nghìn chín trăm chín mươi tám" })).toEqual(["words Q22"]);
    expect(rules({ born: "1998", words: "Ngày hai mươi lăm tháng năm năm một nghìn chín trăm chín mươi tám" })).toEqual([]);
  });
});

/** Written by tests/domain/test_checks_agree.py: records with what the server's rules say of them. */
const cases = process.env["CHECKS_CASES"];

describe.skipIf(!cases)("the server's rules", () => {
  it("say the same of every record", () => {
    const { types, records } = JSON.parse(readFileSync(cases!, "utf8"));
    const wrong = [];
    for (const { type, values, marks, expected } of records) {
      const { checks, labels } = types[type];
      const found: string[][] = Object.entries(check(checks, { values, marks, labels })).flatMap(([field, some]) => some.map((one) => [one.rule, field, one.severity, one.message]));
      const [ours, theirs] = [found, expected].map((some: string[][]) => new Set(some.map((one) => JSON.stringify(one))));
      const only = [...ours!].filter((one) => !theirs!.has(one));
      const lacking = [...theirs!].filter((one) => !ours!.has(one));
      if (only.length || lacking.length) wrong.push({ type, only, lacking, values, marks });
    }
    expect(wrong.slice(0, 3)).toEqual([]);
    expect(records.length).toBeGreaterThan(1000);
  });
});
