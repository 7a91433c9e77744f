import type { Code } from "../lib/codes";
import type { PageImage, PageRegion } from "../viewer/viewer";
import type { Checks } from "./checks";

/** What a machine reads in a field and how often such a reading is right (0 to 1): looked at, never taken. */
export interface MachineHint {
  value: string;
  sure: number;
}

/** Where a machine finds the fields by their printed labels; `words` says why there are none. */
export interface ProposedPlaces {
  places: Record<string, { x: number; y: number; w: number; h: number; sure: number }>;
  words: string;
}

/** What the server knows against a value: it warns, it never blocks. */
export interface Finding {
  rule: string;
  severity: "error" | "warning" | "info";
  message: string;
  /** The value, as stored, that the rule would put instead; absent where it knows none. */
  proposal?: string;
}

/** Blank in the book, unreadable, or exactly as the book has it in spite of a warning. */
export type Mark = "" | "blank" | "unreadable" | "as_written";
/** Where a value came from; "" = typed. */
export type Aid = "" | "carried" | "computed" | "completed";

export interface FieldData {
  key: string;
  label: string;
  /** The label within its section, for the narrow column; the active field shows the whole one. */
  short?: string;
  kind: "text" | "name" | "date" | "code" | "number" | "place" | "long";
  /** Takes the whole row. */
  wide?: boolean;
  maxlen?: number;
  codes?: Code[];
  help?: string;
  value: string;
  mark: Mark;
  aid: Aid;
  /** Shown beside a carried value: "từ số 40", "như người cha". */
  source?: string;
  region?: PageRegion | null;
  /** Of a first reading alone, where the province wants it; comes later than the record. */
  hint?: MachineHint;
  findings?: Finding[];
  /** Stands behind "Thêm dòng": not always printed in this book. */
  folded?: boolean;
  /** Stands behind "Thêm trường": the page of that time did not have it, or only in a note. */
  hidden?: boolean;
  /** Comes out by itself once `field` holds one of the codes, or begins with the words. */
  when?: { field: string; codes?: string[]; words?: string };
}

export interface SectionData {
  key: string;
  title: string;
  fields: FieldData[];
}

/** One record to key; the same shape comes with the page and from `urls.ahead`. */
export interface RecordData {
  reading: string;
  number: string;
  pageLabel: string;
  images: PageImage[];
  sections: SectionData[];
  /** The label of its book, where the registration came without its page. */
  book?: string;
  /** The highest seq the server has; the next letter carries a later one (`lib/packet.ts`). */
  seq: number;
  /** Address of what completes typing in this book (`dictionary.ts`). */
  dictionary: string;
  /** In training: what this page is for, and what was said of the answers so far. */
  teaches?: string;
  feedback?: Record<string, Feedback>;
  /** The rules that run on the page. */
  checks?: Checks;
  /** Fields told to `urls.inBook` when they are left. */
  comparedInBook?: string[];
  /** How often somebody has shown where the fields stand on such a picture, 0: never; and on which. */
  regionsVersion?: number;
  regionsPlace?: string;
  urls: {
    save: string;
    complete: string;
    renew: string;
    takeBack: string;
    /** POST {"regions": {field: [x, y, w, h]}}: where the fields stand on the pictures of this book. */
    regions?: string;
    /** POST {} answers ProposedPlaces: a proposal, kept only through `regions`. */
    proposed?: string;
    /** GET {"hints": {field: MachineHint}}; a second reading has no such address. */
    hints?: string;
    /** POST {"values", "marks"} answers {"findings": {field: [Finding]}}: beside the others of the book. */
    inBook?: string;
  };
}

/** What the page of a book in training says of an answer. */
export interface Feedback {
  right: boolean;
  /** What the book says there, as screens write it. */
  book: string;
  /** "" where it is right. */
  why: string;
}

/** A day's work on this machine, as the server has it now. */
export interface LeaseData {
  /** Until when the registrations are held; null where nothing is leased. */
  until: string | null;
  total: number;
  /** In the order of handing out; each address answers a RecordData. */
  records: { reading: string; url: string }[];
  /** JSON that goes with them. */
  urls: string[];
  /** The page that opens without a line, first, and the files it needs. */
  screen: string[];
}

/** A finished registration that may be opened again. */
export interface LastData {
  number: string;
  /** The label of its book. */
  book: string;
  /** POST {} answers {"url": where it goes on}; 409 says why it is too late. */
  url: string;
}

export interface KeyingData {
  book: { label: string; title: string; total: number; done: number };
  pause: string;
  /** POST {"have": [readings]} answers {"item": RecordData | null}; each call claims one more record. */
  ahead: { url: string; count: number };
  /** Where to go when nothing is left. */
  after: string;
  /** What this person finished last, where it may still be opened again. */
  last: LastData | null;
  /** How many this person finished today, as known at that moment of the server (milliseconds). */
  today?: { done: number; at: number };
  /** Says in each field what to do there: somebody new is at work. */
  guide?: boolean;
  /** False where this person may not show where the fields stand. */
  mayTeach?: boolean;
  /** Invented pages, judged at once. */
  training?: boolean;
  /** Null on the page that works on what lies in the browser. */
  record: RecordData | null;
}

/** Body of POST urls.save. */
export interface FieldLetter extends Record<string, unknown> {
  field: string;
  value: string;
  mark: Mark;
  aid: Aid;
  seq: number;
  keystrokes: number;
}

/** Answer of POST urls.save: the findings of each field named here replace those shown. */
export interface SaveAnswer {
  seq: number;
  findings?: Record<string, Finding[]>;
  feedback?: Record<string, Feedback>;
}

/** Body of POST urls.complete. */
export interface CompleteLetter extends Record<string, unknown> {
  seq: number;
  keystrokes: number;
  seconds: number;
}
