import { afterEach, describe, expect, it } from "vitest";
import { byteSize, clean, duration, grouped, hourMinute, unmarked } from "../src/lib/text";

describe("unmarked", () => {
  it.each([
    ["Nguyễn Thị Thùy", "nguyen thi thuy"],
    ["ĐẶNG Ộ Ễ Ự", "dang o e u"],
    ["Đỗ", "do"],
  ])("%s → %s", (text, key) => {
    expect(unmarked(text)).toBe(key);
    expect(unmarked(text.normalize("NFD"))).toBe(key);
  });
});

describe("clean", () => {
  it("composes, trims and parts by single spaces", () => {
    expect(clean("  Nguyê\u0303n   Thi\u0323 ")).toBe("Nguyễn Thị");
  });
});

describe("figures", () => {
  it("groups by dots", () => expect(grouped(327822)).toBe("327.822"));
  it.each([
    [999, "999 byte"],
    [742_000, "742 KB"],
    [1_430_000, "1,4 MB"],
  ])("%d bytes", (bytes, words) => expect(byteSize(bytes)).toBe(words));
  it.each([
    [20, "dưới 1 phút"],
    [61, "2 phút"],
    [7500, "2 giờ 05"],
    [7200, "2 giờ"],
  ])("%d seconds", (seconds, words) => expect(duration(seconds)).toBe(words));
});

describe("moments", () => {
  const moment = new Date("2026-11-22T09:05:00Z");
  afterEach(() => delete document.body.dataset["clockOffset"]);

  it("are Vietnam's, whatever the machine's zone", () => expect(hourMinute(moment)).toBe("16:05"));
  it("go by the campaign's clock", () => {
    document.body.dataset["clockOffset"] = String(-3600 - 300);
    expect(hourMinute(moment)).toBe("15:00");
  });
});
