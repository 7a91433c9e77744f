import { type Syllable, common, hasMarks, syllable, typed } from "./syllables";

interface Known {
  text: string;
  words: Syllable[];
  /** The letters without marks and signs: writings of the same thing share them. */
  bare: string;
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
  private readonly marked = new Set<string>();
  private turn = 0;

  /** `times` in `line`; a phrase keyed just now comes before one of a hundred records ago. */
  learn(line: string, text: string, times = 1): void {
    if (!text) return;
    this.turn += 1;
    const words = wordsOf(text);
    const found = this.known.get(text) ?? { text, words, bare: bareOf(words), seen: new Map() };
    if (hasMarks(text)) this.marked.add(found.bare);
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
    const ranked: [number, Known][] = [];
    for (const phrase of this.known.values()) {
      const likely = this.likely(phrase, lines);
      const fit = likely && !this.lostMarks(phrase.text) && fitting(phrase.words, run);
      if (fit) ranked.push([likely * fit, phrase]);
    }
    ranked.sort((a, b) => b[0] - a[0]);
    return bestWritten(ranked.map(([, phrase]) => phrase))
      .slice(0, most)
      .map((phrase) => phrase.text);
  }

  /** Whether this stands without any mark, of several syllables, and is known with its marks. */
  lostMarks(text: string): boolean {
    const words = wordsOf(text);
    return words.length > 1 && !hasMarks(text) && this.marked.has(bareOf(words));
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

function wordsOf(text: string): Syllable[] {
  return text.split(/[\s,]+/).filter(Boolean).map(syllable);
}

function bareOf(words: readonly Syllable[]): string {
  return words.map((word) => word.bare).join(" ");
}

/** Writings of the same letters together, where the likeliest of them stands: the marked, then the better-cased first. */
function bestWritten(ranked: readonly Known[]): Known[] {
  const together = new Map<string, Known[]>();
  for (const phrase of ranked) together.set(phrase.bare, [...(together.get(phrase.bare) ?? []), phrase]);
  return [...together.values()].flatMap((same) => same.sort((a, b) => written(b.text) - written(a.text)));
}

function written(text: string): number {
  const capitals = text === text.toLowerCase() ? 0 : text[0] === text[0]!.toLowerCase() ? 1 : 2;
  return (hasMarks(text) ? 3 : 0) + capitals;
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
  return fitting(wordsOf(phrase), typed(text.replace(/[\s,]+/g, "")));
}
