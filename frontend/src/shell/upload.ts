import { h, icon, need } from "../lib/dom";
import { LOCKED_STATUS, UNLOCKED } from "../lib/locked";
import { byteSize, duration, grouped } from "../lib/text";
import { type Carrier, PartsCarrier, type Receipt, WholeCarrier } from "./carriers";
import { refreshNow, refreshSoon } from "./fresh";
import { mayPassLater, Pace, type Shipment, totals } from "./upload_figures";

const AT_ONCE = 2;
const NOBODY: Carrier = { start: () => undefined, stop: () => undefined };

/** One file on its way: what the list shows and how to stop it. */
interface Item extends Shipment {
  file: File;
  line: HTMLLIElement;
  carrier: Carrier;
  /** The server had it already. */
  repeat: boolean;
  /** Nothing was heard since it was started: how much was there before says nothing of the line. */
  fresh: boolean;
}

/**
 * Each `[data-upload]` is a drop zone that sends every file by itself to its address (field `file`),
 * or, where it has `data-upload-parts`, part by part to that one.
 */
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
    need("[data-upload-pause]", zone).addEventListener("click", () => (this.open ? this.pauseAll() : this.goOn(["stopped", "failed"])));
    addEventListener("online", () => this.goOn(["failed"]));
    document.addEventListener(UNLOCKED, () => this.goOn(["failed"]));
    addEventListener("beforeunload", (event) => {
      if (this.open) event.preventDefault();
    });
  }

  private get open(): boolean {
    return this.items.some((item) => item.state === "sending" || item.state === "waiting");
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
      const item: Item = { file, line, carrier: NOBODY, bytes: file.size, sent: 0, state: "waiting", words: "chờ gửi", repeat: false, fresh: true };
      item.carrier = this.carrier(item);
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
    if (!this.open && this.items.length) this.ended();
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

  private carrier(item: Item): Carrier {
    const tell = {
      progress: (sent: number) => this.progressed(item, sent),
      taken: (receipt: Receipt) => this.answered(item, () => this.taken(item, receipt)),
      notTaken: (status: number, receipt: Receipt) => this.answered(item, () => this.notTaken(item, status, receipt)),
    };
    const { upload, uploadParts } = this.zone.dataset;
    return uploadParts ? new PartsCarrier(uploadParts, item.file, tell) : new WholeCarrier(upload ?? "", item.file, tell);
  }

  private send(item: Item): void {
    item.state = "sending";
    item.fresh = true;
    item.carrier.start();
    this.draw(item);
  }

  private progressed(item: Item, loaded: number): void {
    const sent = Math.min(loaded, item.bytes);
    if (!item.fresh) this.pace.add(Math.max(sent - item.sent, 0), performance.now());
    item.fresh = false;
    item.sent = sent;
    item.words = sent >= item.bytes ? "máy chủ đang kiểm tra" : `${byteSize(sent)} / ${byteSize(item.bytes)}`;
    this.draw(item);
    this.drawTotal();
  }

  private answered(item: Item, tell: () => void): void {
    if (item.state === "stopped") return;
    tell();
    this.draw(item);
    this.pump();
  }

  private taken(item: Item, receipt: Receipt): void {
    item.state = "sent";
    item.repeat = receipt.duplicate === true;
    item.sent = item.bytes;
    item.words = receipt.message ?? (receipt.duplicate ? "đã có từ trước, không nhận lại" : "đã nhận");
    refreshSoon();
  }

  private notTaken(item: Item, status: number, { error }: Receipt): void {
    const passing = status === LOCKED_STATUS || mayPassLater(status);
    item.state = passing ? "failed" : "refused";
    const unsaid = status === 0 ? "Mất mạng; có mạng sẽ gửi tiếp." : passing ? "Máy chủ đang bận." : "Máy chủ không nhận tệp này.";
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
    if (!this.inParts) item.sent = 0;
    item.words = "chờ gửi";
    this.draw(item);
    this.pump();
  }

  private goOn(states: Item["state"][]): void {
    for (const item of this.items) if (states.includes(item.state)) this.again(item);
  }

  private stop(item: Item): void {
    item.state = "stopped";
    item.words = this.inParts && item.sent ? `đã dừng, ${byteSize(item.sent)} đã ở máy chủ` : "đã dừng";
    item.carrier.stop();
    this.draw(item);
  }

  private get inParts(): boolean {
    return !!this.zone.dataset["uploadParts"];
  }

  private pauseAll(): void {
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
      const words = this.inParts && item.sent ? "Gửi tiếp" : "Gửi lại";
      return h("button", { ...named(words), onclick: () => this.again(item) }, words);
    }
    if (item.state === "sent") return h("span", { class: "saving", "data-state": "sent" }, icon("check"));
    const label = { class: "btn btn-row btn-quiet", type: "button", "aria-label": `Tạm dừng ${item.file.name}` };
    return h("button", { ...label, onclick: () => (this.stop(item), this.pump()) }, icon("pause"));
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
    this.drawPause(sum.open);
  }

  private drawPause(open: boolean): void {
    const button = need("[data-upload-pause]", this.total);
    const later = this.items.some((item) => item.state === "stopped" || item.state === "failed");
    button.hidden = !open && !later;
    const words = open ? "Tạm dừng tất cả" : "Gửi tiếp tất cả";
    if (button.textContent !== words) button.replaceChildren(icon(open ? "pause" : "upload"), words);
  }

  private paceWords(bytesLeft: number, open: boolean): string {
    const speed = this.pace.perSecond(performance.now());
    if (!open || speed <= 0) return "";
    return `${byteSize(speed)}/giây · còn khoảng ${duration(bytesLeft / speed)}`;
  }
}
