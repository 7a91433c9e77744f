import { need } from "../lib/dom";
import { grouped } from "../lib/text";
import type { ContactSheetData, PageData } from "./contract";
import { isSure, missingCount } from "./cuts";
import { pageCard } from "./page_card";

export type Filter = "all" | "doubt" | "accepted" | "rescan";

/** Whether the page shows under the filter. */
export function passes(page: PageData, filter: Filter): boolean {
  if (filter === "doubt") return page.doubt !== "" && page.state === "processed";
  return filter === "all" || page.state === filter;
}

/** The thumbnails, the chips with their counts and the button of the certain pages. */
export class Grid {
  readonly root = need("[data-sheet]");
  /** A page that did not change keeps its card, and with it its loaded picture. */
  private readonly cards = new Map<string, { page: PageData; card: HTMLButtonElement }>();

  constructor(
    private readonly book: ContactSheetData["book"],
    private readonly choose: (key: string) => void,
  ) {}

  draw(pages: readonly PageData[], filter: Filter, selected: string): void {
    const focused = this.root.contains(document.activeElement);
    const shown = pages.filter((page) => passes(page, filter)).map((page) => this.card(page));
    if (!same(shown, this.root.children)) this.root.replaceChildren(...shown);
    for (const card of shown) mark(card, card.dataset["page"] === selected);
    if (focused) this.current?.focus({ preventScroll: true });
    this.drawCounts(pages, filter);
  }

  /** Brings the chosen page into view and the focus to it. */
  reveal(): void {
    this.current?.focus({ preventScroll: true });
    this.current?.scrollIntoView({ block: "nearest" });
  }

  private get current(): HTMLElement | null {
    return this.root.querySelector<HTMLElement>("[aria-current]");
  }

  private card(page: PageData): HTMLButtonElement {
    const kept = this.cards.get(page.key);
    if (kept?.page === page) return kept.card;
    const card = pageCard(page, () => this.choose(page.key));
    const image = kept?.card.querySelector("img");
    if (image && image.getAttribute("src") === page.thumb) card.querySelector("img")?.replaceWith(image);
    this.cards.set(page.key, { page, card });
    return card;
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
