/** Where the page lies in a small grey picture: bright paper on a darker table. */

/** Brightness 0…255, row by row. */
export interface Grey {
  width: number;
  height: number;
  values: Uint8Array | Uint8ClampedArray;
}

export interface Point {
  x: number;
  y: number;
}

export type Side = "top" | "right" | "bottom" | "left";

export interface Outline {
  /** Shares of the picture, from top left clockwise. */
  corners: [Point, Point, Point, Point];
  /** Sides of the picture that the page runs over. */
  cut: Side[];
  /** Share of the picture that is page. */
  share: number;
}

/** Grey levels between paper and table; less is no edge one can trust. */
const APART = 28;
const SMALLEST = 0.12;
/** How much of the four-cornered shape must be paper: less, and it is no page. */
const FILLED = 0.72;
/** Share of a picture's side that the page may touch without being cut there. */
const TOUCH = 0.04;

/** The page, or null where none stands out from the table. */
export function findOutline(grey: Grey): Outline | null {
  const level = threshold(grey);
  if (level === null) return null;
  const page = largestPart(grey, level);
  const share = page.size / (grey.width * grey.height);
  if (share < SMALLEST) return null;
  const corners = cornersOf(grey, page.member);
  const area = areaOf(corners);
  if (area <= 0 || page.size / area < FILLED) return null;
  const shares = corners.map(({ x, y }) => ({ x: (x + 0.5) / grey.width, y: (y + 0.5) / grey.height }));
  const cut = cutSides(grey, page.member);
  // Bright to all sides: a light table, or a picture inside the page.
  if (cut.length === 4) return null;
  return { corners: shares as Outline["corners"], cut, share: area / (grey.width * grey.height) };
}

/** The brightness that parts paper and table best (Otsu); null where there are no two kinds. */
function threshold({ values }: Grey): number | null {
  const counts = new Float64Array(256);
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  let all = 0;
  counts.forEach((count, value) => (all += count * value));
  let best = { spread: -1, level: 0, apart: 0 };
  let below = 0;
  let sum = 0;
  for (let level = 0; level < 255; level++) {
    below += counts[level] ?? 0;
    sum += level * (counts[level] ?? 0);
    const above = values.length - below;
    if (!below || !above) continue;
    const apart = (all - sum) / above - sum / below;
    const spread = below * above * apart * apart;
    if (spread > best.spread) best = { spread, level, apart };
  }
  return best.apart >= APART ? best.level : null;
}

/** The largest connected bright part: which pixels are its own, and how many. */
function largestPart({ width, height, values }: Grey, level: number): { member: Uint8Array; size: number } {
  const part = new Int32Array(width * height);
  const waiting: number[] = [];
  let best = { number: 0, size: 0 };
  let number = 0;
  for (let start = 0; start < part.length; start++) {
    if (part[start] || (values[start] ?? 0) <= level) continue;
    number += 1;
    let size = 0;
    waiting.push(start);
    part[start] = number;
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      size += 1;
      for (const next of neighbours(at, width, height)) {
        if (part[next] || (values[next] ?? 0) <= level) continue;
        part[next] = number;
        waiting.push(next);
      }
    }
    if (size > best.size) best = { number, size };
  }
  return { member: Uint8Array.from(part, (own) => (own === best.number && own ? 1 : 0)), size: best.size };
}

function neighbours(at: number, width: number, height: number): number[] {
  const x = at % width;
  const found: number[] = [];
  if (x > 0) found.push(at - 1);
  if (x < width - 1) found.push(at + 1);
  if (at >= width) found.push(at - width);
  if (at < width * (height - 1)) found.push(at + width);
  return found;
}

/** The pixels farthest into the four corners of the picture, from top left clockwise. */
function cornersOf({ width }: Grey, member: Uint8Array): [Point, Point, Point, Point] {
  const ways = [[-1, -1], [1, -1], [1, 1], [-1, 1]] as const;
  const best = ways.map(() => ({ reach: -Infinity, x: 0, y: 0 }));
  member.forEach((own, at) => {
    if (!own) return;
    const x = at % width;
    const y = (at - x) / width;
    ways.forEach(([across, down], corner) => {
      const reach = across * x + down * y;
      if (reach > (best[corner]?.reach ?? 0)) best[corner] = { reach, x, y };
    });
  });
  return best.map(({ x, y }) => ({ x, y })) as [Point, Point, Point, Point];
}

function areaOf(corners: Point[]): number {
  const twice = corners.reduce((sum, a, at) => {
    const b = corners[(at + 1) % corners.length] ?? a;
    return sum + a.x * b.y - b.x * a.y;
  }, 0);
  return Math.abs(twice) / 2;
}

function cutSides({ width, height }: Grey, member: Uint8Array): Side[] {
  const touched = (length: number, at: (place: number) => number) => {
    let count = 0;
    for (let place = 0; place < length; place++) count += member[at(place)] ?? 0;
    return count > length * TOUCH;
  };
  const sides: [Side, boolean][] = [
    ["top", touched(width, (x) => x)],
    ["right", touched(height, (y) => y * width + width - 1)],
    ["bottom", touched(width, (x) => (height - 1) * width + x)],
    ["left", touched(height, (y) => y * width)],
  ];
  return sides.filter(([, cut]) => cut).map(([side]) => side);
}
