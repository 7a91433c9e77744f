import { h, icon, need } from "../lib/dom";
import { csrfToken } from "../lib/http";
import { byteSize, duration, grouped } from "../lib/text";
import { refreshNow, refreshSoon } from "./fresh";
import { mayPassLater, Pace, type Shipment, totals } from "./upload_figures";

const AT_ONCE = 2;

/** One file on its way: what the list shows and how to stop it. */
interface Item extends Shipment {
  file: File;
  line: HTMLLIElement;
  request: XMLHttpRequest | null;
  /** The server had it already. */
  repeat: boolean;
}

/** The answer for one received file; a repeat is received once and said so. */
interface Receipt {
  duplicate?: boolean;
  message?: string;
  error?: { message?: string; where?: string; mend?: string };
}

/** Each `[data-upload]` is a drop zone that sends every file by itself to its address (field `file`). */
export function startUploads(root: ParentNode): void {
  for (const zone of root.querySelectorAll<HTMLElement>("[data-upload]")) new Upload(zone);
}

class Upload {
  private items: Item[] = [];
  private readonly list: HTMLUListElement;
  private readonly total: HTMLElement;
  private readonly pace = new Pace();

  constructor(private readonly zone: HTMLElement) {
    this.list = need<HTMLUListElement>("[data-upload-files]", zone);
    this.total = need("[data-upload-total]", zone);
    const input = need<HTMLInputElement>("input[type=file]", zone);
    input.addEventListener("change", () => {
      this.add([...(input.files ?? [])]);
      input.value = "";
    });
    this.acceptDrops(need(".drop", zone));
    need("[data-upload-cancel]", zone).addEventListener("click", () => this.cancelAll());
    addEventListener("beforeunload", (event) => {
      if (this.items.some((item) => item.state === "sending" || item.state === "waiting")) event.preventDefault();
    });
  }

  private acceptDrops(drop: HTMLElement): void {
    for (const name of ["dragenter", "dragover"]) {
      drop.addEventListener(name, (event) => {
        event.preventDefault();
        drop.classList.add("over");
      });
    }
    for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
    drop.addEventListener("drop", (event) => {
      event.preventDefault();
      this.add([...(event.dataTransfer?.files ?? [])]);
    });
  }

  private add(files: File[]): void {
    const inOrder = files.sort((a, b) => a.name.localeCompare(b.name, "vi", { numeric: true }));
    for (const file of inOrder) {
      const line = h("li");
      const item: Item = { file, line, request: null, bytes: file.size, sent: 0, state: "waiting", words: "chờ gửi", repeat: false };
      this.items.push(item);
      this.list.append(line);
      this.draw(item);
    }
    this.list.hidden = this.items.length === 0;
    this.pump();
  }

  private pump(): void {
    const sending = this.items.filter((item) => item.state === "sending").length;
    for (const item of this.items.filter((other) => other.state === "waiting").slice(0, AT_ONCE - sending)) {
      this.send(item);
    }
    this.drawTotal();
    const left = this.items.some((item) => item.state === "waiting" || item.state === "sending");
    if (!left && this.items.length) this.ended();
  }

  /** What came is shown in the page itself or on the next one; lines with something to say stay. */
  private ended(): void {
    this.zone.dispatchEvent(new CustomEvent("upload-ended", { bubbles: true }));
    if (!this.items.some((item) => item.state === "sent")) return;
    const next = this.zone.querySelector<HTMLAnchorElement>("[data-upload-next]");
    if (!next) return void refreshNow();
    next.hidden = false;
    if (this.items.every((item) => item.state === "sent" && !item.repeat)) location.assign(next.href);
  }

  private send(item: Item): void {
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.append("file", item.file, item.file.name);
    item.request = request;
    item.state = "sending";
    request.upload.addEventListener("progress", (event) => this.progressed(item, event.loaded));
    request.addEventListener("loadend", () => this.answered(item, request));
    request.open("POST", this.zone.dataset["upload"] ?? "");
    request.setRequestHeader("X-CSRFToken", csrfToken());
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.send(body);
    this.draw(item);
  }

  private progressed(item: Item, loaded: number): void {
    const sent = Math.min(loaded, item.bytes);
    this.pace.add(sent - item.sent, performance.now());
    item.sent = sent;
    item.words = sent >= item.bytes ? "máy chủ đang kiểm tra" : `${byteSize(sent)} / ${byteSize(item.bytes)}`;
    this.draw(item);
    this.drawTotal();
  }

  private answered(item: Item, request: XMLHttpRequest): void {
    if (item.state === "stopped") return;
    const receipt = (request.response ?? {}) as Receipt;
    if (request.status >= 200 && request.status < 300) {
      item.state = "sent";
      item.repeat = receipt.duplicate === true;
      item.sent = item.bytes;
      item.words = receipt.message ?? (receipt.duplicate ? "đã có từ trước, không nhận lại" : "đã nhận");
      refreshSoon();
    } else this.notTaken(item, request.status, receipt);
    this.draw(item);
    this.pump();
  }

  private notTaken(item: Item, status: number, { error }: Receipt): void {
    const passing = mayPassLater(status);
    item.state = passing ? "failed" : "refused";
    const unsaid = status === 0 ? "Mất mạng." : passing ? "Máy chủ đang bận." : "Máy chủ không nhận tệp này.";
    item.words = [error?.message ?? unsaid, error?.mend].filter(Boolean).join(" ");
    // Above the many that went well, where it is seen without scrolling.
    this.list.prepend(item.line);
  }

  private dismiss(item: Item): void {
    this.items = this.items.filter((other) => other !== item);
    const other = item.line.nextElementSibling?.querySelector<HTMLElement>("button");
    item.line.remove();
    (other ?? need<HTMLElement>("input[type=file]", this.zone)).focus();
    this.list.hidden = this.items.length === 0;
    this.drawTotal();
  }

  private again(item: Item): void {
    item.state = "waiting";
    item.sent = 0;
    item.words = "chờ gửi";
    this.draw(item);
    this.pump();
  }

  private stop(item: Item): void {
    item.state = "stopped";
    item.words = "đã dừng";
    item.request?.abort();
    this.draw(item);
  }

  private cancelAll(): void {
    for (const item of this.items) if (item.state === "waiting" || item.state === "sending") this.stop(item);
    this.pump();
  }

  private draw(item: Item): void {
    const bar = h("progress", { max: Math.max(item.bytes, 1), value: item.sent, "aria-label": item.file.name });
    const words = h("span", { class: "state-text", title: item.words }, item.words);
    item.line.className = item.state;
    item.line.replaceChildren(h("span", { class: "name", title: item.file.name }, item.file.name), bar, words, this.button(item));
  }

  private button(item: Item): HTMLElement {
    const named = (verb: string) => ({ class: "btn btn-row", type: "button", "aria-label": `${verb}: ${item.file.name}` });
    if (item.state === "refused") {
      const words = "Bỏ khỏi danh sách";
      return h("button", { ...named(words), onclick: () => this.dismiss(item) }, words);
    }
    if (item.state === "failed" || item.state === "stopped") {
      return h("button", { ...named("Gửi lại"), onclick: () => this.again(item) }, "Gửi lại");
    }
    if (item.state === "sent") return h("span", { class: "saving", "data-state": "sent" }, icon("check"));
    const label = { class: "btn btn-row btn-quiet", type: "button", "aria-label": `Dừng ${item.file.name}` };
    return h("button", { ...label, onclick: () => (this.stop(item), this.pump()) }, icon("close"));
  }

  private drawTotal(): void {
    const sum = totals(this.items);
    this.total.hidden = this.items.length === 0;
    const bar = need<HTMLProgressElement>("progress", this.total);
    bar.max = Math.max(sum.bytes, 1);
    bar.value = sum.sent;
    const files = `Đã nhận ${grouped(sum.filesSent)}/${grouped(sum.files)} tệp`;
    const refused = sum.filesRefused ? ` · ${sum.filesRefused} tệp không nhận` : "";
    const failed = sum.filesFailed ? ` · ${sum.filesFailed} tệp chưa gửi được` : "";
    const bytes = `${byteSize(sum.sent)} / ${byteSize(sum.bytes)}`;
    need("[data-upload-count]", this.total).textContent = `${files} · ${bytes}${refused}${failed}`;
    need("[data-upload-pace]", this.total).textContent = this.paceWords(sum.bytes - sum.sent, sum.open);
    need("[data-upload-cancel]", this.total).hidden = !sum.open;
  }

  private paceWords(bytesLeft: number, open: boolean): string {
    const speed = this.pace.perSecond(performance.now());
    if (!open || speed <= 0) return "";
    return `${byteSize(speed)}/giây · còn khoảng ${duration(bytesLeft / speed)}`;
  }
}
