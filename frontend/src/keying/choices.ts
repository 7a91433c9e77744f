import { h } from "../lib/dom";
import type { Offer } from "./offer";

/** The offers under the active field, and the keys that take one: its digit, or arrows and Enter. */
export class Choices {
  readonly element = h("div", { class: "choices" });
  private offers: readonly Offer[] = [];
  private at = -1;

  constructor(private readonly take: (offer: Offer, byEnter: boolean) => void) {}

  /** Puts these before the keyer; `value` is marked as what the field holds already. */
  show(offers: readonly Offer[], value: string): void {
    this.offers = offers;
    this.at = offers.findIndex((offer) => offer.meant);
    this.element.replaceChildren(...offers.map((offer) => this.button(offer, value)));
    this.markCurrent();
  }

  clear(): void {
    this.show([], "");
  }

  get any(): boolean {
    return this.offers.length > 0;
  }

  /** Acts on a key pressed in the field; `digits`: they pick. Returns whether it was one of ours. */
  pressed(key: string, digits: boolean): boolean {
    if (key === "Enter") return this.taken(this.offers[this.at], true);
    if (key === "ArrowDown" || key === "ArrowUp") return this.step(key === "ArrowDown" ? 1 : -1);
    if (!digits || !/^[0-9]$/.test(key)) return false;
    return this.taken(this.offers.find((offer) => offer.digit === key), false);
  }

  private taken(offer: Offer | undefined, byEnter: boolean): boolean {
    if (offer) this.take(offer, byEnter);
    return offer !== undefined;
  }

  private step(by: 1 | -1): boolean {
    if (!this.any) return false;
    this.at = Math.min(Math.max(this.at + by, -1), this.offers.length - 1);
    this.markCurrent();
    return true;
  }

  private markCurrent(): void {
    [...this.element.children].forEach((button, index) => button.classList.toggle("current", index === this.at));
  }

  private button(offer: Offer, value: string): HTMLElement {
    const props = {
      type: "button",
      tabindex: -1,
      "aria-pressed": offer.value === value ? "true" : "false",
      "data-digit": offer.digit ?? null,
      onclick: () => this.take(offer, false),
    };
    const key = offer.digit ?? (offer.meant ? "Enter" : "");
    const button = h("button", props, key ? h("kbd", {}, key) : "", offer.words ?? offer.value, offer.note ? h("span", { class: "source" }, offer.note) : "");
    // The cursor stays in the field.
    button.addEventListener("mousedown", (event) => event.preventDefault());
    return button;
  }
}
