import { unmarked } from "./text";

/** One choice of a coded field: the ministry's code and its words. */
export interface Code {
  code: string;
  label: string;
}

/**
 * Choices for what was typed, best first, at most `limit`.
 * A digit picks what `choiceDigit` says, a code picks itself, letters match the start of any
 * word without marks; nothing typed offers the list's own order.
 */
export function matchingCodes(codes: readonly Code[], typed: string, limit = 9): Code[] {
  const key = unmarked(typed.trim());
  if (!key) return codes.slice(0, limit);
  const ranked: [number, number, Code][] = [];
  codes.forEach((code, order) => {
    const rank = rankOf(code, key);
    if (rank !== null) ranked.push([rank, order, code]);
  });
  ranked.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return ranked.slice(0, limit).map((entry) => entry[2]);
}

const NOTHING_KNOWN = "Không có thông tin";

function byOwnDigits(codes: readonly Code[]): boolean {
  return codes.every((one) => /^[0-9]$/.test(one.code));
}

/** The choices as they are shown: "Không có thông tin" last where choices are counted, so that 1 is the first real answer. */
export function inScreenOrder(codes: readonly Code[], found: readonly Code[]): Code[] {
  if (byOwnDigits(codes)) return [...found];
  return [...found].sort((a, b) => Number(a.label === NOTHING_KNOWN) - Number(b.label === NOTHING_KNOWN));
}

/**
 * The digit that picks a choice: its own code where every code of the list is one digit (a list that
 * begins with 0 must not be counted from 1: keyers know the codes), else its position from 1; 0 says
 * that nothing is known in those lists too.
 */
export function choiceDigit(codes: readonly Code[], code: Code, position: number): string {
  if (byOwnDigits(codes)) return code.code;
  return code.label === NOTHING_KNOWN ? "0" : String(position + 1);
}

function rankOf(code: Code, key: string): number | null {
  const label = unmarked(code.label);
  if (label === key) return 0;
  if (code.code.toLowerCase() === key) return 1;
  if (label.startsWith(key)) return 2;
  const words = label.split(/[\s,()-]+/).filter(Boolean);
  if (words.some((word) => word.startsWith(key))) return 3;
  if (words.map((word) => word[0]).join("").startsWith(key)) return 4;
  return null;
}

/** The code a finished typing means: an exact label or code, or the only match; else null. */
export function chosenCode(codes: readonly Code[], typed: string): Code | null {
  const key = unmarked(typed.trim());
  if (!key) return null;
  const matches = matchingCodes(codes, typed, codes.length);
  const first = matches[0];
  if (!first) return null;
  const exact = unmarked(first.label) === key || first.code.toLowerCase() === key;
  return exact || matches.length === 1 ? first : null;
}
