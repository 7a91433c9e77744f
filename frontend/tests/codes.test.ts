import { describe, expect, it } from "vitest";
import { choiceDigit, chosenCode, matchingCodes } from "../src/lib/codes";

const SEX = [
  { code: "1", label: "Nam" },
  { code: "2", label: "Nữ" },
  { code: "0", label: "Không xác định" },
];
const PEOPLES = ["Kinh", "Tày", "Thái", "Thổ", "Khơ-me", "Sán Dìu"].map((label) => ({ code: label, label }));

describe("matchingCodes", () => {
  it("offers the list's order when nothing is typed", () => expect(matchingCodes(SEX, "")).toEqual(SEX));
  it("starts of words, without marks", () => {
    expect(matchingCodes(PEOPLES, "th").map((code) => code.label)).toEqual(["Thái", "Thổ"]);
    expect(matchingCodes(PEOPLES, "di").map((code) => code.label)).toEqual(["Sán Dìu"]);
  });
  it("initials", () => expect(matchingCodes(PEOPLES, "sd").map((code) => code.label)).toEqual(["Sán Dìu"]));
});

describe("choiceDigit", () => {
  const PAPERS = ["0", "1", "2"].map((code) => ({ code, label: code }));
  it("is the code itself, wherever the choice stands", () => {
    expect(PAPERS.map((code, position) => choiceDigit(PAPERS, code, position))).toEqual(["0", "1", "2"]);
    expect(choiceDigit(SEX, SEX[2]!, 2)).toBe("0");
  });
  it("is the position where codes are no digits", () => {
    expect(PEOPLES.map((code, position) => choiceDigit(PEOPLES, code, position)).slice(0, 2)).toEqual(["1", "2"]);
  });
});

describe("chosenCode", () => {
  it.each([
    ["nu", "2"],
    ["Nữ", "2"],
    ["2", "2"],
    ["khong", "0"],
  ])("%s → %s", (typed, code) => expect(chosenCode(SEX, typed)?.code).toBe(code));
  it.each(["", "n", "z"])("%s chooses nothing", (typed) => expect(chosenCode(SEX, typed)).toBeNull());
  it("an exact label wins over longer ones", () => {
    const codes = [{ code: "a", label: "Thổ Nhĩ Kỳ" }, { code: "b", label: "Thổ" }];
    expect(chosenCode(codes, "tho")?.code).toBe("b");
  });
});
