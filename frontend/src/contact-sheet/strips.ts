import type { ContactSheetData, PageData } from "./contract";

/** Where a page's stamp stands: the picture of many pages, and its place in that. */
export interface Stamp {
  url: string;
  /** For `background-size` and `background-position`. */
  size: string;
  position: string;
}

/** The stamps of all pages, many to one picture. */
export class Strips {
  private readonly versions = new Map<number, string>();

  constructor(
    private readonly strip: ContactSheetData["strip"],
    private readonly url: string,
  ) {}

  /** Once for every drawing: a strip's address changes with any picture on it. */
  know(pages: readonly PageData[]): void {
    const pictures = new Map<number, string[]>();
    for (const page of pages) {
      const at = this.at(page);
      const found = pictures.get(at);
      if (found) found.push(page.picture);
      else pictures.set(at, [page.picture]);
    }
    for (const [at, found] of pictures) this.versions.set(at, mark(found.join(".")));
  }

  of(page: PageData): Stamp | null {
    if (!page.picture) return null;
    const { pages, columns } = this.strip;
    const place = (page.order - 1) % pages;
    const rows = Math.ceil(pages / columns);
    const at = this.at(page);
    return {
      url: `${this.url.replace("{strip}", String(at))}?v=${this.versions.get(at) ?? ""}`,
      size: `${columns * 100}% ${rows * 100}%`,
      position: `${share(place % columns, columns)} ${share(Math.floor(place / columns), rows)}`,
    };
  }

  private at(page: PageData): number {
    return Math.floor((page.order - 1) / this.strip.pages);
  }
}

function share(place: number, count: number): string {
  return `${count > 1 ? (place / (count - 1)) * 100 : 0}%`;
}

/** Short and equal for equal text; no secret hangs on it. */
function mark(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16);
}
