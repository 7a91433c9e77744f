import { getJson } from "../lib/http";
import type { MachineHint, RecordData } from "./contract";

interface Answer {
  hints: Record<string, MachineHint>;
}

/**
 * Puts what a machine reads beside the fields, where this reading may have it; whether anything came.
 * It is looked at, never taken: no key puts it into a field, and nothing of it is kept in the browser.
 */
export async function bringHints(record: RecordData, ask: (url: string) => Promise<Answer> = getJson): Promise<boolean> {
  const { hints: url } = record.urls;
  if (!url) return false;
  // Without a line or in other hands there are none; the work needs none.
  const answer = await ask(url).catch(() => null);
  if (!answer) return false;
  for (const field of record.sections.flatMap((section) => section.fields)) {
    const hint = answer.hints[field.key];
    if (hint) field.hint = hint;
    else delete field.hint;
  }
  return Object.keys(answer.hints).length > 0;
}

/** `Máy đọc: 27/08/1981 (chắc 85 %), đối chiếu với ảnh`. */
export function hintWords(value: string, sure: number): string {
  return `Máy đọc: ${value} (chắc ${Math.round(sure * 100)} %), đối chiếu với ảnh`;
}
