/** Telex and VNI for machines without an input method: what a key makes of the syllable before it. */

export type Method = "telex" | "vni";

const VOWELS = "aăâeêioôơuưy";
/** 0 none, then grave, acute, hook, tilde, dot below. */
const TONES = ["", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"];
const TONE_KEYS: Record<Method, string> = { telex: "zfsrxj", vni: "021345" };
const HATS: Record<string, string> = { a: "â", e: "ê", o: "ô" };
const HORNS: Record<string, string> = { o: "ơ", u: "ư" };
const BREVE: Record<string, string> = { a: "ă" };
/** What each key of a method changes a letter into; đ stands apart. */
const SHAPES: Record<Method, Record<string, Record<string, string>>> = {
  telex: { a: { a: "â" }, e: { e: "ê" }, o: { o: "ô" }, w: { ...BREVE, ...HORNS } },
  vni: { "6": HATS, "7": HORNS, "8": BREVE },
};
const BARS: Record<Method, string> = { telex: "d", vni: "9" };
const PLAIN: Record<string, string> = { â: "a", ă: "a", ê: "e", ô: "o", ơ: "o", ư: "u", đ: "d" };
const SYLLABLE_END = /[\p{L}\p{M}]+$/u;

/**
 * The text before the cursor after this key, or null where the key is an ordinary sign. The same key
 * twice takes the mark back and writes the letter (`ass` → `as`), as input methods do.
 */
export function vietnameseKey(before: string, key: string, method: Method): string | null {
  if (key.length !== 1) return null;
  const text = before.normalize("NFC");
  const word = SYLLABLE_END.exec(text)?.[0] ?? "";
  const made = word && [...word].length < 12 ? change(word, key, method) : null;
  return made === null ? null : text.slice(0, text.length - word.length) + made;
}

function change(word: string, key: string, method: Method): string | null {
  const lower = key.toLowerCase();
  const { letters, tone } = apart(word);
  const put = TONE_KEYS[method].indexOf(lower);
  if (put >= 0) return toned(letters, tone, put, key);
  if (lower === BARS[method] && /^[dđ]/i.test(letters)) return barred(letters, tone, key);
  if (method === "telex" && lower === "w" && !/[aăâeêioôơuưy]/i.test(letters)) return letters + (key === "W" ? "Ư" : "ư");
  const shapes = SHAPES[method][lower];
  const shaped = shapes ? reshaped(letters, tone, key, shapes) : null;
  if (shaped !== null) return shaped;
  // An ordinary letter: the tone may have to move (hòa, hoàn).
  return tone && /\p{L}/u.test(key) ? together(letters + key, tone) : null;
}

function toned(letters: string, tone: number, put: number, key: string): string | null {
  if (![...letters.toLowerCase()].some((letter) => VOWELS.includes(letter))) return null;
  if (put === 0 && !tone) return null;
  return put && put === tone ? letters + key : together(letters, put);
}

function barred(letters: string, tone: number, key: string): string {
  const first = letters[0]!;
  if (PLAIN[first.toLowerCase()]) return together(like(first, "d") + letters.slice(1), tone) + key;
  return together(like(first, "đ") + letters.slice(1), tone);
}

function reshaped(letters: string, tone: number, key: string, shapes: Record<string, string>): string | null {
  const signs = [...letters];
  const lower = signs.map((sign) => sign.toLowerCase());
  // One horn serves both letters of ươ.
  const pair = lower.findIndex((sign, at) => "uư".includes(sign) && "oơ".includes(lower[at + 1] ?? "-"));
  if (shapes["u"] && shapes["o"] && pair >= 0 && !/^qu/i.test(letters) && !(lower[pair] === "ư" && lower[pair + 1] === "ơ")) {
    signs[pair] = like(signs[pair]!, "ư");
    signs[pair + 1] = like(signs[pair + 1]!, "ơ");
    return together(signs.join(""), tone);
  }
  for (let at = signs.length - 1; at >= 0; at -= 1) {
    const sign = lower[at]!;
    const plain = PLAIN[sign] ?? sign;
    const made = shapes[plain];
    if (!made || (at === 1 && /^qu/i.test(letters) && plain === "u")) continue;
    // mưa, not muă: only after q is a u followed by ă.
    if (plain === "a" && shapes["u"] && "uư".includes(lower[at - 1] ?? "-") && !/^qu/i.test(letters)) continue;
    if (sign === made) {
      signs[at] = like(signs[at]!, plain);
      return together(signs.join(""), tone) + key;
    }
    signs[at] = like(signs[at]!, made);
    return together(signs.join(""), tone);
  }
  return null;
}

/** Letters with their shapes, and the tone taken off. */
function apart(word: string): { letters: string; tone: number } {
  let tone = 0;
  const letters = word.normalize("NFD").replace(/[\u0300\u0301\u0303\u0309\u0323]/g, (sign) => {
    tone = TONES.indexOf(sign);
    return "";
  });
  return { letters: letters.normalize("NFC"), tone };
}

function together(letters: string, tone: number): string {
  if (!tone) return letters;
  const at = tonePlace(letters.toLowerCase());
  return at < 0 ? letters : (letters.slice(0, at + 1) + TONES[tone]).normalize("NFC") + letters.slice(at + 1);
}

/** Where the older spelling puts the tone: hòa, hoàn, quý, giá, nguyễn. */
export function tonePlace(letters: string): number {
  const onset = /^(?:gi(?=[aăâeêoôơuưy])|qu(?=[aăâeêioôơyuư])|[^aăâeêioôơuưy]*)/.exec(letters)?.[0].length ?? 0;
  let end = onset;
  while (end < letters.length && VOWELS.includes(letters[end]!)) end += 1;
  const count = end - onset;
  if (!count) return -1;
  for (let at = end - 1; at >= onset; at -= 1) if ("ăâêôơư".includes(letters[at]!)) return at;
  if (count === 1) return onset;
  return count > 2 || end < letters.length ? onset + 1 : onset;
}

function like(pattern: string, letter: string): string {
  return pattern === pattern.toUpperCase() ? letter.toUpperCase() : letter;
}
