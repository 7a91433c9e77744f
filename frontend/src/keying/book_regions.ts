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
    const same = this.shown.get(placeOf(record));
    // Of another half of the page only where nothing at all was known.
    const ofBook = [...this.shown].filter(([place]) => place.startsWith(`${record.book ?? ""} `));
    const other = record.regionsVersion ? undefined : ofBook.at(-1)?.[1];
    const regions = same ?? other;
    if (regions) put(record, regions);
  }
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
