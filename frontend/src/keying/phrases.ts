import { type Syllable, common, syllable, typed } from "./syllables";

interface Known {
  text: string;
  words: Syllable[];
  /** By line or pool: how often seen, and the turn in which it was last. */
  seen: Map<string, { times: number; last: number }>;
}

const SKIPPED_WORD = 0.7;
const FROM_POOL = 0.3;
const SEED = 0.02;
const JUST_NOW = 0.6;

/** Phrases of a book by the line they stood in, found by the beginnings of their words. */
export class Phrases {
  private readonly known = new Map<string, Known>();
  private turn = 0;

  /** `times` in `line`; a phrase keyed just now comes before one of a hundred records ago. */
  learn(line: string, text: string, times = 1): void {
    if (!text) return;
    this.turn += 1;
    const found = this.known.get(text) ?? { text, words: text.split(/[\s,]+/).filter(Boolean).map(syllable), seen: new Map() };
    const before = found.seen.get(line)?.times ?? 0;
    found.seen.set(line, { times: before + times, last: this.turn });
    this.known.set(text, found);
  }

  /** A phrase to offer where the book has none yet. */
  seed(line: string, text: string): void {
    if (!this.known.get(text)?.seen.has(line)) this.learn(line, text, SEED);
  }

  /** The likeliest first; `lines` from the line itself to what is only like it. Nothing typed: all fit. */
  rank(lines: readonly string[], text: string, most: number): string[] {
    const run = typed(text.replace(/[\s,]+/g, ""));
    const ranked: [number, string][] = [];
    for (const phrase of this.known.values()) {
      const likely = this.likely(phrase, lines);
      const fit = likely && fitting(phrase.words, run);
      if (fit) ranked.push([likely * fit, phrase.text]);
    }
    return ranked
      .sort((a, b) => b[0] - a[0])
      .slice(0, most)
      .map(([, phrase]) => phrase);
  }

  private likely({ seen }: Known, lines: readonly string[]): number {
    let sum = 0;
    lines.forEach((line, place) => {
      const found = seen.get(line);
      if (!found) return;
      const recent = found.times >= 1 ? JUST_NOW / (1 + (this.turn - found.last) / 10) : 0;
      sum += (found.times + recent) * FROM_POOL ** place;
    });
    return sum;
  }
}

/** How well the typing fits as beginnings of the words in their order; 0 not at all. */
function fitting(words: readonly Syllable[], run: ReturnType<typeof typed>): number {
  if (!run.bare.length) return 1;
  let reached = new Map<number, number>([[0, 1]]);
  let best = 0;
  for (const word of words) {
    const next = new Map<number, number>();
    const reach = (at: number, fit: number) => next.set(at, Math.max(next.get(at) ?? 0, fit));
    for (const [at, fit] of reached) {
      reach(at, at ? fit : fit * SKIPPED_WORD);
      const fits = common(run, at, run.bare.length - at, word);
      for (let length = 1; length <= fits; length += 1) reach(at + length, fit);
    }
    best = Math.max(best, next.get(run.bare.length) ?? 0);
    next.delete(run.bare.length);
    reached = next;
  }
  return best;
}

/** How well a typing fits the beginnings of a text's words; 0 not at all. */
export function fitsWords(text: string, phrase: string): number {
  return fitting(phrase.split(/[\s,]+/).filter(Boolean).map(syllable), typed(text.replace(/[\s,]+/g, "")));
}
