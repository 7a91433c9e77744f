/** What is wrong with a picture of a page, as far as a telephone can tell. */

import { findOutline, type Grey, type Outline, type Side } from "./outline";

export type Problem = "dark" | "blurred" | "far" | "unseen" | `cut-${Side}`;

export interface Judged {
  outline: Outline | null;
  problems: Problem[];
}

/** Mean brightness of paper in light that leaves strokes readable. */
const DARK = 95;
/** Of `blurOf`: above, thin strokes run into each other. */
const BLURRED = 0.62;
/** Share of the picture: less leaves too few pixels for a stroke. */
const FAR = 0.35;

/** `small`: the whole picture, about 200 pixels wide; `fine`: 800 or more, for its edges. */
export function judge(small: Grey, fine: Grey): Judged {
  const outline = findOutline(small);
  const problems: Problem[] = [];
  if (brightness(small, outline) < DARK) problems.push("dark");
  if (blurOf(fine) > BLURRED) problems.push("blurred");
  if (outline === null) problems.push("unseen");
  else if (outline.cut.length) problems.push(...outline.cut.map((side): Problem => `cut-${side}`));
  else if (outline.share < FAR) problems.push("far");
  return { outline, problems };
}

const SIDES: Record<Side, string> = { top: "trên", right: "phải", bottom: "dưới", left: "trái" };
const WORDS: Record<string, string> = {
  dark: "Tối quá, thêm ánh sáng",
  blurred: "Ảnh nhòe, giữ chắc tay",
  far: "Trang còn nhỏ, lại gần hơn",
  unseen: "Chưa thấy đủ bốn mép trang",
};

/** One short sentence of what to do; `""` for nothing. */
export function wordsOf(problems: Problem[]): string {
  const cut = problems.filter((problem) => problem.startsWith("cut-"));
  if (cut.length > 1) return "Trang bị cắt, lùi ra xa hơn";
  const [side] = cut;
  if (side) return `Mép ${SIDES[side.slice(4) as Side]} của trang bị cắt`;
  return WORDS[problems[0] ?? ""] ?? "";
}

/** How far the picture is from sharp, 0…1: what it loses when it is blurred once more (Crete 2007). */
export function blurOf(grey: Grey): number {
  const across = lost(grey, 1, grey.width);
  const down = lost(grey, grey.width, 1);
  return Math.max(across, down);
}

const REACH = 4;
/** Steps in brightness below this are the grain of the picture. */
const GRAIN = 6;

/** One minus the share of steps between neighbours that a blur along the line takes away. */
function lost({ width, height, values }: Grey, step: number, line: number): number {
  const [length, lines] = step === 1 ? [width, height] : [height, width];
  let steps = 0;
  let kept = 0;
  for (let n = 0; n < lines; n++) {
    const at = (place: number) => values[n * line + place * step] ?? 0;
    let sum = 0;
    for (let place = 0; place < 2 * REACH + 1; place++) sum += at(place);
    for (let place = REACH + 1; place < length - REACH; place++) {
      const before = sum;
      sum += at(place + REACH) - at(place - REACH - 1);
      const own = Math.abs(at(place) - at(place - 1));
      if (own < GRAIN) continue;
      steps += own;
      kept += Math.max(0, own - Math.abs(sum - before) / (2 * REACH + 1));
    }
  }
  return steps ? 1 - kept / steps : 1;
}

function brightness({ width, height, values }: Grey, outline: Outline | null): number {
  const [x0, x1, y0, y1] = outline
    ? [
        Math.min(...outline.corners.map((corner) => corner.x)),
        Math.max(...outline.corners.map((corner) => corner.x)),
        Math.min(...outline.corners.map((corner) => corner.y)),
        Math.max(...outline.corners.map((corner) => corner.y)),
      ]
    : [0, 1, 0, 1];
  let sum = 0;
  let count = 0;
  for (let y = Math.floor(y0 * height); y < y1 * height; y++) {
    for (let x = Math.floor(x0 * width); x < x1 * width; x++) {
      sum += values[y * width + x] ?? 0;
      count += 1;
    }
  }
  return count ? sum / count : 0;
}
