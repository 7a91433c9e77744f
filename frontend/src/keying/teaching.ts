import type { Region } from "../viewer/geometry";

/** One field whose place is to be shown. */
export interface Taught {
  key: string;
  label: string;
  box: Region | null;
  /** A machine put the box there, that sure of it (0 to 1); gone once a person has gone over it. */
  sure?: number;
}

interface Step {
  at: number;
  boxes: (Region | null)[];
  sure: (number | undefined)[];
}

const STEP = 0.01;
const LEAST = 0.008;

/** Showing where the fields stand: field by field, a box or none, every step taken back by one key. */
export class Teaching {
  private at = 0;
  private readonly past: Step[] = [];

  private readonly had: boolean;

  constructor(readonly fields: Taught[]) {
    this.had = this.shown > 0;
  }

  get shown(): number {
    return this.fields.filter(({ box }) => box).length;
  }

  /** How many boxes are a machine's that nobody has gone over. */
  get proposed(): number {
    return this.fields.filter(({ sure }) => sure !== undefined).length;
  }

  /** Takes a machine's boxes for fields that have none; one undo takes them all back. How many. */
  propose(places: Record<string, Region & { sure: number }>): number {
    const free = this.fields.filter(({ key, box }) => !box && places[key]);
    if (!free.length) return 0;
    this.remember();
    for (const field of free) {
      const { sure, x, y, w, h } = places[field.key]!;
      field.box = { x, y, w, h };
      field.sure = sure;
    }
    this.at = this.fields.indexOf(free[0]!);
    return free.length;
  }

  /** What keeping this does: shows places, takes back all there were, or nothing. */
  get keeping(): "places" | "none left" | "nothing" {
    if (this.shown) return "places";
    return this.had ? "none left" : "nothing";
  }

  get current(): Taught | undefined {
    return this.fields[this.at];
  }

  get place(): number {
    return this.at;
  }

  get done(): boolean {
    return this.at >= this.fields.length;
  }

  /** A box was drawn for the current field; on to the next. */
  drawn(box: Region): void {
    this.set(box);
    this.at = Math.min(this.at + 1, this.fields.length);
  }

  /** Not on this picture. */
  skip(): void {
    this.set(null);
    this.at = Math.min(this.at + 1, this.fields.length);
  }

  /** Leaves the field's box as it is; going on from a machine's box is finding it right. */
  move(step: 1 | -1): void {
    if (step === 1 && this.current) delete this.current.sure;
    this.at = Math.min(Math.max(this.at + step, 0), this.fields.length);
  }

  goTo(place: number): void {
    this.at = place;
  }

  /** Moves the current box by one step, or moves its lower right corner; begins with one in the middle. */
  nudge(x: number, y: number, grow: boolean): void {
    const field = this.current;
    if (!field) return;
    const box = field.box ?? this.fields[this.at - 1]?.box ?? { x: 0.3, y: 0.45, w: 0.4, h: 0.05 };
    this.set(field.box ? moved(box, x * STEP, y * STEP, grow) : { ...box });
  }

  undo(): void {
    const before = this.past.pop();
    if (!before) return;
    before.boxes.forEach((box, index) => (this.fields[index]!.box = box));
    before.sure.forEach((sure, index) => {
      if (sure === undefined) delete this.fields[index]!.sure;
      else this.fields[index]!.sure = sure;
    });
    this.at = before.at;
  }

  /** Field → x, y, width, height, as the server takes them. */
  result(): Record<string, number[]> {
    const shown = this.fields.filter(({ box }) => box !== null);
    return Object.fromEntries(shown.map(({ key, box }) => [key, [box!.x, box!.y, box!.w, box!.h].map(rounded)]));
  }

  private set(box: Region | null): void {
    const field = this.current;
    if (!field) return;
    this.remember();
    field.box = box;
    delete field.sure;
  }

  private remember(): void {
    this.past.push({ at: this.at, boxes: this.fields.map(({ box }) => box), sure: this.fields.map(({ sure }) => sure) });
  }
}

function moved(box: Region, x: number, y: number, grow: boolean): Region {
  if (grow) return { ...box, w: between(box.w + x, LEAST, 1 - box.x), h: between(box.h + y, LEAST, 1 - box.y) };
  return { ...box, x: between(box.x + x, 0, 1 - box.w), y: between(box.y + y, 0, 1 - box.h) };
}

function between(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}

function rounded(share: number): number {
  return Math.round(share * 1e5) / 1e5;
}

/** The box between two points of the page, kept on it; null for one too small to be meant. */
export function boxBetween(one: { x: number; y: number }, other: { x: number; y: number }): Region | null {
  const [left, right] = [Math.min(one.x, other.x), Math.max(one.x, other.x)].map((share) => between(share, 0, 1)) as [number, number];
  const [top, bottom] = [Math.min(one.y, other.y), Math.max(one.y, other.y)].map((share) => between(share, 0, 1)) as [number, number];
  const box = { x: left, y: top, w: right - left, h: bottom - top };
  return box.w < LEAST || box.h < LEAST ? null : box;
}
