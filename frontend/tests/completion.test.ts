import { describe, expect, it } from "vitest";
import type { FieldData } from "../src/keying/contract";
import { Completion, codeOffers } from "../src/keying/completion";
import { DateWords, inWords } from "../src/keying/date_words";
import type { Dictionary, Role } from "../src/keying/dictionary";
import { type Lexicon, Names } from "../src/keying/names";
import { Phrases } from "../src/keying/phrases";
import { mayBeYear, shortDates } from "../src/keying/short_dates";
import type { FieldState } from "../src/keying/state";
import { marked, syllable, withTone } from "../src/keying/syllables";

const SPELLING = { onsets: "h ng ngh qu", rimes: "uê oan a an oa y" };
const MIDDLE = { m: { Văn: 60, Đức: 10, "": 5 }, f: { Thị: 80, Thu: 5, "": 5 } };
const GIVEN = { m: { Hùng: 20, Hải: 15, Huy: 5 }, f: { Huệ: 12, Huế: 5, Hoa: 20, Hà: 15 } };
const AGES = { m: { middle: MIDDLE.m, given: GIVEN.m }, f: { middle: MIDDLE.f, given: GIVEN.f } };
const LEXICON: Lexicon = {
  family: { Nguyễn: 400, Trần: 110, Đặng: 30, Dương: 20 },
  elder: AGES,
  young: AGES,
  pairs: {},
  spelling: SPELLING,
  capitals: false,
};
const ANY = { age: "elder" as const, families: [] };
const first = (text: string, about: Parameters<Names["rank"]>[1] = ANY) => new Names(LEXICON).rank(text, about, 9).map(({ name }) => name);

describe("names", () => {
  it("without marks become marked ones, the likeliest first", () => expect(first("nguyen thi hue").slice(0, 3)).toEqual(["Nguyễn Thị Huệ", "Nguyễn Thị Huế", "Nguyễn Thị Huê"]));
  it.each([
    ["ngt hue", "Nguyễn Thị Huệ"],
    ["nvhu", "Nguyễn Văn Hùng"],
    ["nh", "Nguyễn Thị Hoa"],
    ["dv hai", "Đặng Văn Hải"],
  ])("first letters: %s", (typed, name) => expect(first(typed)[0]).toBe(name));
  it("marks typed are kept to", () => {
    expect(first("nguyen thi huế")[0]).toBe("Nguyễn Thị Huế");
    expect(first("đv hai")).not.toContain("Dương Văn Hải");
  });
  it("the family name of the record comes first and may be left out", () => {
    const about = { ...ANY, sex: "m" as const, families: ["Dương"] };
    expect(first("dvh", about)[0]).toBe("Dương Văn Hùng");
    expect(first("vhai", about)[0]).toBe("Dương Văn Hải");
  });
  it("a given name that nobody bore is offered in every marking", () => expect(first("nguyen van ngoan")).toContain("Nguyễn Văn Ngoạn"));
  it("what was keyed is likelier from then on", () => {
    const names = new Names(LEXICON);
    for (let i = 0; i < 3; i += 1) names.learn("Trần Thị Huế", ANY);
    expect(names.rank("tth", ANY, 1)[0]!.name).toBe("Trần Thị Huế");
  });
  it("are written as the book writes them", () => expect(new Names({ ...LEXICON, capitals: true }).rank("nvhung", ANY, 1)[0]!.name).toBe("NGUYỄN VĂN HÙNG"));
  it("nothing typed offers nothing", () => expect(first("  ")).toEqual([]));
});

describe("syllables", () => {
  it.each([["hoa", 1, "hòa"], ["hoan", 1, "hoàn"], ["quy", 2, "quý"], ["gia", 1, "già"], ["nguyên", 3, "nguyễn"]])("%s with tone %i is %s", (letters, tone, text) =>
    expect(withTone(letters, tone)).toBe(text),
  );
  it("a stopped one has two tones only", () => expect(marked("hoan", SPELLING)).toHaveLength(6));
  it("come apart", () => expect(syllable("Đặng")).toMatchObject({ letters: "đăng", bare: "dang", tone: 5 }));
});

describe("short dates", () => {
  const event = { kind: "event" as const, year: 1998, event: "", before: "28.05.1998" };
  const recent = { kind: "recent" as const, year: 1998, event: "10.02.1998", before: "" };
  const elder = { kind: "elder" as const, year: 1998, event: "", before: "" };
  it.each([
    ["30", event, ["30.05.1998", "30.06.1998"]],
    ["3", event, ["03.06.1998", "03.05.1998"]],
    ["0406", event, ["04.06.1998"]],
    ["31", { ...event, before: "28.06.1998" }, ["31.07.1998"]],
    ["2512", recent, ["25.12.1997", "25.12.1996"]],
    ["0502", recent, ["05.02.1998", "05.02.1997"]],
    ["15", recent, ["15.01.1998", "15.12.1997"]],
    ["57", elder, ["1957"]],
    ["05", { ...elder, year: 1970 }, ["1905"]],
    ["1957", elder, []],
    ["28051998", event, []],
    ["4513", event, []],
    ["x", event, []],
  ] as const)("%s", (typed, around, dates) => expect(shortDates(typed, around)).toEqual(dates));
  it("what may be a year is not taken for a day and month", () => {
    expect(mayBeYear("1910", recent)).toBe(true);
    expect(mayBeYear("2512", recent)).toBe(false);
    expect(mayBeYear("2002", recent)).toBe(false);
  });
});

describe("dates in words", () => {
  // The school form as `domain.text.date_in_words` has it.
  it.each([
    ["27.08.1981", "Ngày hai mươi bảy tháng tám năm một nghìn chín trăm tám mươi mốt"],
    ["05.04.2005", "Ngày năm tháng tư năm hai nghìn không trăm linh năm"],
    ["15.11.2010", "Ngày mười lăm tháng mười một năm hai nghìn không trăm mười"],
    ["24.12.2000", "Ngày hai mươi tư tháng mười hai năm hai nghìn"],
    ["02.1975", "Tháng hai năm một nghìn chín trăm bảy mươi lăm"],
  ])("%s", (date, words) => expect(inWords(date)).toBe(words));
  it("a book's own habit comes first", () => {
    const words = new DateWords();
    words.learn("02.01.1998", "ngày mồng hai tháng giêng năm một ngàn chín trăm chín mươi tám");
    expect(words.offers("05.12.1998", 1)).toEqual(["Ngày mồng năm tháng chạp năm một ngàn chín trăm chín mươi tám"]);
    expect(words.offers("hôm qua", 4)).toEqual([]);
  });
});

describe("phrases", () => {
  const phrases = new Phrases();
  phrases.learn("chaNoiCuTru", "Thôn Ngọc Khám, xã Mỹ Hương", 3);
  phrases.learn("NoiCuTru", "Thôn Hạ, xã Mỹ Hương", 9);
  phrases.seed("", "Xã Lai Hạ, huyện Gia Lương");
  const lines = ["chaNoiCuTru", "NoiCuTru", ""];
  it("are found by the beginnings of their words", () => expect(phrases.rank(lines, "nk", 3)).toEqual(["Thôn Ngọc Khám, xã Mỹ Hương"]));
  it("of the line itself before those of its kind", () => expect(phrases.rank(lines, "", 9)[0]).toBe("Thôn Ngọc Khám, xã Mỹ Hương"));
  it("of the era where the book has none", () => expect(phrases.rank(lines, "lai ha", 3)).toEqual(["Xã Lai Hạ, huyện Gia Lương"]));
  it("marks typed are kept to", () => expect(phrases.rank(lines, "hả", 3)).toEqual([]));
  it("never without marks where they are known, the better written first", () => {
    const place = new Phrases();
    place.learn("nksNoiSinh", "Bệnh viện huyện Gia Lương");
    place.learn("nksNoiSinh", "benh vien huyen gia luong", 4);
    place.learn("nksNoiSinh", "bệnh viện huyện gia lương", 3);
    expect(place.rank(["nksNoiSinh"], "bv", 9)).toEqual(["Bệnh viện huyện Gia Lương", "bệnh viện huyện gia lương"]);
    place.learn("nksNoiSinh", "Gia Lai");
    expect(place.rank(["nksNoiSinh"], "gl", 9)).toContain("Gia Lai");
  });
});

function role(prefix: string, more: Partial<Role> = {}): Role {
  return { label: prefix, prefix, sex: "", sexField: "", age: "elder", related: [], other: false, ...more };
}

const BOOK: Dictionary = {
  names: LEXICON,
  roles: {
    nksHoTen: role("nks", { sexField: "nksGioiTinh", age: "young", related: ["chaHoTen"] }),
    chaHoTen: role("cha", { sex: "m", related: ["nksHoTen"] }),
    meHoTen: role("me", { sex: "f" }),
    nycHoTen: role("nyc", { other: true }),
  },
  dates: { ngayDangKy: "event", nksNgaySinh: "recent", chaNgaySinh: "elder" },
  pools: { chaNoiCuTru: "NoiCuTru", meNoiCuTru: "NoiCuTru", nksNoiSinh: "NoiSinh", nycQuanHe: "QuanHe" },
  phrases: { "nycQuanHe|chaHoTen": { "Bố đẻ": 5 }, "nycQuanHe|meHoTen": { "Mẹ đẻ": 9 } },
  seeds: { tails: ["xã Mỹ Hương", "xã Mỹ Hương, huyện Gia Lương"], "": ["Xã Mỹ Hương"] },
  words: [],
  parents: { fields: ["chaHoTen", "chaNgaySinh", "meHoTen"], names: ["chaHoTen", "meHoTen"], rows: [["12", "Dương Văn Hải", "1957", "Trần Thị Hoa"]] },
  before: "28.05.1998",
  year: 1998,
};

function record(values: Record<string, string>): FieldState[] {
  const kinds: Record<string, FieldData["kind"]> = { ngayDangKy: "date", nksNgaySinh: "date", chaNgaySinh: "date" };
  const keys = ["ngayDangKy", "nksHoTen", "nksNgaySinh", "nksNgaySinhBangChu", "nksNoiSinh", "chaHoTen", "chaNgaySinh", "chaNoiCuTru", "meHoTen", "meNoiCuTru", "nycHoTen", "nycQuanHe", "soGiayTo"];
  return keys.map((key) => {
    const kind = kinds[key] ?? (key.endsWith("HoTen") ? "name" : /Noi/.test(key) ? "place" : key === "soGiayTo" ? "number" : "text");
    const data: FieldData = { key, label: key, kind, value: "", mark: "", aid: "" };
    return { data, value: values[key] ?? "", mark: "", aid: "", folded: false, rare: false, passed: false, keystrokes: 0 };
  });
}

function offered(key: string, typed: string, values: Record<string, string> = {}, book = new Completion(BOOK)) {
  const fields = record(values);
  return book.offers(fields.find((field) => field.data.key === key)!, typed, typed === "", fields);
}

describe("offers", () => {
  it("each carries its digit and says that it was completed", () => {
    const [one, two] = offered("meHoTen", "nguyen thi hue");
    expect(one).toMatchObject({ value: "Nguyễn Thị Huệ", digit: "1", aid: "completed" });
    expect(two!.digit).toBe("2");
  });
  it("a date's short form is taken by Enter, unless it may be a year", () => {
    expect(offered("ngayDangKy", "3005")).toEqual([{ value: "30/05/1998", aid: "completed", meant: true }]);
    expect(offered("nksNgaySinh", "1910", { ngayDangKy: "30.05.1998" })[0]!.meant).toBe(false);
  });
  it("words from the figures", () => expect(offered("nksNgaySinhBangChu", "", { nksNgaySinh: "02.04.1998" })[0]!.value).toBe("Ngày hai tháng tư năm một nghìn chín trăm chín mươi tám"));
  it("the declarant is somebody of the record, and the bond goes by who it is", () => {
    const values = { chaHoTen: "Dương Văn Hải", meHoTen: "Trần Thị Hoa" };
    expect(offered("nycHoTen", "", values).map(({ value }) => value)).toEqual(["Dương Văn Hải", "Trần Thị Hoa"]);
    expect(offered("nycQuanHe", "", { ...values, nycHoTen: "Trần Thị Hoa" })[0]!.value).toBe("Mẹ đẻ");
    expect(offered("nycQuanHe", "", { ...values, nycHoTen: "Dương Văn Hải" })[0]!.value).toBe("Bố đẻ");
  });
  it("where the mother lives is where the father does", () => expect(offered("meNoiCuTru", "", { chaNoiCuTru: "Thôn Hạ, xã Mỹ Hương" })[0]!.value).toBe("Thôn Hạ, xã Mỹ Hương"));
  it("a hamlet not seen yet is followed by its commune", () => expect(offered("chaNoiCuTru", "Thôn Nghè").map(({ value }) => value)).toContain("Thôn Nghè, xã Mỹ Hương"));
  it("parents of an earlier entry come together, the last offers of the line", () => {
    const couple = offered("chaHoTen", "dvh").at(-1)!;
    expect(couple).toMatchObject({ value: "Dương Văn Hải", words: "Dương Văn Hải và Trần Thị Hoa", note: "như số 12" });
    expect([...couple.fills!]).toEqual([["chaNgaySinh", "1957"], ["meHoTen", "Trần Thị Hoa"]]);
    expect(offered("meHoTen", "", { chaHoTen: "Dương Văn Hải" })[0]!.value).toBe("Trần Thị Hoa");
    expect(offered("meHoTen", "", { chaHoTen: "Trần Văn Ba" })).toEqual([]);
  });
  it("parents known of this very number are not offered to it", () => {
    const fields = record({ chaHoTen: "Dương Văn Hải" });
    const mother = fields.find((field) => field.data.key === "meHoTen")!;
    const to = (number: string) => new Completion(BOOK).offers(mother, "", true, fields, number).map(({ value }) => value);
    expect(to("13")).toEqual(["Trần Thị Hoa"]);
    expect(to("12")).toEqual([]);
  });
  it("numbers are typed, and a value that stands is left alone", () => {
    expect(offered("soGiayTo", "12")).toEqual([]);
    expect(offered("nksNoiSinh", "", { nksNoiSinh: "Tại nhà" })).toEqual([]);
  });
  it("a record keyed to its end is known in the next", () => {
    const book = new Completion(BOOK);
    book.learn("13", record({ ngayDangKy: "01.06.1998", chaHoTen: "Đặng Đức Huy", meHoTen: "Trần Thị Hà", nksNoiSinh: "Trạm xá Đại Bái" }));
    expect(offered("nksNoiSinh", "", {}, book)[0]!.value).toBe("Trạm xá Đại Bái");
    expect(offered("ngayDangKy", "3", {}, book)[0]!.value).toBe("03/06/1998");
    expect(offered("chaHoTen", "ddh", {}, book).at(-1)!.note).toBe("như số 13");
  });
  it("what stands under an open warning is not learnt, nor names that lost their marks", () => {
    const book = new Completion(BOOK);
    const left = { chaHoTen: "Đặng Đức Huy", meHoTen: "nguyen thi hue", nksNoiSinh: "benh vien huyen gia luong" };
    book.learn("13", record(left), new Set(["nksNoiSinh"]));
    expect(offered("nksNoiSinh", "b", {}, book)).toEqual([]);
    expect(offered("meHoTen", "nguyen thi", {}, book).map(({ value }) => value)).not.toContain("Nguyen Thi Hue");
  });
  it("no commune follows a hamlet without its marks", () => expect(offered("chaNoiCuTru", "thon ap dua")).toEqual([]));
  it("1 is the first answer of a counted list, 0 that nothing is known", () => {
    const nations = ["Không có thông tin", "Việt Nam", "Trung Quốc"].map((label) => ({ code: label, label }));
    expect(codeOffers(nations, "").map(({ value, digit }) => `${digit} ${value}`)).toEqual(["1 Việt Nam", "2 Trung Quốc", "0 Không có thông tin"]);
    expect(codeOffers(nations, "kh")[0]!.digit).toBe("0");
  });
  it("codes keep their own digits", () => expect(codeOffers([{ code: "0", label: "Không" }, { code: "1", label: "Có" }], "")[0]).toMatchObject({ value: "Không", digit: "0", aid: "" }));
});
