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
  label: string;
  thumb: string;
  image: string;
  width: number;
  height: number;
  state: PageState;
  layout: Layout;
  cuts: CutData[];
  /** In two to four words under the thumbnail: "Cắt mất 2 dòng"; "" = certain. */
  doubt: string;
  /** In a sentence beside the large page; may name the key that mends it. */
  explain?: string;
  /** What the machine would draw instead, shown dashed; Enter never takes it by itself. */
  proposal?: CutData[] | null;
  /** Where a new scan of this page is handed in. */
  rescan?: string;
}

export interface ContactSheetData {
  book: { label: string; declared: number; url: string };
  pages: PageData[];
  /** `{key}` stands for the page's key in each address. */
  urls: {
    /** GET → {pages}: every page as the server holds it; asked while pages are being processed. */
    pages?: string;
    /**
     * POST {cuts?, layout?, state?, hold_next?, seq} → {pages: PageData[]}: every page that changed
     * with it (numbers run on, unless `hold_next` keeps those of the following pages).
     */
    save: string;
    /** POST {numbers, seq} → {pages}: the numbers as the person saw them, "" for a part without one. */
    accept: string;
    /** POST {keys} → {pages} */
    accept_sure: string;
    /** POST {seq} → {pages}; the page waits for a new scan. */
    rescan: string;
    /** POST {layout, parts, cuts} → {pages}: the layout of this page on all that follow and are not accepted. */
    repeat: string;
  };
}

/** Answer of every POST: the pages as the server now holds them. */
export interface PagesAnswer {
  pages: PageData[];
}
