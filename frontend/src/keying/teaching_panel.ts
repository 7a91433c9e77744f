import { announce, h, need } from "../lib/dom";
import { ask } from "../shell/confirm";
import type { Region } from "../viewer/geometry";
import type { PageRegion, Viewer } from "../viewer/viewer";
import type { ProposedPlaces, RecordData } from "./contract";
import { type Taught, Teaching, boxBetween } from "./teaching";

const ARROWS: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** In the page's bar while the panel is open; behind the sixth only where there is room. */
const BAR: [string, string][] = [
  ["Enter", "ô sau"],
  ["Shift+Enter", "ô trước"],
  ["F2", "không có trên ảnh"],
  ["Ctrl+Z", "hoàn tác"],
  ["F9", "máy tìm theo nhãn in"],
  ["Ctrl+Enter", "dùng cho cả sổ"],
  ["Esc", "thôi"],
  ["←↑→↓", "dời khung"],
  ["Shift+←↑→↓", "đổi cỡ"],
];

const NONE_LEFT = {
  confirm: "Bỏ vị trí của mọi ô?",
  confirmNote: "Mọi người nhập sổ này không còn thấy mảnh ảnh của ô ở các số cùng chỗ trên trang.",
  confirmButton: "Bỏ vị trí các ô",
};

/** In the form's place while somebody shows where the fields of the book stand on its pictures. */
export class TeachingPanel {
  private readonly root = need("[data-teaching]");
  private readonly form = need("[data-form]");
  private work: Teaching | null = null;
  private record: RecordData | null = null;
  private looking = false;

  constructor(
    private readonly viewer: Viewer,
    private readonly save: (regions: Record<string, number[]>) => void,
    private readonly closed: () => void,
    private readonly look: (url: string) => Promise<ProposedPlaces>,
  ) {
    // Wherever the mouse left the focus.
    document.addEventListener("keydown", (event) => this.onKey(event), true);
  }

  get open(): boolean {
    return this.work !== null;
  }

  start(record: RecordData): void {
    if (!record.images.length) return announce("Số này chưa có ảnh.");
    this.record = record;
    const fields = record.sections.flatMap((section) => section.fields.filter((field) => !field.hidden && !field.folded));
    this.work = new Teaching(fields.map(({ key, label, region }): Taught => ({ key, label, box: region ? boxOf(region) : null })));
    this.form.hidden = true;
    this.root.hidden = false;
    showKeys(true);
    this.viewer.drawing((one, other) => this.drawn(boxBetween(one, other)));
    this.draw();
    this.root.focus();
  }

  /** A machine looks for the printed labels; what it finds is looked over before it is kept. */
  private async propose(work: Teaching): Promise<void> {
    const url = this.record?.urls.proposed;
    if (!url || this.looking) return;
    this.looking = true;
    announce("Máy đang tìm các ô theo nhãn in…");
    const found = await this.look(url).catch((error: Error) => ({ places: {}, words: error.message }));
    this.looking = false;
    if (this.work !== work) return;
    const count = work.propose(found.places);
    announce(found.words || (count ? `Máy đề nghị ${count} ô. Đi qua từng ô bằng Enter để kiểm tra.` : "Máy không tìm thêm được ô nào."));
    this.draw();
  }

  private drawn(box: Region | null): void {
    if (!box || this.work?.done !== false) return;
    this.work.drawn(box);
    this.draw();
    this.root.focus();
  }

  /** Taking back everybody's places is asked for; where there were none there is nothing to keep. */
  private async keep(work: Teaching): Promise<void> {
    if (work.keeping === "nothing") return announce("Chưa chỉ ô nào.");
    if (work.keeping === "none left" && !(await ask(NONE_LEFT))) return this.root.focus();
    this.finish(true);
  }

  private finish(keep: boolean): void {
    if (!this.work) return;
    if (keep) this.save(this.work.result());
    this.work = null;
    this.viewer.drawing(null);
    this.root.hidden = true;
    this.form.hidden = false;
    showKeys(false);
    this.closed();
  }

  private onKey(event: KeyboardEvent): void {
    const act = this.work && this.action(event);
    if (!act || !this.work || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    event.stopPropagation();
    act(this.work);
    if (this.work) this.draw();
  }

  private action(event: KeyboardEvent): ((work: Teaching) => void) | null {
    const arrow = ARROWS[event.key];
    if (arrow && !event.altKey && !event.ctrlKey) return (work) => work.nudge(...arrow, event.shiftKey);
    if (event.key === "Enter" && event.ctrlKey) return (work) => void this.keep(work);
    if (event.key === "Enter" && !(event.target instanceof HTMLButtonElement)) return (work) => work.move(event.shiftKey ? -1 : 1);
    if (event.key === "Escape") return () => this.finish(false);
    if (event.key === "F2") return (work) => work.skip();
    if (event.key === "F9" && this.record?.urls.proposed) return (work) => void this.propose(work);
    if (event.ctrlKey && event.key.toLowerCase() === "z") return (work) => work.undo();
    return null;
  }

  private draw(): void {
    const { work } = this;
    if (!work) return;
    const { current } = work;
    this.viewer.focus(current?.box ? { page: 0, ...current.box } : null);
    const rows = work.fields.map((field, place) => this.row(field, place, place === work.place));
    this.root.replaceChildren(
      h("h2", {}, current ? "Chỉ vị trí ô" : "Đã đi hết các ô"),
      h("p", { class: "now", "aria-live": "polite" }, current ? h("b", {}, current.label) : "Bấm Ctrl+Enter để dùng cho cả sổ."),
      h("p", { class: "second" }, "Kéo chuột quanh chữ của ô trên ảnh, hoặc dời khung bằng phím mũi tên, giữ Shift để đổi cỡ. Làm một lần, mọi số cùng chỗ trên trang của sổ dùng chung."),
      h(
        "div",
        { class: "row-line" },
        this.button("Ô sau", "Enter", () => work.move(1)),
        this.button("Không có trên ảnh", "F2", () => work.skip()),
        this.button("Hoàn tác", "Ctrl+Z", () => work.undo()),
        this.record?.urls.proposed ? this.button("Máy tìm theo nhãn in", "F9", () => void this.propose(work)) : null,
      ),
      h("ol", {}, ...rows),
      h(
        "div",
        { class: "row-line sticky-actions" },
        this.keepButton(work),
        this.button("Thôi", "Esc", () => this.finish(false)),
      ),
    );
    this.root.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }

  private keepButton(work: Teaching): HTMLElement {
    const unseen = work.proposed ? `, ${work.proposed} ô máy đề nghị chưa xem` : "";
    const button = this.button(`Dùng cho cả sổ (${work.shown} ô${unseen})`, "Ctrl+Enter", () => void this.keep(work), "btn-primary");
    button.toggleAttribute("disabled", work.keeping === "nothing");
    return button;
  }

  private row(field: Taught, place: number, current: boolean): HTMLElement {
    const choose = () => {
      this.work?.goTo(place);
      this.draw();
      this.root.focus();
    };
    const told = field.sure === undefined ? "đã chỉ" : `máy đề nghị, chắc ${Math.round(field.sure * 100)} %`;
    const state = field.box ? told : "chưa chỉ";
    const button = h("button", { type: "button", tabindex: -1, "aria-current": current ? "true" : null, onclick: choose }, field.label, h("span", { class: "second" }, state));
    return h("li", {}, button);
  }

  private button(words: string, key: string, act: () => void, kind = ""): HTMLElement {
    const run = () => {
      act();
      this.draw();
      if (this.work) this.root.focus();
    };
    return h("button", { type: "button", class: `btn btn-row ${kind}`.trim(), onclick: run }, words, h("kbd", {}, key));
  }
}

function showKeys(open: boolean): void {
  const bar = document.querySelector(".key-bar");
  for (const own of bar?.querySelectorAll("[data-teaching-key]") ?? []) own.remove();
  for (const key of bar?.querySelectorAll<HTMLElement>(":scope > span") ?? []) key.hidden = open;
  if (!open) return;
  bar?.prepend(...BAR.map(([key, words], place) => h("span", { "data-teaching-key": true, class: place > 5 ? "rare" : null }, h("kbd", {}, key), words)));
}

function boxOf({ x, y, w, h: height }: PageRegion): Region {
  return { x, y, w, h: height };
}
