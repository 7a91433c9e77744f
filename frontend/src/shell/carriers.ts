import type { DetailedError, HttpResponse, Upload } from "tus-js-client";
import { csrfToken, getJson } from "../lib/http";
import { LOCKED, LOCKED_STATUS } from "../lib/locked";
import { mayPassLater } from "./upload_figures";

/** The answer for one received file; a repeat is received once and said so. */
export interface Receipt {
  duplicate?: boolean;
  message?: string;
  error?: { message?: string; where?: string; mend?: string };
}

/** What a carrier tells of its file. Nothing is told after `stop`. */
export interface Carried {
  progress(sent: number): void;
  taken(receipt: Receipt): void;
  /** `status` 0: no answer came. */
  notTaken(status: number, receipt: Receipt): void;
}

/** Brings one file to the server. */
export interface Carrier {
  start(): void;
  /** Stops sending; started again, a carrier in parts goes on where it stood. */
  stop(): void;
}

/** The whole file in one request, field `file`. */
export class WholeCarrier implements Carrier {
  private request: XMLHttpRequest | null = null;

  constructor(
    private readonly url: string,
    private readonly file: File,
    private readonly tell: Carried,
  ) {}

  start(): void {
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.append("file", this.file, this.file.name);
    this.request = request;
    request.upload.addEventListener("progress", (event) => this.tell.progress(event.loaded));
    request.addEventListener("loadend", () => this.answered(request));
    request.open("POST", this.url);
    request.setRequestHeader("X-CSRFToken", csrfToken());
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.send(body);
  }

  stop(): void {
    const request = this.request;
    this.request = null;
    request?.abort();
  }

  private answered(request: XMLHttpRequest): void {
    if (request !== this.request) return;
    const receipt = (request.response ?? {}) as Receipt;
    if (request.status >= 200 && request.status < 300) this.tell.taken(receipt);
    else this.tell.notTaken(request.status, receipt);
  }
}

/** What a slow line sends in a quarter of a minute: no more than that is lost when it is cut. */
const PART_BYTES = 2 * 1024 * 1024;
const PAUSES_MS = [500, 2000, 5000, 10_000];

/** The file part by part (tus): after a cut line, a pause or a reload it goes on where it stood. */
export class PartsCarrier implements Carrier {
  private upload: Upload | null = null;
  private wanted = false;

  constructor(
    private readonly url: string,
    private readonly file: File,
    private readonly tell: Carried,
  ) {}

  start(): void {
    this.wanted = true;
    void this.go().catch(() => this.wanted && this.tell.notTaken(0, {}));
  }

  stop(): void {
    this.wanted = false;
    void this.upload?.abort();
  }

  private async go(): Promise<void> {
    this.upload ??= await this.prepared();
    if (this.wanted) this.upload.start();
  }

  private async prepared(): Promise<Upload> {
    // Fetched where files are sent only: other pages stay light.
    const { Upload } = await import("tus-js-client");
    const upload = new Upload(this.file, {
      endpoint: this.url,
      chunkSize: PART_BYTES,
      retryDelays: PAUSES_MS,
      removeFingerprintOnSuccess: true,
      fingerprint: () => Promise.resolve(`sohotich:upload:${this.mark()}`),
      metadata: { filename: this.file.name },
      onBeforeRequest: (request) => request.setHeader("X-CSRFToken", csrfToken()),
      onShouldRetry: (error) => retries((error as DetailedError).originalResponse),
      onProgress: (sent) => this.wanted && this.tell.progress(sent),
      onSuccess: () => void this.succeeded(upload.url ?? ""),
      onError: (error) => this.wanted && this.failed((error as DetailedError).originalResponse ?? null),
    });
    const [begun] = await upload.findPreviousUploads();
    if (begun) upload.resumeFromPreviousUpload(begun);
    return upload;
  }

  /** The same file for the same book, whatever else the address says. */
  private mark(): string {
    const { name, size, lastModified } = this.file;
    return [this.url.split("?")[0], name, size, lastModified].join(":");
  }

  private async succeeded(url: string): Promise<void> {
    // It is there, whatever becomes of the words about it.
    this.tell.taken(await getJson<Receipt>(url).catch(() => ({})));
  }

  private failed(answer: HttpResponse | null): void {
    this.upload = null;
    const status = answer?.getStatus() ?? 0;
    if (status === LOCKED_STATUS) document.dispatchEvent(new CustomEvent(LOCKED));
    this.tell.notTaken(status, receiptOf(answer?.getBody() ?? ""));
  }
}

/** A screen that is locked is unlocked first; what a file is does not change by sending it again. */
function retries(answer: HttpResponse | null | undefined): boolean {
  const status = answer?.getStatus() ?? 0;
  return status === 409 || (status !== LOCKED_STATUS && mayPassLater(status));
}

function receiptOf(body: string): Receipt {
  try {
    return JSON.parse(body) as Receipt;
  } catch {
    return {};
  }
}
