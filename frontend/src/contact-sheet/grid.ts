import { need } from "../lib/dom";
import { grouped } from "../lib/text";
import type { ContactSheetData, PageData } from "./contract";
import { isSure, missingCount } from "./cuts";
import { pageCard } from "./page_card";
import { Strips } from "./strips";
import { type Shape, rowsInView, toReveal } from "./window";

export type Filter = "all" | "doubt" | "accepted" | "rescan";

/** Whether the page shows under the filter. */
export function passes(page: PageData, filter: Filter): boolean {
  if (filter === "doubt") return !!page.doubt && page.state === "processed";
  return filter === "all" || page.state === filter;
}

interface Card {
  page: PageData;
  stamp: string;
  element: HTMLButtonElement;
}

const TALLEST = 0.6;

/** The thumbnails, of which those near the view are drawn, the chips with their counts and the button of the certain pages. */
export class Grid {
  readonly root = need("[data-sheet]");
  /** A page that did not change keeps its card, and with it its loaded picture. */
  private readonly cards = new Map<string, Card>();
  private readonly strips: Strips;
  private shown: readonly PageData[] = [];
  private selected = "";
  /** Null until a card was drawn, and after the window changed. */
  private shape: Shape | null = null;
  /** Width over height of the tallest page: rows are all of one height. */
  private frame = 1;

  constructor(
    private readonly book: ContactSheetData["book"],
    data: Pick<ContactSheetData, "strip" | "urls">,
    private readonly choose: (key: string) => void,
  ) {
    this.strips = new Strips(data.strip, data.urls.strip);
    addEventListener("scroll", () => this.drawRows(), { passive: true });
    addEventListener("resize", () => {
      this.shape = null;
      this.drawRows();
    });
  }

  draw(pages: readonly PageData[], filter: Filter, selected: string): void {
    this.strips.know(pages);
    this.shown = pages.filter((page) => passes(page, filter));
    this.selected = selected;
    this.takeFrame(pages);
    this.drawRows();
    this.drawCounts(pages, filter);
  }

  /** Brings the chosen page into view and the focus to it. */
  reveal(): void {
    const place = this.shown.findIndex((page) => page.key === this.selected);
    if (place < 0 || !this.shape) return;
    scrollBy(0, toReveal(place, this.shape, -this.root.getBoundingClientRect().top, innerHeight));
    this.drawRows();
    this.current?.focus({ preventScroll: true });
    this.current?.scrollIntoView({ block: "nearest" });
  }

  private get current(): HTMLElement | null {
    return this.root.querySelector<HTMLElement>("[aria-current]");
  }

  private takeFrame(pages: readonly PageData[]): void {
    const frame = pages.reduce((least, page) => Math.min(least, page.width / page.height), Infinity);
    const taken = Number.isFinite(frame) ? Math.max(frame, TALLEST) : 1;
    if (taken === this.frame) return;
    this.frame = taken;
    this.shape = null;
    this.cards.clear();
  }

  private drawRows(): void {
    const focused = this.root.contains(document.activeElement);
    const shape = this.shape ?? this.measure();
    const rows = rowsInView(this.shown.length, shape, -this.root.getBoundingClientRect().top, innerHeight);
    this.root.style.paddingTop = `${rows.above}px`;
    this.root.style.paddingBottom = `${rows.below}px`;
    const elements = this.shown.slice(rows.first, rows.last).map((page) => this.card(page));
    if (!same(elements, this.root.children)) this.root.replaceChildren(...elements);
    for (const element of elements) mark(element, element.dataset["page"] === this.selected);
    if (focused) this.current?.focus({ preventScroll: true });
  }

  /** By the first card: all are of one size. */
  private measure(): Shape {
    const first = this.shown[0];
    if (!first) return { columns: 1, rowHeight: 1 };
    const element = this.card(first);
    if (element.parentElement !== this.root) this.root.replaceChildren(element);
    const style = getComputedStyle(this.root);
    const columns = style.gridTemplateColumns.split(" ").length;
    this.shape = { columns, rowHeight: element.offsetHeight + (Number.parseFloat(style.rowGap) || 0) };
    return this.shape;
  }

  private card(page: PageData): HTMLButtonElement {
    const kept = this.cards.get(page.key);
    const stamp = this.strips.of(page);
    if (kept?.page === page && kept.stamp === (stamp?.url ?? "")) return kept.element;
    const element = pageCard(page, stamp, this.frame, () => this.choose(page.key));
    this.cards.set(page.key, { page, stamp: stamp?.url ?? "", element });
    return element;
  }

  private drawCounts(pages: readonly PageData[], filter: Filter): void {
    for (const chip of document.querySelectorAll<HTMLElement>("[data-sheet-filter]")) {
      const own = chip.dataset["sheetFilter"] as Filter;
      chip.setAttribute("aria-pressed", String(own === filter));
      need("[data-count]", chip).textContent = grouped(pages.filter((page) => passes(page, own)).length);
    }
    const sure = pages.filter(isSure).length;
    const button = need<HTMLButtonElement>("[data-accept-sure]");
    button.textContent = sure ? `Nhận ${grouped(sure)} trang chắc chắn` : "Không còn trang chắc chắn";
    button.disabled = sure === 0;
    const { declared } = this.book;
    const found = declared - missingCount(pages, declared);
    need("[data-found]").textContent = `Sổ khai ${grouped(declared)} · ảnh có ${grouped(found)}`;
  }
}

function mark(card: HTMLElement, selected: boolean): void {
  card.tabIndex = selected ? 0 : -1;
  if (selected) card.setAttribute("aria-current", "true");
  else card.removeAttribute("aria-current");
}

function same(cards: readonly Element[], children: HTMLCollection): boolean {
  return cards.length === children.length && cards.every((card, place) => children[place] === card);
}
