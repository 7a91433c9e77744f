import { describe, expect, it } from "vitest";
import type { CutData, PageData } from "../src/contact-sheet/contract";
import * as cuts from "../src/contact-sheet/cuts";

const cut = (x: number, y: number, w: number, h: number, number = ""): CutData => ({ box: [x, y, w, h], number });
const ROWS = [cut(0, 0, 1, 0.3, "70"), cut(0, 0.3, 1, 0.3, "71"), cut(0, 0.6, 1, 0.4, "72")];
const SPREAD = [cut(0, 0, 0.5, 0.5), cut(0, 0.5, 0.5, 0.5), cut(0.5, 0, 0.5, 0.5), cut(0.5, 0.5, 0.5, 0.5)];
const page = (more: Partial<PageData>): PageData =>
  ({ key: "", state: "processed", doubt: "", cuts: ROWS, layout: "rows", ...more }) as PageData;

describe("cutLines", () => {
  it("finds the lines between rows", () => {
    expect(cuts.cutLines(ROWS).map((line) => [line.axis, line.at])).toEqual([["y", 0.3], ["y", 0.6]]);
  });
  it("one page has none", () => expect(cuts.cutLines([ROWS[0]!])).toEqual([]));
  it("a spread has one across and one line in each half", () => {
    expect(cuts.cutLines(SPREAD).map((line) => line.axis)).toEqual(["y", "y", "x"]);
  });
});

describe("moveLine", () => {
  it("moves both neighbours and nobody else", () => {
    const moved = cuts.moveLine(ROWS, cuts.cutLines(ROWS)[0]!, 0.35);
    expect(moved.map((one) => one.box.map((part) => Math.round(part * 100)))).toEqual([
      [0, 0, 100, 35],
      [0, 35, 100, 25],
      [0, 60, 100, 40],
    ]);
    expect(moved.map((one) => one.number)).toEqual(["70", "71", "72"]);
  });
  it("never swallows a neighbour", () => {
    const moved = cuts.moveLine(ROWS, cuts.cutLines(ROWS)[0]!, 0.99);
    expect(Math.min(...moved.map((one) => one.box[3]))).toBeGreaterThan(0.03);
  });
});

describe("splitting and numbering", () => {
  it("splits the frame evenly and numbers on", () => {
    const parts = cuts.splitPage(page({}), 4);
    expect(parts.map((part) => part.number)).toEqual(["70", "71", "72", "73"]);
    expect(parts[3]!.box[1]).toBeCloseTo(0.75);
  });
  it("splits a spread side by side", () => {
    expect(cuts.splitPage(page({ layout: "spread" }), 2).map((part) => part.box[0])).toEqual([0, 0.5]);
  });
  it("numbers from any first number", () => {
    expect(cuts.numbersFrom("70bis", 3)).toEqual(["70bis", "71", "72"]);
    expect(cuts.numbersFrom("", 2)).toEqual(["", ""]);
  });
  it("counts on up to a number that a person gave", () => {
    const own = Array<cuts.Part>(4).fill("own");
    expect(cuts.countOn(["81", "71", "72", "73"], own, [true, false, false, false], 0)).toEqual(["81", "82", "83", "84"]);
    expect(cuts.countOn(["81", "71", "90", "91"], own, [true, false, true, false], 0)).toEqual(["81", "82", "90", "91"]);
    const mixed: cuts.Part[] = ["own", "joins", "skipped", "own"];
    expect(cuts.countOn(["81", "", "72", "73"], mixed, [true, false, false, false], 0)).toEqual(["81", "81", "", "82"]);
  });
  it("counts the numbers that no page shows", () => expect(cuts.missingCount([page({})], 5)).toBe(2));
});

describe("doubts", () => {
  const pages = [page({}), page({ doubt: "?" }), page({ doubt: "?", state: "accepted" }), page({ doubt: "!" })];
  it("goes round and passes what is accepted", () => {
    expect([-1, 1, 3].map((at) => cuts.nextDoubt(pages, at))).toEqual([1, 3, 1]);
    expect(cuts.nextDoubt([page({})], 0)).toBe(-1);
  });
  it("is sure only with every number", () => {
    expect(cuts.isSure(page({}))).toBe(true);
    expect(cuts.isSure(page({ cuts: [cut(0, 0, 1, 1)] }))).toBe(false);
    expect(cuts.isSure(page({ state: "accepted" }))).toBe(false);
  });
});

describe("allAccepted", () => {
  const page = (state: PageData["state"]) => ({ state }) as PageData;
  it.each<[PageData["state"][], boolean]>([
    [[], false],
    [["accepted", "blank"], true],
    [["accepted", "processed"], false],
    [["accepted", "new"], false],
    [["accepted", "rescan"], false],
  ])("%j: %s", (states, done) => expect(cuts.allAccepted(states.map(page))).toBe(done));
});
