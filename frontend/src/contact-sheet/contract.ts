/** A registration on a page: where it lies (fractions of the page) and which number it is. */
export interface CutData {
  box: [x: number, y: number, width: number, height: number];
  /** As written in the book: "70", "70bis"; "" where none is known. */
  number: string;
  doubt?: boolean;
  /** A person gave this number; the ones after it count on from here. */
  pinned?: boolean;
  /** Goes on with the registration of the part before it (on this page or the last). */
  joins?: boolean;
  /** Holds no registration. */
  skipped?: boolean;
}

export type PageState = "new" | "processed" | "accepted" | "rescan" | "blank";
export type Layout = "one" | "two" | "rows" | "spread";

export interface PageData {
  key: string;
  order: number;
  /** Changes with the page's picture; "" where there is none yet. */
  picture: string;
  /** Of the straightened page, in proportion. */
  width: number;
  height: number;
  state: PageState;
  layout: Layout;
  cuts: CutData[];
  /** In two to four words under the thumbnail: "Cắt mất 2 dòng"; lacking or "" = certain. */
  doubt?: string;
  /** In a sentence beside the large page; may name the key that mends it. */
  explain?: string;
  /** What the machine would draw instead, shown dashed; Enter never takes it by itself. */
  proposal?: CutData[] | null;
}

/** `{key}` stands for the page's key in each address, `{strip}` for the strip's number from 0. */
export interface SheetUrls {
  /** POST {seen} → {pages, marks}; asked while pages are being processed. GET: every page. */
  pages: string;
  /** The stamps of `strip.pages` pages as one picture. */
  strip: string;
  image: string;
  /** The page as it came from the scanner. */
  original: string;
  /** Where a new scan of the page is handed in. */
  hand_in: string;
  /**
   * POST {cuts?, layout?, state?, hold_next?, seq} (numbers run on, unless `hold_next` keeps those
   * of the following pages).
   */
  save: string;
  /** POST {numbers, seq}: the numbers as the person saw them, "" for a part without one. */
  accept: string;
  /** POST {keys} */
  accept_sure: string;
  /** POST {seq}; the page waits for a new scan. */
  rescan: string;
  /** POST {layout, parts, cuts}: the layout of this page on all that follow and are not accepted. */
  repeat: string;
}

/**
 * Answer of every POST. A letter says in `seen` which marks its page knows (eight digits for each
 * run of pages); the pages under other marks come back, with the one that the letter was about.
 */
export interface PagesAnswer {
  pages: PageData[];
  marks: string;
}

export interface ContactSheetData extends PagesAnswer {
  book: { label: string; declared: number; url: string };
  /** So many pages to a strip of stamps, so many beside each other. */
  strip: { pages: number; columns: number };
  urls: SheetUrls;
}

export const labelOf = (page: Pick<PageData, "order">) => `Trang ${page.order}`;

/** The address of something of one page; it changes with the page's picture. */
export function ofPage(template: string, page: Pick<PageData, "key" | "picture">): string {
  return `${template.replace("{key}", page.key)}?v=${page.picture}`;
}
