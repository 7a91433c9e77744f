import { h } from "../lib/dom";
import type { Key } from "../lib/keymap";
import { dropImages, keepImages } from "../lib/pictures";
import * as geometry from "./geometry";
import type { Region, Turn, View } from "./geometry";
import { toggleButton, toolButton } from "./tool_buttons";
import { keepSetting, settingOf } from "./setting";

/** One page image of the contract. */
export interface PageImage {
  url: string;
  /** Pixels of the whole image; the one at `url` may be smaller. */
  width: number;
  height: number;
  label: string;
  /** The whole image, where `url` is as wide as the screen only. */
  large?: string;
}

/** A region on one of the pages; `page` counts from 0. */
export interface PageRegion extends Region {
  page: number;
}

type Point = { x: number; y: number };

const NUDGE = 60;
// So much wider than its own pixels a picture may be drawn before the whole one is fetched.
const STRETCHED = 1.15;
const LOUPE = { width: 360, height: 150, power: 2.2 };

/** The page image with zoom, pan, turn, contrast, ruler and loupe. Every tool has a button and works by key. */
export class Viewer {
  private pages: readonly PageImage[] = [];
  private at = 0;
  private view: View = { scale: 1, x: 0, y: 0, turn: 0 };
  private region: PageRegion | null = null;
  private part: number | null = null;
  private zoomed = 1;
  private readonly image = h("img", { alt: "", draggable: "false" });
  private readonly frame = h("div", { class: "viewer-region", hidden: true });
  private readonly ruler = h("div", { class: "viewer-ruler", hidden: true });
  private readonly sheet = h("div", { class: "viewer-sheet" }, this.image, this.frame);
  private readonly loupeImage = h("img", { alt: "" });
  private readonly loupe = h("div", { class: "viewer-loupe", hidden: true }, this.loupeImage);
  private readonly stage = h("div", { class: "viewer-stage" }, this.sheet, this.ruler, this.loupe);
  private readonly label = h("span", { class: "page-label" });
  private readonly buttons: Record<"loupe" | "contrast" | "ruler", HTMLButtonElement>;
  private readonly pageButtons: HTMLButtonElement[];
  private readonly hintPlace = h("span", { class: "hint" });

  private onDrawn: ((one: Point, other: Point) => void) | null = null;

  /** `kept`: the name under which loupe, contrast, ruler, turn and zoom are found again. */
  constructor(
    root: HTMLElement,
    hint = "",
    private readonly kept = "",
  ) {
    this.buttons = {
      loupe: toggleButton("zoom-in", "Kính lúp", () => this.toggleLoupe(), "F9"),
      contrast: toggleButton("contrast", "Tương phản", () => this.toggleContrast(), kept ? "Alt+C" : "", false),
      ruler: toggleButton("ruler", "Thước", () => this.toggleRuler(), kept ? "Alt+T" : "", false),
    };
    this.pageButtons = [toolButton("back", "Trang trước", () => this.turnTo(this.at - 1)), toolButton("chevron-right", "Trang sau", () => this.turnTo(this.at + 1))];
    const tools = h(
      "div",
      { class: "viewer-tools", role: "toolbar", "aria-label": "Công cụ xem ảnh" },
      this.label,
      ...this.pageButtons,
      this.buttons.loupe,
      this.buttons.contrast,
      toolButton("rotate", "Xoay", () => this.rotate(), true),
      this.buttons.ruler,
      toolButton("zoom-out", "Thu nhỏ", () => this.zoom(0.8)),
      toolButton("zoom-in", "Phóng to", () => this.zoom(1.25)),
      toolButton("fit", "Vừa cả trang", () => this.fitPage()),
      this.hintPlace,
    );
    this.hint(hint);
    for (const button of this.pageButtons) button.hidden = true;
    root.classList.add("viewer");
    root.append(this.stage, tools);
    this.listen();
    this.restore();
  }

  /** The tools' keys, for a page whose letters are typed into fields: Chrome keeps none of them. */
  keys(): Key[] {
    const key = (combo: string, words: string, run: () => void): Key => ({ combo, words, run, whileTyping: true, rare: true });
    return [
      key("F9", "kính lúp", () => this.toggleLoupe()),
      key("Alt+C", "tương phản", () => this.toggleContrast()),
      key("Alt+T", "thước", () => this.toggleRuler()),
      key("Alt+X", "xoay ảnh", () => this.rotate()),
      key("Alt+=", "phóng to ảnh", () => this.zoom(1.25)),
      key("Alt+-", "thu nhỏ ảnh", () => this.zoom(0.8)),
      key("Alt+0", "xem cả trang", () => this.fitPage()),
      key("Alt+ArrowUp", "dời ảnh lên", () => this.setView({ ...this.view, y: this.view.y + NUDGE })),
      key("Alt+ArrowDown", "dời ảnh xuống", () => this.setView({ ...this.view, y: this.view.y - NUDGE })),
      key("Alt+PageUp", "trang ảnh trước", () => this.turnTo(this.at - 1)),
      key("Alt+PageDown", "trang ảnh sau", () => this.turnTo(this.at + 1)),
    ];
  }

  /** Words or a button at the end of the tools. */
  hint(content: Node | string): void {
    this.hintPlace.replaceChildren(content);
  }

  /** Dragging draws a box of the page instead of moving it; null: it moves the page again. */
  drawing(onDrawn: ((one: Point, other: Point) => void) | null): void {
    this.onDrawn = onDrawn;
    this.stage.classList.toggle("drawing", onDrawn !== null);
  }

  /** Shows a set of pages from the first, turned and zoomed as the person left the last set. */
  show(pages: readonly PageImage[]): void {
    this.pages = pages;
    for (const button of this.pageButtons) button.hidden = pages.length < 2;
    this.turnTo(0);
  }

  /** Brings a region into view, frames it and lays the ruler under it; null only takes the frame away. */
  focus(region: PageRegion | null): void {
    this.region = region;
    this.part = null;
    const page = region ? this.pages[region.page] : undefined;
    if (!region || !page) {
      this.frame.hidden = true;
      return;
    }
    if (region.page !== this.at) this.turnTo(region.page);
    this.placeFrame(region);
    this.view = geometry.centred(this.view, region, page, this.size());
    this.draw();
    this.placeLoupe(this.regionCentre());
  }

  /** Scrolls a page to a part of its height, 0 = top, 1 = bottom: follows the order where no region is known. */
  scrollTo(index: number, part: number): void {
    if (index !== this.at) this.turnTo(index);
    this.part = part;
    const { page } = this;
    if (page) this.setView(geometry.centred(this.view, { x: 0, y: part, w: 1, h: 0 }, page, this.size()));
  }

  toggleLoupe(): void {
    this.loupe.hidden = !this.loupe.hidden;
    this.stage.classList.toggle("loupe", !this.loupe.hidden);
    this.press("loupe", !this.loupe.hidden);
    if (!this.loupe.hidden) void this.sharpen();
    this.placeLoupe(this.regionCentre());
    this.keep();
  }

  toggleContrast(): void {
    const on = this.sheet.classList.toggle("contrast");
    this.loupe.classList.toggle("contrast", on);
    this.press("contrast", on);
    this.keep();
  }

  toggleRuler(): void {
    this.ruler.hidden = !this.ruler.hidden;
    this.press("ruler", !this.ruler.hidden);
    this.draw();
    this.keep();
  }

  rotate(): void {
    const turn = ((this.view.turn + 1) % 4) as Turn;
    this.view = this.page ? geometry.fitWidth(this.page, this.size(), turn) : { ...this.view, turn };
    this.focusOrDraw();
    this.keep();
  }

  zoom(factor: number): void {
    const { width, height } = this.size();
    this.setView(geometry.zoomed(this.view, factor, this.region ? this.regionCentre() : { x: width / 2, y: height / 2 }));
    if (!this.page) return;
    this.zoomed = this.view.scale / geometry.fitWidth(this.page, this.size(), this.view.turn).scale;
    this.keep();
  }

  fitPage(): void {
    if (this.page) this.setView(geometry.fitPage(this.page, this.size(), this.view.turn));
  }

  private restore(): void {
    const setting = settingOf(this.kept);
    this.view = { ...this.view, turn: setting.turn };
    this.zoomed = setting.zoom;
    if (setting.contrast) this.toggleContrast();
    if (setting.ruler) this.toggleRuler();
    if (setting.loupe) this.toggleLoupe();
  }

  private keep(): void {
    const on = (name: keyof Viewer["buttons"]) => this.buttons[name].getAttribute("aria-pressed") === "true";
    keepSetting(this.kept, { loupe: on("loupe"), contrast: on("contrast"), ruler: on("ruler"), turn: this.view.turn, zoom: this.zoomed });
  }

  /** Fitted to the width, and as much closer as the person works. */
  private fitted(page: PageImage): View {
    const view = geometry.fitWidth(page, this.size(), this.view.turn);
    return this.zoomed === 1 ? view : geometry.zoomed(view, this.zoomed, { x: 0, y: 0 });
  }

  private get page(): PageImage | undefined {
    return this.pages[this.at];
  }

  private size(): { width: number; height: number } {
    return { width: this.stage.clientWidth, height: this.stage.clientHeight };
  }

  private turnTo(index: number): void {
    const page = this.pages[index];
    if (!page) return;
    this.at = index;
    this.image.src = this.loupeImage.src = page.url;
    this.image.alt = page.label;
    this.label.textContent = page.label;
    this.sheet.style.width = `${page.width}px`;
    this.sheet.style.height = `${page.height}px`;
    this.frame.hidden = this.region?.page !== index;
    this.setView(this.fitted(page));
  }

  private setView(view: View): void {
    if (this.page) this.view = geometry.held(view, this.page, this.size());
    this.draw();
    const pixels = this.image.naturalWidth * STRETCHED;
    if (this.page && pixels && this.page.width * this.view.scale * devicePixelRatio > pixels) void this.sharpen();
  }

  /** Somebody looks closer than the fitted picture shows: the whole one in its place, fetched once. */
  private async sharpen(): Promise<void> {
    const { page } = this;
    if (!page?.large) return;
    const whole = { ...page, url: page.large };
    delete page.large;
    await keepImages([whole]);
    if (!whole.url.startsWith("blob:")) return;
    const fitted = page.url;
    page.url = whole.url;
    if (this.page === page) this.image.src = this.loupeImage.src = page.url;
    dropImages([{ ...page, url: fitted }]);
  }

  private focusOrDraw(): void {
    if (this.region) this.focus(this.region);
    else if (this.part !== null) this.scrollTo(this.at, this.part);
    else this.draw();
  }

  private draw(): void {
    if (!this.page) return;
    this.sheet.style.transform = geometry.transformOf(this.view, this.page);
    this.frame.style.borderWidth = `${3 / this.view.scale}px`;
    if (this.region && !this.ruler.hidden) {
      const part = geometry.turnedRegion(this.region, this.view.turn);
      const sheet = geometry.turned(this.page, this.view.turn);
      this.ruler.style.top = `${this.view.y + (part.y + part.h) * sheet.height * this.view.scale + 4}px`;
    }
  }

  private placeFrame(region: Region): void {
    this.frame.hidden = false;
    const { style } = this.frame;
    style.left = `${region.x * 100}%`;
    style.top = `${region.y * 100}%`;
    style.width = `${region.w * 100}%`;
    style.height = `${region.h * 100}%`;
  }

  private regionCentre(): { x: number; y: number } {
    const { width, height } = this.size();
    if (!this.region || !this.page) return { x: width / 2, y: height / 2 };
    const part = geometry.turnedRegion(this.region, this.view.turn);
    const sheet = geometry.turned(this.page, this.view.turn);
    return {
      x: this.view.x + (part.x + part.w / 2) * sheet.width * this.view.scale,
      y: this.view.y + (part.y + part.h / 2) * sheet.height * this.view.scale,
    };
  }

  private placeLoupe(at: { x: number; y: number }): void {
    if (this.loupe.hidden || !this.page) return;
    const { width } = this.size();
    const point = geometry.pagePoint(this.view, this.page, at);
    const power = Math.max(this.view.scale * LOUPE.power, 0.9);
    this.loupe.style.left = `${Math.min(Math.max(at.x - LOUPE.width / 2, 0), Math.max(width - LOUPE.width, 0))}px`;
    this.loupe.style.top = `${at.y > LOUPE.height + 30 ? at.y - LOUPE.height - 30 : at.y + 40}px`;
    this.loupeImage.style.width = `${this.page.width * power}px`;
    this.loupeImage.style.left = `${LOUPE.width / 2 - point.x * this.page.width * power}px`;
    this.loupeImage.style.top = `${LOUPE.height / 2 - point.y * this.page.height * power}px`;
  }

  private listen(): void {
    this.stage.addEventListener("wheel", (event) => this.onWheel(event), { passive: false });
    this.stage.addEventListener("pointerdown", (event) => this.onGrab(event));
    this.stage.addEventListener("pointermove", (event) => {
      if (!this.loupe.hidden) this.placeLoupe(this.stagePoint(event));
    });
    new ResizeObserver(() => this.onResize()).observe(this.stage);
  }

  private onResize(): void {
    if (!this.page || !this.size().width) return;
    this.view = this.fitted(this.page);
    this.focusOrDraw();
  }

  private onWheel(event: WheelEvent): void {
    event.preventDefault();
    if (event.ctrlKey) return this.setView(geometry.zoomed(this.view, event.deltaY < 0 ? 1.12 : 0.89, this.stagePoint(event)));
    this.setView({ ...this.view, x: this.view.x - event.deltaX, y: this.view.y - event.deltaY });
  }

  private onGrab(event: PointerEvent): void {
    if (event.button !== 0) return;
    if (this.onDrawn && this.page) return this.onDraw(event, this.page);
    const from = { x: event.clientX, y: event.clientY, view: this.view };
    this.stage.setPointerCapture(event.pointerId);
    this.stage.classList.add("dragging");
    const move = (moved: PointerEvent) =>
      this.setView({ ...from.view, x: from.view.x + moved.clientX - from.x, y: from.view.y + moved.clientY - from.y });
    const drop = () => {
      this.stage.classList.remove("dragging");
      this.stage.removeEventListener("pointermove", move);
    };
    this.stage.addEventListener("pointermove", move);
    this.stage.addEventListener("pointerup", drop, { once: true });
    this.stage.addEventListener("pointercancel", drop, { once: true });
  }

  /** A box drawn on the page: told by two of its corners, as shares of the page. */
  private onDraw(event: PointerEvent, page: PageImage): void {
    const from = geometry.pagePoint(this.view, page, this.stagePoint(event));
    this.stage.setPointerCapture(event.pointerId);
    const draw = (moved: PointerEvent) => {
      const at = geometry.pagePoint(this.view, page, this.stagePoint(moved));
      this.placeFrame({ x: Math.min(from.x, at.x), y: Math.min(from.y, at.y), w: Math.abs(at.x - from.x), h: Math.abs(at.y - from.y) });
    };
    const end = (last: PointerEvent) => {
      this.stage.removeEventListener("pointermove", draw);
      if (last.type === "pointerup") this.onDrawn?.(from, geometry.pagePoint(this.view, page, this.stagePoint(last)));
    };
    this.stage.addEventListener("pointermove", draw);
    this.stage.addEventListener("pointerup", end, { once: true });
    this.stage.addEventListener("pointercancel", end, { once: true });
  }

  private stagePoint(event: MouseEvent): { x: number; y: number } {
    const box = this.stage.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  private press(name: keyof Viewer["buttons"], on: boolean): void {
    this.buttons[name].setAttribute("aria-pressed", String(on));
  }
}
