import { h } from "../lib/dom";

/** Large pictures of the pages around the one in question: the server lets no cache keep them. */
const KEPT = 12;

/** Pictures kept as elements: one drawn a moment ago, or fetched ahead, stands there at once. */
export class Pictures {
  private readonly elements = new Map<string, HTMLImageElement>();

  get(url: string, words: string): HTMLImageElement {
    const found = this.elements.get(url) ?? h("img", { src: url, draggable: "false" });
    found.alt = words;
    // The one used last goes last.
    this.elements.delete(url);
    this.elements.set(url, found);
    for (const oldest of this.elements.keys()) {
      if (this.elements.size <= KEPT) break;
      this.elements.delete(oldest);
    }
    return found;
  }
}
