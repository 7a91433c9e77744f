import { need } from "../lib/dom";
import { getJson } from "../lib/http";
import { duration, grouped } from "../lib/text";
import { refreshNow } from "./fresh";

/** The state of a job, as its JSON address answers. */
export interface JobState {
  state: "waiting" | "running" | "done" | "failed" | "cancelled";
  done: number;
  total: number;
  note: string;
  message: string;
  /** Seconds since it started running, by the server. */
  running_seconds: number;
}

const EVERY_MS = 1500;
const ENDED = new Set(["done", "failed", "cancelled"]);
const WORDS: Record<JobState["state"], string> = {
  waiting: "Đang chờ tới lượt",
  running: "Đang chạy",
  done: "Đã xong",
  failed: "Không xong",
  cancelled: "Đã dừng",
};

/** How long it will still take, from the pace so far; "" while too little is done to say. */
export function remaining(job: JobState): string {
  if (job.state !== "running" || job.done < 1 || job.total <= job.done) return "";
  return `còn khoảng ${duration((job.running_seconds / job.done) * (job.total - job.done))}`;
}

/** The line under the bar: state, count, note. */
export function jobWords(job: JobState): string {
  const count = job.total ? ` · ${grouped(job.done)}/${grouped(job.total)}` : "";
  const detail = job.message || job.note;
  return `${WORDS[job.state]}${count}${detail ? ` · ${detail}` : ""}`;
}

function draw(part: HTMLElement, job: JobState): void {
  const bar = need<HTMLProgressElement>("progress", part);
  if (job.total) {
    bar.max = job.total;
    bar.value = job.done;
  } else if (job.state === "done") bar.value = bar.max;
  else bar.removeAttribute("value");
  need("[data-job-words]", part).textContent = jobWords(job);
  need("[data-job-left]", part).textContent = remaining(job);
  part.dataset["state"] = job.state;
}

function ended(part: HTMLElement, job: JobState): void {
  for (const button of part.querySelectorAll<HTMLElement>("[data-job-cancel]")) button.hidden = true;
  part.dispatchEvent(new CustomEvent("job-ended", { detail: job, bubbles: true }));
  if (job.state !== "done" || part.dataset["jobThen"] !== "reload") return;
  // The page shows what the job has changed; a list of files on their way or refused stays.
  if (document.querySelector("[data-upload-files] li")) void refreshNow();
  else location.reload();
}

async function follow(part: HTMLElement): Promise<void> {
  while (part.isConnected) {
    try {
      const job = await getJson<JobState>(part.dataset["job"] ?? "");
      draw(part, job);
      if (ENDED.has(job.state)) return ended(part, job);
    } catch {
      need("[data-job-left]", part).textContent = "chờ mạng, việc vẫn chạy trên máy chủ";
    }
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}

/** Follows every job shown in the page until it ends. */
export function startProgress(root: ParentNode): void {
  for (const part of root.querySelectorAll<HTMLElement>("[data-job]")) {
    if (!ENDED.has(part.dataset["state"] ?? "")) void follow(part);
  }
}
