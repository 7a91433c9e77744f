import { describe, expect, it } from "vitest";
import type { PageData } from "../src/contact-sheet/contract";
import { Strips } from "../src/contact-sheet/strips";
import { rowsInView, toReveal } from "../src/contact-sheet/window";

const SHAPE = { columns: 6, rowHeight: 200 };

describe("rowsInView", () => {
  it("draws the view and half as much again above and below", () => {
    expect(rowsInView(1000, SHAPE, 10_000, 700)).toEqual({ first: 48 * 6, last: 56 * 6, above: 9600, below: (167 - 56) * 200 });
  });
  it.each([0, 1, 5, 6, 7, 1000])("leaves no page out of %i and draws none twice", (count) => {
    for (const top of [-500, 0, 333, 20_000, 99_999]) {
      const rows = rowsInView(count, SHAPE, top, 700);
      expect(rows.first).toBeGreaterThanOrEqual(0);
      expect(rows.last).toBeLessThanOrEqual(count);
      expect(rows.above + rows.below + Math.ceil((rows.last - rows.first) / 6) * 200).toBe(Math.ceil(count / 6) * 200);
    }
  });
});

describe("toReveal", () => {
  it("moves no further than the row needs", () => {
    expect(toReveal(0, SHAPE, 400, 700)).toBe(-400);
    expect(toReveal(13, SHAPE, 400, 700)).toBe(0);
    expect(toReveal(60, SHAPE, 400, 700)).toBe(2200 - 1100);
  });
});

describe("Strips", () => {
  const page = (order: number, picture = `p${order}`) => ({ key: "", order, picture }) as PageData;
  const strips = new Strips({ pages: 24, columns: 6 }, "/dai/{strip}");
  it("puts a page into its strip, row and column", () => {
    strips.know([page(1), page(24), page(25)]);
    expect(strips.of(page(1))).toMatchObject({ size: "600% 400%", position: "0% 0%" });
    expect(strips.of(page(24))?.position).toBe("100% 100%");
    expect(strips.of(page(25))?.url).toMatch("/dai/1?v=");
    expect(strips.of(page(2, ""))).toBeNull();
  });
  it("changes an address with any picture on its strip, and no other", () => {
    const [first, second] = [strips.of(page(1))?.url, strips.of(page(25))?.url];
    strips.know([page(1), page(24, "new"), page(25)]);
    expect(strips.of(page(1))?.url).not.toBe(first);
    expect(strips.of(page(25))?.url).toBe(second);
  });
});
