import "../../styles/contact_sheet.scss";
import { announce, need, pageData } from "../lib/dom";
import { getJson, postJson } from "../lib/http";
import { type Key, explain, listen } from "../lib/keymap";
import type { OutboxState } from "../lib/outbox";
import { pageOutbox } from "../lib/page_outbox";
import { measurePaint } from "../lib/paint";
import { type ContactSheetData, type CutData, type PageData, type PagesAnswer, labelOf } from "./contract";
import { allAccepted, isSure, layoutFor, nextDoubt, splitPage } from "./cuts";
import { type Filter, Grid, passes } from "./grid";
import { askNumbers } from "./number_dialog";
import { SidePanel } from "./side_panel";

const LOOK_AGAIN_MS = 3000;
/** Whoever goes through the pages quickly fetches no pictures that they pass over. */
const PREPARE_MS = 120;
const NARROW = matchMedia("(max-width: 767.98px)");

/** The contact sheet of one book. */
class Sheet {
  private pages: PageData[];
  private selected = "";
  private filter: Filter = "all";
  /** What pages were before each step, the newest last. */
  private readonly undoable: PageData[][] = [];
  /** What the server's last answer taken in stood for. */
  private marks: string;
  private preparing = 0;
  private drawing: Promise<void> | null = null;
  private revealing = false;
  private seq = Date.now();
  private refused = 0;
  private readonly outbox = pageOutbox();
  private readonly panel: SidePanel;
  private readonly grid: Grid;

  constructor(private readonly data: ContactSheetData) {
    this.pages = data.pages;
    this.marks = data.marks;
    this.grid = new Grid(data.book, data, (key) => this.select(key));
    this.panel = new SidePanel(need("[data-panel]"), data.urls, {
      changed: (cuts) => this.save({ cuts }),
      accept: () => this.accept(),
      rescan: () => this.rescan(),
      reopen: () => this.reopen(),
    });
    for (const chip of document.querySelectorAll<HTMLElement>("[data-sheet-filter]")) {
      chip.addEventListener("click", () => this.show(chip.dataset["sheetFilter"] as Filter));
    }
    need("[data-accept-sure]").addEventListener("click", () => this.acceptSure());
    this.select(this.first());
    this.outbox.watch((state) => this.drawRefused(state));
    setInterval(() => this.lookAgain(), LOOK_AGAIN_MS);
  }

  keys(): Key[] {
    return [
      { combo: "ArrowLeft", words: "trang trước", run: () => this.step(-1) },
      { combo: "ArrowRight", words: "trang sau", run: () => this.step(1) },
      { combo: "N", words: "nghi ngờ kế tiếp", run: () => this.toDoubt() },
      { combo: "ArrowUp", words: "dời đường cắt lên", run: () => this.panel.nudge(-1) },
      { combo: "ArrowDown", words: "dời đường cắt xuống", run: () => this.panel.nudge(1) },
      { combo: " ", words: "chọn đường cắt khác", run: () => this.panel.chooseNextLine() },
      ...[1, 2, 3, 4].map((parts) => ({ combo: String(parts), words: `chia ${parts} phần`, run: () => this.split(parts) })),
      { combo: "S", words: "sửa số", run: () => void this.renumber() },
      { combo: "O", words: "xem ảnh như máy quét đưa vào, và trở lại", run: () => this.panel.turnOver() },
      { combo: "J", words: "ô đầu nối với trang trước", run: () => this.join() },
      { combo: "B", words: "trang không có trường hợp", run: () => this.blank() },
      { combo: "L", words: "lặp cách cắt cho mọi trang sau", run: () => this.repeat() },
      { combo: "X", words: "quét lại", run: () => this.rescan() },
      { combo: "M", words: "mở lại trang đã nhận", run: () => this.reopen() },
      { combo: "Z", words: "hoàn tác", run: () => this.undo() },
      { combo: "Enter", words: "nhận trang", run: () => this.accept() },
      { combo: "Shift+Enter", words: "nhận mọi trang chắc chắn", run: () => this.acceptSure() },
    ];
  }

  private get page(): PageData | undefined {
    return this.pages.find((page) => page.key === this.selected);
  }

  /** The page that still may be changed; says why not. */
  private get open(): PageData | undefined {
    const { page } = this;
    if (page?.state === "accepted") announce("Trang đã nhận. Bấm M để mở lại.");
    return page?.state === "processed" || page?.state === "blank" ? page : undefined;
  }

  private first(): string {
    const asked = location.hash.slice(1);
    if (this.pages.some((page) => page.key === asked)) return asked;
    const doubt = this.pages[nextDoubt(this.pages, -1)];
    return (doubt ?? this.pages.find((page) => page.state === "processed") ?? this.pages[0])?.key ?? "";
  }

  private show(filter: Filter): void {
    this.filter = filter;
    const shown = this.pages.filter((page) => passes(page, filter));
    if (!shown.some((page) => page.key === this.selected)) this.selected = shown[0]?.key ?? this.selected;
    this.draw();
  }

  private select(key: string): void {
    const before = this.selected;
    this.selected = key;
    this.draw();
    this.revealing = !NARROW.matches || before !== "";
    clearTimeout(this.preparing);
    this.preparing = window.setTimeout(() => this.prepare(), PREPARE_MS);
  }

  /** The pages that the next key is likeliest to lead to. */
  private prepare(): void {
    const shown = this.pages.filter((page) => passes(page, this.filter));
    const next = shown[shown.findIndex((page) => page.key === this.selected) + 1];
    const doubt = nextDoubt(this.pages, this.pages.findIndex((page) => page.key === this.selected));
    this.panel.prepare([this.pages[doubt], next, this.page]);
  }

  private step(by: 1 | -1): void {
    const pages = this.pages.filter((page) => passes(page, this.filter));
    const to = pages[pages.findIndex((page) => page.key === this.selected) + by];
    if (to) this.select(to.key);
  }

  private toDoubt(): void {
    const place = nextDoubt(this.pages, this.pages.findIndex((page) => page.key === this.selected));
    if (place < 0) return announce("Không còn trang nghi ngờ.");
    this.select(this.pages[place]!.key);
  }

  private split(parts: number): void {
    const page = this.open;
    if (page) this.save({ cuts: splitPage(page, parts), layout: layoutFor(parts, page.layout) });
  }

  private async renumber(): Promise<void> {
    const page = this.open;
    if (!page?.cuts.length) return;
    const said = await askNumbers(page);
    if (said) this.save({ cuts: said.cuts }, { hold_next: !said.countsOn });
  }

  private join(): void {
    const page = this.open;
    const [first, ...rest] = page?.cuts ?? [];
    if (first) this.save({ cuts: [{ ...first, joins: !first.joins, pinned: false, skipped: false }, ...rest] });
  }

  private blank(): void {
    const page = this.open;
    if (!page) return;
    const state = page.state === "blank" ? "processed" : "blank";
    this.change({ state }, this.data.urls.save, { state });
  }

  private repeat(): void {
    const page = this.open;
    if (!page) return;
    const later = this.pages.slice(this.pages.indexOf(page) + 1).filter((other) => other.state === "processed");
    this.undoable.push(later);
    this.post(this.data.urls.repeat, { cuts: page.cuts, layout: page.layout, parts: page.cuts.length });
    announce(`Lặp cách cắt ${page.cuts.length} phần cho mọi trang sau ${labelOf(page)}.`);
  }

  private rescan(): void {
    const { page } = this;
    if (page && page.state !== "new" && page.state !== "rescan") this.change({ state: "rescan" }, this.data.urls.rescan);
  }

  private reopen(): void {
    const { page } = this;
    if (page?.state === "accepted" || page?.state === "rescan") this.change({ state: "processed" }, this.data.urls.save, { state: "processed" });
  }

  private accept(): void {
    const page = this.open;
    if (!page) return;
    if (page.state === "blank") return this.goOn(page);
    if (page.cuts.some((cut) => !cut.number && !cut.skipped)) return void this.renumber();
    this.change({ state: "accepted" }, this.data.urls.accept, { numbers: numbersOf(page) });
    this.goOn(page);
  }

  /** To the next page that needs a person, else to the one that follows. */
  private goOn(from: PageData): void {
    const place = this.pages.findIndex((page) => page.key === from.key);
    const waiting = nextDoubt(this.pages, place);
    if (waiting >= 0) this.select(this.pages[waiting]!.key);
    else this.step(1);
  }

  private acceptSure(): void {
    const sure = this.pages.filter(isSure);
    if (!sure.length) return announce("Không còn trang chắc chắn.");
    this.undoable.push(sure);
    this.post(this.data.urls.accept_sure, { keys: sure.map((page) => page.key) });
    this.replace(sure.map((page) => ({ ...page, state: "accepted" as const })));
  }

  private undo(): void {
    const before = this.undoable.pop();
    if (!before) return announce("Không còn gì để hoàn tác.");
    this.replace(before);
    if (before.length === 1) this.select(before[0]!.key);
    for (const page of before) {
      const { cuts, layout, state } = page;
      if (state === "accepted") this.post(this.data.urls.accept, { numbers: numbersOf(page) }, page);
      else this.post(this.data.urls.save, { cuts, layout, state }, page);
    }
  }

  private save(part: { cuts: CutData[]; layout?: PageData["layout"] }, more: Record<string, unknown> = {}): void {
    const page = this.open;
    if (!page) return;
    const drawn = { cuts: part.cuts, layout: part.layout ?? page.layout };
    this.change({ ...drawn, doubt: "", explain: "", proposal: null, state: "processed" }, this.data.urls.save, { ...drawn, ...more });
  }

  private change(part: Partial<PageData>, url: string, body: Record<string, unknown> = {}): void {
    const { page } = this;
    if (!page) return;
    this.undoable.push([page]);
    this.replace([{ ...page, ...part }]);
    this.post(url, body);
  }

  private post(url: string, body: Record<string, unknown>, page = this.page): void {
    this.seq += 1;
    const address = url.replace("{key}", page?.key ?? "");
    const letter = { ...body, seq: this.seq, seen: this.marks };
    void this.outbox.put(`sheet.${this.seq}`, address, letter, (answer) => this.take(answer as PagesAnswer));
  }

  private take(answer: PagesAnswer): void {
    // A later change is on its way, and its answer brings what this one would have.
    if (this.outbox.state.waiting) return;
    this.marks = answer.marks;
    this.replace(answer.pages);
  }

  /** Pages being processed change by themselves; a refused step shows what the server holds. */
  private lookAgain(refused = false): void {
    const { pages } = this.data.urls;
    if (!refused && !this.pages.some((page) => page.state === "new")) return;
    const asked = refused ? getJson<PagesAnswer>(pages) : postJson<PagesAnswer>(pages, { seen: this.marks });
    void asked.then((answer) => this.take(answer), () => undefined);
  }

  /** Pages that are not here yet were scanned meanwhile. */
  private replace(changed: readonly PageData[]): void {
    if (!changed.length) return;
    const byKey = new Map([...this.pages, ...changed].map((page) => [page.key, page]));
    this.pages = [...byKey.values()].sort((a, b) => a.order - b.order);
    this.draw();
  }

  /** Once for each turn of the loop, however many things a key changes. */
  private draw(): void {
    this.drawing ??= Promise.resolve().then(() => this.drawNow());
  }

  private drawNow(): void {
    this.drawing = null;
    this.grid.draw(this.pages, this.filter, this.selected);
    if (this.page) this.panel.show(this.page, this.pages.filter((page) => passes(page, "doubt")).length);
    need("[data-finished]").hidden = !allAccepted(this.pages);
    if (this.revealing) (NARROW.matches ? this.panel : this.grid).reveal();
    this.revealing = false;
  }

  private drawRefused(state: OutboxState): void {
    const last = state.refused.at(-1)?.refusal;
    const notice = need("[data-notice]");
    notice.hidden = !last;
    const words = last ? [last.where && `${last.where}:`, last.message, last.mend] : [];
    need("[data-notice-what]", notice).textContent = words.filter(Boolean).join(" ");
    if (state.refused.length > this.refused) {
      this.undoable.length = 0;
      this.lookAgain(true);
    }
    this.refused = state.refused.length;
  }
}

function numbersOf(page: PageData): string[] {
  return page.cuts.map((cut) => (cut.skipped ? "" : cut.number));
}

/** The same keys, each telling how long it took until what it did stood on the screen. */
function measured(keys: Key[]): Key[] {
  const timed = (key: Key) => (event: KeyboardEvent) => {
    key.run?.(event);
    measurePaint(`sheet:${key.combo}`, event.timeStamp);
  };
  return keys.map((key) => ({ ...key, run: timed(key) }));
}

const sheet = new Sheet(pageData<ContactSheetData>("contact-sheet-data"));
const keys = sheet.keys();
explain(keys);
listen(measured(keys));
measurePaint("sheet:open", 0);
