/** A file's place on the way to the server. */
export interface Shipment {
  bytes: number;
  sent: number;
  state: "waiting" | "sending" | "sent" | "refused" | "stopped";
  words: string;
}

export interface UploadTotals {
  files: number;
  filesSent: number;
  filesRefused: number;
  bytes: number;
  sent: number;
  /** Something still waits or is on its way. */
  open: boolean;
}

/** Sums over all files; refused and stopped ones no longer count into the bytes to send. */
export function totals(items: readonly Shipment[]): UploadTotals {
  const alive = items.filter((item) => item.state !== "refused" && item.state !== "stopped");
  return {
    files: items.length,
    filesSent: items.filter((item) => item.state === "sent").length,
    filesRefused: items.filter((item) => item.state === "refused").length,
    bytes: alive.reduce((sum, item) => sum + item.bytes, 0),
    sent: alive.reduce((sum, item) => sum + item.sent, 0),
    open: items.some((item) => item.state === "waiting" || item.state === "sending"),
  };
}

const WINDOW_MS = 8000;

/** Bytes a second over the last eight seconds: follows the line, does not jump. */
export class Pace {
  private readonly marks: { at: number; bytes: number }[] = [];

  add(bytes: number, at: number): void {
    this.marks.push({ at, bytes });
    while (this.marks[0] && this.marks[0].at < at - WINDOW_MS) this.marks.shift();
  }

  perSecond(now: number): number {
    const recent = this.marks.filter((mark) => mark.at >= now - WINDOW_MS);
    const first = recent[0];
    if (!first || now <= first.at) return 0;
    return (recent.reduce((sum, mark) => sum + mark.bytes, 0) / (now - first.at)) * 1000;
  }
}
