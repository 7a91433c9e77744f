import type { PageImage, PageRegion } from "../viewer/viewer";

/** A run of syllables of one side, compared by the server; the screen puts a space between runs. */
export interface Segment {
  kind: "same" | "changed";
  text: string;
}

export interface SideData {
  /** "Lần nhập 1", "Sổ", "Dân cư": who said it stays unnamed until decided. */
  title: string;
  value: string;
  segments: Segment[];
  /** What makes it differ: "dấu sắc". */
  note?: string;
  /** "trống trong sổ", "không đọc được": shown where there is no value. */
  mark?: string;
}

export interface QuestionData {
  field: string;
  label: string;
  lead: string;
  region?: PageRegion | null;
  /** How far down the page, 0…1, where no region is known. */
  place?: number;
  a: SideData;
  b: SideData;
  /** Shown by "Gõ lại" when the field has codes. */
  codes?: { code: string; label: string }[];
}

/** One thing to decide about, with all its questions. */
export interface ItemData {
  key: string;
  number: string;
  subject: string;
  images: PageImage[];
  questions: QuestionData[];
  /** Title over the agreed fields: "Số 57: các trường đã khớp". */
  agreedTitle: string;
  agreed: { label: string; value: string }[];
  /** Helps the eye, decides nothing. */
  reference: { text: string; url?: string }[];
  /** `settle` when every question is answered for good, `later` when one was put off. */
  urls: { decide: string; settle: string; later: string };
}

export type Choice = "A" | "B" | "S" | "K" | "T" | "H";

export interface ComparisonData {
  kind: "dispute" | "match" | "finding" | "verify" | "contest";
  title: string;
  back: { url: string; label: string };
  progress: { left: number; done: number };
  /** Which answers this kind of comparison knows; without B one value stands alone, right or not. */
  choices: Choice[];
  /** POST {"have": [keys]} answers {"item": ItemData | null}; each call claims one more. */
  ahead: { url: string; count: number };
  /** POST {"have": [keys]} gives back what was only fetched ahead. */
  release?: string;
  after: string;
  /** Asked for with every answer, in these words: one sentence for whoever reads it. */
  reason?: string;
  item: ItemData;
}

/** Body of POST urls.decide. `choice` "U" takes the field's last answer back. */
export interface DecisionLetter extends Record<string, unknown> {
  field: string;
  choice: Choice | "U";
  /** With S only. */
  value: string;
  /** With every choice where the page asks for a reason. */
  reason?: string;
  seq: number;
}
