import { h, icon } from "./dom";
import type { OutboxState } from "./outbox";
import { hourMinute } from "./text";

/** Stored by the server, and not counted: somebody else has the registration, or it is finished. */
const KEPT_BESIDE = 409;

/** One part of the saving state: its tone, its shape, its words. */
export interface SavingPart {
  state: "saved" | "sent" | "sending" | "waiting" | "refused";
  icon: string;
  words: string;
}

/** What to tell about an outbox: kept on this machine, sent, waiting for the line since. */
export function savingParts(outbox: OutboxState): SavingPart[] {
  const parts: SavingPart[] = [];
  const late = outbox.refused.filter(({ refusal }) => refusal.status === KEPT_BESIDE).length;
  const refused = outbox.refused.length - late;
  if (refused) parts.push({ state: "refused", icon: "error", words: `${refused} ô máy chủ không nhận` });
  if (late) parts.push({ state: "waiting", icon: "save", words: `${late} ô đến muộn, giữ làm bản kèm` });
  if (outbox.lastKept) parts.push({ state: "saved", icon: "save", words: `Đã lưu trên máy ${hourMinute(outbox.lastKept)}` });
  if (outbox.waitingSince) {
    const since = `Chờ mạng từ ${hourMinute(outbox.waitingSince)} · giữ ${outbox.waiting} ô`;
    parts.push({ state: "waiting", icon: "network", words: since });
  } else if (outbox.waiting) {
    parts.push({ state: "sending", icon: "upload", words: "Đang gửi" });
  } else if (outbox.lastSent) {
    parts.push({ state: "sent", icon: "check", words: `Đã gửi ${hourMinute(outbox.lastSent)}` });
  }
  return parts;
}

let beside: readonly SavingPart[] = [];
let latest: OutboxState | null = null;

/** Writes the saving state into the bar. */
export function showSaving(outbox: OutboxState): void {
  latest = outbox;
  showParts([...beside, ...savingParts(outbox)]);
}

/** Says something beside the saving state from now on. */
export function showBeside(parts: readonly SavingPart[]): void {
  beside = parts;
  if (latest) showSaving(latest);
}

export function showParts(parts: readonly SavingPart[]): void {
  const place = document.querySelector("[data-saving]");
  place?.replaceChildren(
    ...parts.map((part) => h("span", { class: "saving", "data-state": part.state }, icon(part.icon), part.words)),
  );
}
