import type { RecordData } from "./contract";

/** Places shown on this page: registrations fetched before them have none, or older ones. */
export class BookRegions {
  /** By form and place on the page. */
  private readonly shown = new Map<string, Record<string, number[]>>();

  /** Takes in what was shown on this registration's picture, and puts it there. */
  keep(record: RecordData, regions: Record<string, number[]>): void {
    this.shown.set(placeOf(record), regions);
    put(record, regions);
  }

  /** Before a registration opens: what was shown of its kind since it was fetched. */
  applyTo(record: RecordData): void {
    const regions = this.shown.get(placeOf(record));
    if (regions) put(record, regions);
  }
}

/** Whether the place of any field on this registration's picture is known. */
export function regionsKnown(record: RecordData): boolean {
  return record.sections.some((section) => section.fields.some((field) => field.region));
}

/** That nobody has shown the places on pictures cut like this one; "" where somebody has. */
export function untaughtWords(record: RecordData): string {
  if (regionsKnown(record)) return "";
  const half = /[tb]/.test((record.regionsPlace ?? "").split(" ").at(-1)!);
  return `Chưa chỉ vị trí ô cho ${half ? "nửa trang" : "trang"} này`;
}

function placeOf(record: RecordData): string {
  return `${record.book ?? ""} ${record.regionsPlace ?? ""}`;
}

function put(record: RecordData, regions: Record<string, number[]>): void {
  for (const field of record.sections.flatMap((section) => section.fields)) {
    const [x, y, w, h] = regions[field.key] ?? [];
    field.region = x === undefined ? null : { page: 0, x, y: y!, w: w!, h: h! };
  }
}
