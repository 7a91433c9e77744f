import "../../styles/contact_sheet.scss";
import { announce, h, need, pageData } from "../lib/dom";
import { type Key, explain, listen } from "../lib/keymap";
import { pageOutbox } from "../lib/page_outbox";
import { grouped, unmarked } from "../lib/text";
import type { ContactSheetData, CutData, PageData, PagesAnswer } from "./contract";
import { isSure, layoutFor, missingCount, nextDoubt, renumber, splitPage } from "./cuts";
import { pageCard } from "./page_card";
import { SidePanel } from "./side_panel";

type Filter = "all" | "doubt" | "accepted" | "rescan";

/** The contact sheet of one book. */
class Sheet {
  private pages: PageData[];
  private selected = "";
  private filter: Filter = "all";
  private readonly undoable: PageData[] = [];
  private seq = Date.now();
  private readonly outbox = pageOutbox();
  private readonly panel: SidePanel;
  private readonly grid = need("[data-sheet]");

  constructor(private readonly data: ContactSheetData) {
    this.pages = data.pages;
    this.panel = new SidePanel(need("[data-panel]"), {
      changed: (cuts) => this.save({ cuts }),
      accept: () => this.accept(),
      rescan: () => this.rescan(),
    });
    for (const chip of document.querySelectorAll<HTMLElement>("[data-sheet-filter]")) {
      chip.addEventListener("click", () => this.show(chip.dataset["sheetFilter"] as Filter));
    }
    need("[data-accept-sure]").addEventListener("click", () => this.acceptSure());
    const doubt = nextDoubt(this.pages, -1);
    this.select(this.pages[Math.max(doubt, 0)]?.key ?? "");
    this.outbox.watch((state) => this.drawRefused(state.refused.at(-1)?.refusal.message));
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
      { combo: "L", words: "lặp cách cắt cho mọi trang sau", run: () => this.repeat() },
      { combo: "X", words: "quét lại", run: () => this.rescan() },
      { combo: "Z", words: "hoàn tác", run: () => this.undo() },
      { combo: "Enter", words: "nhận trang", run: () => this.accept() },
    ];
  }

  private get page(): PageData | undefined {
    return this.pages.find((page) => page.key === this.selected);
  }

  private visible(): PageData[] {
    return this.pages.filter((page) => {
      if (this.filter === "doubt") return page.doubt !== "" && page.state === "processed";
      if (this.filter === "all") return true;
      return page.state === this.filter;
    });
  }

  private show(filter: Filter): void {
    this.filter = filter;
    if (!this.visible().some((page) => page.key === this.selected)) this.selected = this.visible()[0]?.key ?? this.selected;
    this.draw();
  }

  private select(key: string): void {
    this.selected = key;
    this.draw();
    const card = this.grid.querySelector<HTMLElement>(`[data-page="${key}"]`);
    card?.focus({ preventScroll: true });
    card?.scrollIntoView({ block: "nearest" });
  }

  private step(by: 1 | -1): void {
    const pages = this.visible();
    const to = pages[pages.findIndex((page) => page.key === this.selected) + by];
    if (to) this.select(to.key);
  }

  private toDoubt(): void {
    const place = nextDoubt(this.pages, this.pages.findIndex((page) => page.key === this.selected));
    if (place < 0) return announce("Không còn trang nghi ngờ.");
    this.select(this.pages[place]!.key);
  }

  private split(parts: number): void {
    const { page } = this;
    if (page) this.save({ cuts: splitPage(page, parts), layout: layoutFor(parts, page.layout) });
  }

  private async renumber(): Promise<void> {
    const { page } = this;
    if (!page) return;
    const first = await askNumber(page);
    if (first) this.save({ cuts: renumber(page.cuts, first) });
  }

  private repeat(): void {
    const { page } = this;
    if (!page) return;
    const { cuts, layout } = page;
    this.post(this.data.urls.repeat, { cuts, layout, parts: cuts.length });
    announce(`Lặp cách cắt ${cuts.length} phần cho mọi trang sau ${page.label}.`);
  }

  private rescan(): void {
    this.change({ state: "rescan" }, this.data.urls.rescan);
  }

  private accept(): void {
    const { page } = this;
    if (!page || page.state === "new") return;
    if (page.cuts.some((cut) => !cut.number)) return void this.renumber();
    this.change({ state: "accepted" }, this.data.urls.accept);
    const waiting = nextDoubt(this.pages, this.pages.indexOf(this.page!));
    if (waiting >= 0) this.select(this.pages[waiting]!.key);
    else this.step(1);
  }

  private acceptSure(): void {
    const sure = this.pages.filter(isSure);
    this.post(this.data.urls.accept_sure, { keys: sure.map((page) => page.key) });
    this.replace(sure.map((page) => ({ ...page, state: "accepted" as const })));
  }

  private undo(): void {
    const before = this.undoable.pop();
    if (!before) return announce("Không còn gì để hoàn tác.");
    this.replace([before]);
    this.select(before.key);
    const { cuts, layout, state } = before;
    this.post(this.data.urls.save, { cuts, layout, state }, before);
  }

  private save(part: { cuts: CutData[]; layout?: PageData["layout"] }): void {
    const { page } = this;
    if (!page) return;
    const body = { cuts: part.cuts, layout: part.layout ?? page.layout };
    this.change({ ...body, doubt: "", proposal: null, state: "processed" }, this.data.urls.save, body);
  }

  private change(part: Partial<PageData>, url: string, body: Record<string, unknown> = {}): void {
    const { page } = this;
    if (!page) return;
    this.undoable.push(page);
    this.replace([{ ...page, ...part }]);
    this.post(url, body);
  }

  private post(url: string, body: Record<string, unknown>, page = this.page): void {
    this.seq += 1;
    const address = url.replace("{key}", page?.key ?? "");
    this.outbox.put(`sheet.${this.seq}`, address, { ...body, seq: this.seq }, (answer) => {
      // A later change is on its way: its answer brings the pages.
      if (!this.outbox.state.waiting) this.replace((answer as PagesAnswer).pages);
    });
  }

  private replace(changed: readonly PageData[]): void {
    const byKey = new Map(changed.map((page) => [page.key, page]));
    this.pages = this.pages.map((page) => byKey.get(page.key) ?? page);
    this.draw();
  }

  private draw(): void {
    const focused = this.grid.contains(document.activeElement);
    this.grid.replaceChildren(
      ...this.visible().map((page) => pageCard(page, page.key === this.selected, () => this.select(page.key))),
    );
    if (this.page) this.panel.show(this.page);
    if (focused) this.grid.querySelector<HTMLElement>("[aria-current]")?.focus({ preventScroll: true });
    this.drawCounts();
  }

  private drawCounts(): void {
    const counts: Record<Filter, number> = { all: this.pages.length, doubt: 0, accepted: 0, rescan: 0 };
    for (const page of this.pages) {
      if (page.doubt && page.state === "processed") counts.doubt += 1;
      if (page.state === "accepted" || page.state === "rescan") counts[page.state] += 1;
    }
    for (const chip of document.querySelectorAll<HTMLElement>("[data-sheet-filter]")) {
      const filter = chip.dataset["sheetFilter"] as Filter;
      chip.setAttribute("aria-pressed", String(filter === this.filter));
      need("[data-count]", chip).textContent = grouped(counts[filter]);
    }
    const sure = this.pages.filter(isSure).length;
    const button = need<HTMLButtonElement>("[data-accept-sure]");
    button.textContent = sure ? `Nhận ${sure} trang chắc chắn` : "Không còn trang chắc chắn";
    button.disabled = sure === 0;
    const missing = missingCount(this.pages, this.data.book.declared);
    const found = this.data.book.declared - missing;
    need("[data-found]").textContent = `Sổ khai ${grouped(this.data.book.declared)} · ảnh có ${grouped(found)}`;
  }

  private drawRefused(message: string | undefined): void {
    const notice = need("[data-notice]");
    notice.hidden = !message;
    need("[data-notice-what]", notice).textContent = message ?? "";
  }
}

/** Asks for the first number on the page; the others follow. */
function askNumber(page: PageData): Promise<string> {
  return new Promise((resolve) => {
    const input = h("input", { class: "form-control", id: "first-number", value: page.cuts[0]?.number ?? "", inputmode: "numeric", maxlength: 12 });
    const dialog = h(
      "dialog",
      { "aria-labelledby": "number-title" },
      h(
        "form",
        { method: "dialog" },
        h("h2", { id: "number-title" }, `${page.label}: sửa số`),
        h("label", { class: "form-label", for: "first-number" }, "Số đầu trang"),
        input,
        h("p", { class: "form-text" }, "Các số sau tiếp theo thứ tự. Số bis viết liền: 70bis."),
        h("div", { class: "actions" }, h("button", { class: "btn", value: "", formnovalidate: true }, "Thôi"), h("button", { class: "btn btn-primary", value: "yes" }, "Sửa số")),
      ),
    );
    // Enter in the box means the last button, not the first.
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      dialog.close("yes");
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes" ? unmarked(input.value.trim()).replace(/\s/g, "") : "");
    });
    document.body.append(dialog);
    dialog.showModal();
    input.select();
  });
}

const sheet = new Sheet(pageData<ContactSheetData>("contact-sheet-data"));
explain(sheet.keys());
listen(sheet.keys());
