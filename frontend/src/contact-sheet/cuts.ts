import type { CutData, Layout, PageData } from "./contract";

/** A line shared by cuts on both its sides: moving it moves all of them. */
export interface CutLine {
  axis: "x" | "y";
  /** Fraction of the page's height (axis y) or width (axis x). */
  at: number;
  /** Indexes of the cuts that end at the line, and of those that begin there. */
  before: number[];
  after: number[];
}

/** Whether no page waits for anybody any more. */
export function allAccepted(pages: readonly PageData[]): boolean {
  return pages.length > 0 && pages.every((page) => page.state === "accepted" || page.state === "blank");
}

const NEAR = 0.012;
const SMALLEST = 0.04;

const start = (cut: CutData, axis: "x" | "y") => cut.box[axis === "x" ? 0 : 1];
const length = (cut: CutData, axis: "x" | "y") => cut.box[axis === "x" ? 2 : 3];
const end = (cut: CutData, axis: "x" | "y") => start(cut, axis) + length(cut, axis);

/** Lines between neighbouring cuts, top to bottom then left to right. */
export function cutLines(cuts: readonly CutData[]): CutLine[] {
  const lines: CutLine[] = [];
  for (const axis of ["y", "x"] as const) {
    for (const [index, cut] of cuts.entries()) {
      const after = cuts.flatMap((other, place) => (other !== cut && meet(cut, other, axis) ? [place] : []));
      if (after.length) add(lines, { axis, at: end(cut, axis), before: [index], after });
    }
  }
  return lines.sort((a, b) => (a.axis === b.axis ? a.at - b.at : a.axis === "y" ? -1 : 1));
}

function meet(first: CutData, second: CutData, axis: "x" | "y"): boolean {
  const across = axis === "x" ? "y" : "x";
  const touching = Math.abs(end(first, axis) - start(second, axis)) < NEAR;
  const overlap = Math.min(end(first, across), end(second, across)) - Math.max(start(first, across), start(second, across));
  return touching && overlap > SMALLEST;
}

function add(lines: CutLine[], line: CutLine): void {
  // The gutter of a spread is one line, however many rows stand beside it.
  const gutter = (other: CutLine) => line.axis === "x" && Math.abs(other.at - line.at) < NEAR;
  const shared = (other: CutLine) => line.after.some((place) => other.after.includes(place));
  const same = lines.find((other) => other.axis === line.axis && (gutter(other) || shared(other)));
  if (!same) lines.push(line);
  else {
    same.before = [...new Set([...same.before, ...line.before])];
    same.after = [...new Set([...same.after, ...line.after])];
  }
}

/** The cuts with one line moved to `at`; no cut gets smaller than a twenty-fifth of the page. */
export function moveLine(cuts: readonly CutData[], line: CutLine, at: number): CutData[] {
  const { axis, before, after } = line;
  const lowest = Math.max(...before.map((place) => start(cuts[place]!, axis))) + SMALLEST;
  const highest = Math.min(...after.map((place) => end(cuts[place]!, axis))) - SMALLEST;
  const to = Math.min(Math.max(at, lowest), highest);
  return cuts.map((cut, place) => {
    if (before.includes(place)) return span(cut, axis, start(cut, axis), to);
    if (after.includes(place)) return span(cut, axis, to, end(cut, axis));
    return cut;
  });
}

function span(cut: CutData, axis: "x" | "y", from: number, to: number): CutData {
  const [x, y, width, height] = cut.box;
  const box: CutData["box"] = axis === "x" ? [from, y, to - from, height] : [x, from, width, to - from];
  return { ...cut, box };
}

/** The frame that holds all cuts, or the whole page. */
export function frameOf(cuts: readonly CutData[]): CutData["box"] {
  if (!cuts.length) return [0, 0, 1, 1];
  const x = Math.min(...cuts.map((cut) => start(cut, "x")));
  const y = Math.min(...cuts.map((cut) => start(cut, "y")));
  const right = Math.max(...cuts.map((cut) => end(cut, "x")));
  const bottom = Math.max(...cuts.map((cut) => end(cut, "y")));
  return [x, y, right - x, bottom - y];
}

/** A number and how many follow: "70", 2 → "71", "72"; a suffix ends the count. */
export function numbersFrom(first: string, count: number): string[] {
  const from = Number.parseInt(first, 10);
  return Array.from({ length: count }, (_, place) => {
    if (place === 0) return first;
    return Number.isNaN(from) ? "" : String(from + place);
  });
}

/** The page split anew into equal parts, one under another (or side by side when it is a spread). */
export function splitPage(page: Pick<PageData, "cuts" | "layout">, parts: number): CutData[] {
  const [x, y, width, height] = frameOf(page.cuts);
  const numbers = numbersFrom(page.cuts[0]?.number ?? "", parts);
  const sideBySide = page.layout === "spread" && parts === 2;
  return numbers.map((number, place) => {
    const box: CutData["box"] = sideBySide
      ? [x + (width * place) / parts, y, width / parts, height]
      : [x, y + (height * place) / parts, width, height / parts];
    return { box, number, pinned: place === 0 && !!page.cuts[0]?.pinned };
  });
}

/** The name of the layout that so many parts make. */
export function layoutFor(parts: number, before: Layout): Layout {
  if (parts === 1) return "one";
  if (parts === 2) return before === "spread" ? "spread" : "two";
  return "rows";
}

/** What a part is: a registration of its own, more of the one before, or none. */
export type Part = "own" | "joins" | "skipped";

/** Numbers counted on after place `at`, up to the next part whose number a person gave. */
export function countOn(numbers: readonly string[], parts: readonly Part[], given: readonly boolean[], at: number): string[] {
  const result = [...numbers];
  let last = result[at] ?? "";
  for (let place = at + 1; place < result.length && !given[place]; place += 1) {
    if (parts[place] === "skipped") result[place] = "";
    else if (parts[place] === "joins") result[place] = last;
    else last = result[place] = numbersFrom(last, 2)[1] ?? "";
  }
  return result;
}

/** The next page in doubt after `at`, going round; -1 when there is none. */
export function nextDoubt(pages: readonly PageData[], at: number): number {
  for (let step = 1; step <= pages.length; step += 1) {
    const place = (at + step) % pages.length;
    const page = pages[place]!;
    if (page.doubt && page.state === "processed") return place;
  }
  return -1;
}

/** Certain: processed, without doubt, every part numbered. */
export function isSure(page: PageData): boolean {
  return page.state === "processed" && !page.doubt && page.cuts.length > 0 && page.cuts.every((cut) => (cut.number || cut.skipped) && !cut.doubt);
}

/** Numbers the book declares and no page shows, given the numbers of all pages. */
export function missingCount(pages: readonly PageData[], declared: number): number {
  const seen = new Set(pages.flatMap((page) => page.cuts.map((cut) => cut.number)).filter(Boolean));
  return Math.max(declared - seen.size, 0);
}
