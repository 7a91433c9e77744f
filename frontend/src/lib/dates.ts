/** Dates typed as digits. Register dates are text and parts may lack: dd.mm.yyyy, mm.yyyy, yyyy. */

const SEPARATOR = /[\s./\-–]+/;

function year(digits: string): string | null {
  if (digits.length === 4) return digits;
  // Two digits in these books (2005 and before): 06–99 can only be 19xx; 00–05 stay as typed, a doubt.
  if (digits.length === 2 && Number(digits) > 5) return `19${digits}`;
  return null;
}

function joined(day: string | null, month: string | null, yearDigits: string): string | null {
  const full = year(yearDigits);
  if (!full) return null;
  if (month !== null && (Number(month) < 1 || Number(month) > 12)) return null;
  if (day !== null && (Number(day) < 1 || Number(day) > daysIn(Number(month), Number(full)))) return null;
  const two = (part: string) => part.padStart(2, "0");
  return [day && two(day), month && two(month), full].filter(Boolean).join(".");
}

function daysIn(month: number, fullYear: number): number {
  return new Date(Date.UTC(fullYear, month, 0)).getUTCDate();
}

function fromParts(parts: string[]): string | null {
  if (parts.some((part) => !/^\d{1,4}$/.test(part))) return null;
  const [a, b, c] = parts;
  if (parts.length === 3) return joined(a!, b!, c!);
  if (parts.length === 2) return joined(null, a!, b!);
  return null;
}

function fromDigits(digits: string): string | null {
  switch (digits.length) {
    case 4:
      return joined(null, null, digits);
    case 6: {
      // 051998 is May 1998; 250498 is 25/04/1998: a month of 1..12 before a full year wins.
      const monthYear = /^(19|20)/.test(digits.slice(2)) ? joined(null, digits.slice(0, 2), digits.slice(2)) : null;
      return monthYear ?? joined(digits.slice(0, 2), digits.slice(2, 4), digits.slice(4));
    }
    case 8:
      return joined(digits.slice(0, 2), digits.slice(2, 4), digits.slice(4));
    default:
      return null;
  }
}

/**
 * What was typed → the date's text (`25.04.1998`), or null where it is no date: then the raw typing stays.
 * Takes 25041998, 250498, 25/4/98, 25.04.1998, 041998, 4/1998, 1998.
 */
export function typedDate(typed: string): string | null {
  const text = typed.trim();
  if (/^\d+$/.test(text)) return fromDigits(text);
  return fromParts(text.split(SEPARATOR).filter(Boolean));
}

/** `25.04.1998` → `25/04/1998`; anything else as it is. */
export function screenDate(text: string): string {
  return /^\d{1,2}\.\d{1,2}\.\d{4}$|^\d{1,2}\.\d{4}$/.test(text) ? text.replaceAll(".", "/") : text;
}
