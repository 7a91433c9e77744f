import { h, icon } from "../lib/dom";
import { grouped } from "../lib/text";
import { type CutData, type PageData, type SheetUrls, labelOf, ofPage } from "./contract";
import { type CutLine, cutLines, moveLine } from "./cuts";
import { overlay } from "./page_card";
import { Pictures } from "./pictures";

const STEP = 0.004;

/** What the panel asks the sheet to do. */
export interface PanelEvents {
  changed(cuts: CutData[]): void;
  accept(): void;
  rescan(): void;
  reopen(): void;
}

/** The page in question, large, with its cut lines to drag or to move by arrow. */
export class SidePanel {
  private page: PageData | null = null;
  private cuts: CutData[] = [];
  private line = 0;
  /** Whether the page is shown as it came from the scanner. */
  private before = false;
  private waiting = 0;
  private picture = h("div", { class: "panel-picture" });
  private readonly pictures = new Pictures();

  constructor(
    private readonly root: HTMLElement,
    private readonly urls: Pick<SheetUrls, "image" | "original" | "hand_in">,
    private readonly events: PanelEvents,
  ) {}

  /** `waiting`: how many pages need a person, this one included. */
  show(page: PageData, waiting: number): void {
    if (page.key !== this.page?.key) {
      this.line = 0;
      this.before = false;
    }
    this.page = page;
    this.waiting = waiting;
    this.cuts = page.cuts;
    this.draw();
  }

  /** Fetches what is likely to be asked for next. */
  prepare(pages: readonly (PageData | undefined)[]): void {
    for (const page of pages) if (page?.picture) this.pictures.get(ofPage(this.urls.image, page), labelOf(page));
  }

  /** Before and after: the page as it came from the scanner, or straightened with its cuts. */
  turnOver(): void {
    this.before = !this.before;
    this.draw();
  }

  /** On a phone the panel stands above the pages: back to it. */
  reveal(): void {
    this.root.scrollIntoView({ block: "start" });
  }

  /** Up and down arrow: the chosen line, by steps; a cut line beside a proposal jumps onto it. */
  nudge(direction: 1 | -1): void {
    const line = this.lines()[this.line];
    if (!line) return;
    this.move(line, this.proposedPlace(line, direction) ?? line.at + direction * STEP);
    this.events.changed(this.cuts);
  }

  /** The next cut line becomes the one that arrows move. */
  chooseNextLine(): void {
    const count = this.lines().length;
    if (count) this.line = (this.line + 1) % count;
    this.drawPicture();
  }

  private lines(): CutLine[] {
    return cutLines(this.cuts);
  }

  private proposedPlace(line: CutLine, direction: 1 | -1): number | null {
    const ahead = cutLines(this.page?.proposal ?? [])
      .filter((other) => other.axis === line.axis && (other.at - line.at) * direction > STEP / 2)
      .sort((a, b) => (a.at - b.at) * direction)[0];
    return ahead && Math.abs(ahead.at - line.at) < 0.2 ? ahead.at : null;
  }

  private move(line: CutLine, at: number): void {
    this.cuts = moveLine(this.cuts, line, at);
    this.drawPicture();
  }

  private draw(): void {
    const { page } = this;
    if (!page) return this.root.replaceChildren();
    const doubt = page.doubt ? h("span", { class: "state tone-doubt" }, icon("alert"), page.doubt) : null;
    this.drawPicture();
    this.fill(
      h("div", { class: "row-line spread" }, h("h2", {}, labelOf(page)), doubt),
      this.picture,
      this.before ? h("p", { class: "second" }, "Ảnh như máy quét đưa vào. Bấm O để xem trang đã cắt thẳng.") : null,
      page.explain ? h("p", {}, page.explain) : h("p", { class: "second" }, this.hint(page)),
      h("div", { class: "panel-actions" }, ...this.actions(page)),
      this.waiting ? h("p", { class: "second" }, `Còn ${grouped(this.waiting)} trang cần anh/chị; bấm N để sang trang kế tiếp.`) : null,
    );
  }

  private fill(...parts: (HTMLElement | null)[]): void {
    this.root.replaceChildren(...parts.filter((part): part is HTMLElement => !!part));
  }

  private actions(page: PageData): HTMLElement[] {
    const { events } = this;
    const rescan = button("Quét lại", "X", () => events.rescan());
    if (page.state === "new") return [];
    if (page.state === "accepted") return [button("Mở lại trang", "M", () => events.reopen()), rescan];
    if (page.state !== "rescan") return [button("Nhận trang", "Enter", () => events.accept(), "btn-primary"), rescan];
    const hand = h("a", { class: "btn btn-primary", href: this.urls.hand_in.replace("{key}", page.key) }, icon("upload"), "Tải ảnh mới");
    return [hand, button("Giữ ảnh", "M", () => events.reopen())];
  }

  private hint(page: PageData): string {
    if (page.state === "new") return "Máy chủ đang xử lý trang này.";
    if (page.state === "accepted") return "Trang đã nhận. Mở lại để sửa đường cắt hoặc số.";
    if (page.state === "rescan") return "Trang chờ ảnh quét mới; số của trang được giữ.";
    if (page.state === "blank") return "Trang không có trường hợp. Bấm B nếu trang có trường hợp.";
    return this.lines().length ? "Kéo đường cắt, hoặc mũi tên lên xuống để dời. Dấu cách chọn đường khác." : "Trang một trường hợp, không có đường cắt.";
  }

  private drawPicture(): void {
    const { page } = this;
    if (!page) return;
    this.picture.style.aspectRatio = `${page.width} / ${page.height}`;
    this.picture.style.setProperty("--ratio", String(page.width / page.height));
    this.picture.classList.toggle("before", this.before);
    const over = this.before ? [] : [...this.cuts.map((cut) => overlay(cut, "large")), ...this.lineElements(page)];
    this.picture.replaceChildren(...this.drawn(page), ...over);
  }

  private lineElements(page: PageData): HTMLElement[] {
    const proposals = cutLines(page.proposal ?? []).map((line) => this.lineElement(line, "proposed"));
    return [...proposals, ...this.lines().map((line, index) => this.grip(line, index))];
  }

  /** The same element as long as it is the same picture: a moved line fetches nothing anew. */
  private drawn(page: PageData): HTMLElement[] {
    if (!page.picture) return [];
    return [this.pictures.get(ofPage(this.before ? this.urls.original : this.urls.image, page), labelOf(page))];
  }

  private lineElement(line: CutLine, kind: string): HTMLElement {
    const element = h("span", { class: `cut-line ${line.axis} ${kind}` });
    element.style.setProperty(line.axis === "y" ? "top" : "left", `${line.at * 100}%`);
    return element;
  }

  private grip(line: CutLine, index: number): HTMLElement {
    const element = this.lineElement(line, index === this.line ? "chosen" : "");
    element.addEventListener("pointerdown", (event) => this.drag(event, index));
    return element;
  }

  private drag(event: PointerEvent, index: number): void {
    event.preventDefault();
    this.line = index;
    const box = this.picture.getBoundingClientRect();
    const move = (moved: PointerEvent) => {
      const line = this.lines()[index];
      if (!line) return;
      const at = line.axis === "y" ? (moved.clientY - box.top) / box.height : (moved.clientX - box.left) / box.width;
      this.move(line, at);
    };
    const drop = () => {
      removeEventListener("pointermove", move);
      this.events.changed(this.cuts);
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", drop, { once: true });
  }
}

function button(words: string, key: string, onclick: () => void, kind = ""): HTMLElement {
  return h("button", { class: `btn ${kind}`, type: "button", onclick }, words, h("kbd", {}, key));
}
