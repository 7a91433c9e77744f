/** Text as Vietnamese people search it. */

/** NFC, lower case, no marks, đ as d: what a search without marks compares. */
export function unmarked(text: string): string {
  return text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/đ/g, "d")
    .replace(/Đ/g, "D")
    .toLowerCase()
    .normalize("NFC");
}

/** NFC, trimmed, single spaces: how a keyed value is sent. */
export function clean(text: string): string {
  return text.normalize("NFC").replace(/\s+/g, " ").trim();
}

/** 327822 → "327.822". */
export function grouped(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+(?!\d))/g, ".");
}

/** Bytes as people say them: "742 KB", "1,4 MB". */
export function byteSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} byte`;
  if (bytes < 1_000_000) return `${grouped(bytes / 1000)} KB`;
  const mega = bytes / 1_000_000;
  return mega < 1000 ? `${mega.toFixed(1).replace(".", ",")} MB` : `${(mega / 1000).toFixed(2).replace(".", ",")} GB`;
}

/** Duration in words: "còn" is left to the caller. 45 s → "dưới 1 phút", 7500 s → "2 giờ 05". */
export function duration(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  if (seconds < 60) return "dưới 1 phút";
  if (minutes < 60) return `${minutes} phút`;
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return rest ? `${hours} giờ ${String(rest).padStart(2, "0")}` : `${hours} giờ`;
}

const IN_VIETNAM = new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Ho_Chi_Minh", hour: "2-digit", minute: "2-digit" });

/** A moment as 16:05 by the campaign's clock, in Vietnam's time wherever the machine thinks it is. */
export function hourMinute(moment: Date): string {
  const offset = Number(document.body.dataset["clockOffset"] ?? 0) * 1000;
  return IN_VIETNAM.format(new Date(moment.getTime() + offset));
}
