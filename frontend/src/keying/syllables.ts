/** Vietnamese syllables as typed and as written: letters, tone, and which typing fits which writing. */

/** One syllable or name part, taken apart for comparing. */
export interface Syllable {
  readonly text: string;
  /** Lower case, tone taken off, ê ơ đ kept. */
  readonly letters: string;
  /** Lower case, no marks at all, đ as d. */
  readonly bare: string;
  /** 0 none, else the combining tone's place in TONES + 1. */
  readonly tone: number;
}

/** Grave, acute, tilde, hook, dot below. */
export const TONES = "\u0300\u0301\u0303\u0309\u0323";
const ANY_TONE = new RegExp(`[${TONES}]`, "g");
const ANY_MARK = /[\u0300-\u036f]/g;

/** Takes a word apart; a name of two words counts as one part without its space. */
export function syllable(text: string): Syllable {
  const whole = text.toLowerCase().normalize("NFD").replace(/[\s'’-]/g, "");
  const tone = [...whole].find((sign) => TONES.includes(sign));
  const letters = whole.replace(ANY_TONE, "").normalize("NFC");
  return { text, letters, bare: bareOf(letters), tone: tone ? TONES.indexOf(tone) + 1 : 0 };
}

function bareOf(text: string): string {
  return text.normalize("NFD").replace(ANY_MARK, "").replace(/đ/g, "d");
}

/** Whether any letter has a tone, a hat, a hook or a stroke. */
export function hasMarks(text: string): boolean {
  return bareOf(text.toLowerCase()) !== text.toLowerCase().normalize("NFC");
}

/** A run of typed letters, comparable sign by sign with a syllable. */
export interface Typed {
  readonly letters: string;
  readonly bare: string;
  /** Tone typed at each place, 0 none. */
  readonly tones: readonly number[];
}

/** Takes apart what was typed; letters without marks stand for any letter of their shape. */
export function typed(text: string): Typed {
  let letters = "";
  let bare = "";
  const tones: number[] = [];
  for (const sign of text.toLowerCase().normalize("NFC")) {
    const one = syllable(sign);
    if (one.letters.length !== 1) continue;
    letters += one.letters;
    bare += one.bare;
    tones.push(one.tone);
  }
  return { letters, bare, tones };
}

/** How many letters of `run` from `at` on, at most `most`, begin this syllable: every shorter beginning fits too. */
export function common(run: Typed, at: number, most: number, part: Syllable): number {
  let length = 0;
  while (length < most && fits(run, at + length, part, length)) length += 1;
  return length;
}

function fits(run: Typed, at: number, part: Syllable, place: number): boolean {
  const letter = run.letters[at];
  if (letter === undefined || place >= part.bare.length) return false;
  const tone = run.tones[at];
  if (tone && tone !== part.tone) return false;
  return letter === part.letters[place] || (letter === run.bare[at] && letter === part.bare[place]);
}

/** Onsets and rimes of the language, parted by spaces. */
export interface Spelling {
  onsets: string;
  rimes: string;
}

const STOPPED = /(c|ch|p|t)$/;

/** Every way to mark a syllable typed in full, for one that no list knows; the plain writing first. */
export function marked(bare: string, spelling: Spelling): string[] {
  const found: string[] = [];
  for (const onset of ["", ...spelling.onsets.split(" ")]) {
    const plain = bareOf(onset);
    if (!bare.startsWith(plain)) continue;
    for (const rime of rimesOf(spelling).get(bare.slice(plain.length)) ?? []) {
      const tones = STOPPED.test(rime) ? [2, 5] : [0, 1, 2, 3, 4, 5];
      for (const tone of tones) found.push(withTone(onset + rime, tone, onset.length));
    }
  }
  return [...new Set(found)];
}

const rimes = new WeakMap<Spelling, Map<string, string[]>>();

/** The spelling's rimes by their letters without marks. */
function rimesOf(spelling: Spelling): Map<string, string[]> {
  let found = rimes.get(spelling);
  if (!found) {
    found = new Map();
    for (const rime of spelling.rimes.split(" ")) found.set(bareOf(rime), [...(found.get(bareOf(rime)) ?? []), rime]);
    rimes.set(spelling, found);
  }
  return found;
}

const VOWELS = "aăâeêioôơuưy";
const SHAPED = "ăâêôơư";

/** A lower-case syllable without tone, given one where the older spelling puts it: hòa, thúy, quý. */
export function withTone(letters: string, tone: number, onset = -1): string {
  if (!tone) return letters;
  const at = tonePlace(letters, onset);
  const sign = TONES[tone - 1];
  if (at < 0 || sign === undefined) return letters;
  return (letters.slice(0, at + 1) + sign).normalize("NFC") + letters.slice(at + 1);
}

function tonePlace(letters: string, onset: number): number {
  const begins = onset >= 0 ? onset : (/^(gi(?=[aăâeêoôơuưy])|qu|[^aăâeêioôơuưy]*)/.exec(letters)?.[0].length ?? 0);
  const group: number[] = [];
  for (let at = begins; at < letters.length && VOWELS.includes(letters[at]!); at += 1) group.push(at);
  // "gi" alone has its vowel in the onset.
  if (!group.length) return letters.startsWith("gi") ? 1 : -1;
  const shaped = group.filter((at) => SHAPED.includes(letters[at]!));
  if (shaped.length) return shaped.at(-1)!;
  const closed = group.at(-1)! + 1 < letters.length;
  if (group.length === 1) return group[0]!;
  return group.length > 2 || closed ? group[1]! : group[0]!;
}
