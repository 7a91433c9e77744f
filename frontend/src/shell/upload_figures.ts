/** A file's place on the way to the server. */
export interface Shipment {
  bytes: number;
  sent: number;
  /** `failed` on the way and may be sent again; `refused` for what the file is. */
  state: "waiting" | "sending" | "sent" | "failed" | "refused" | "stopped";
  words: string;
}

export interface UploadTotals {
  files: number;
  filesSent: number;
  filesRefused: number;
  filesFailed: number;
  bytes: number;
  sent: number;
  /** Something still waits or is on its way. */
  open: boolean;
}

const OUT = new Set<Shipment["state"]>(["failed", "refused", "stopped"]);

/** Sums over all files; what failed, was refused or stopped counts no longer into the bytes to send. */
export function totals(items: readonly Shipment[]): UploadTotals {
  const alive = items.filter((item) => !OUT.has(item.state));
  return {
    files: items.length,
    filesSent: items.filter((item) => item.state === "sent").length,
    filesRefused: items.filter((item) => item.state === "refused").length,
    filesFailed: items.filter((item) => item.state === "failed").length,
    bytes: alive.reduce((sum, item) => sum + item.bytes, 0),
    sent: alive.reduce((sum, item) => sum + item.sent, 0),
    open: items.some((item) => item.state === "waiting" || item.state === "sending"),
  };
}

// No answer, too slow, too many at once: nothing was said about the file itself.
const PASSING = new Set([0, 408, 425, 429]);

/** Whether the same file may be accepted when sent once more; a refused one never will be. */
export function mayPassLater(status: number): boolean {
  return PASSING.has(status) || status >= 500;
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
