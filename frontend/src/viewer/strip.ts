import { h } from "../lib/dom";
import type { Region } from "./geometry";
import type { PageImage } from "./viewer";

/**
 * A magnified strip of a page around a region, as an element that fits its place.
 * Shows a little of the surroundings, as a reader's eye does.
 */
export function strip(page: PageImage, region: Region, width: number, height: number): HTMLElement {
  const grown = { x: region.x - region.w * 0.04, w: region.w * 1.08, y: region.y - region.h * 0.15, h: region.h * 1.3 };
  const scale = Math.min(width / (grown.w * page.width), height / (grown.h * page.height), 3);
  const image = h("img", { src: page.url, alt: "", draggable: "false" });
  const place = h("div", { class: "strip" }, image);
  place.style.height = `${height}px`;
  image.style.width = `${page.width * scale}px`;
  image.style.height = `${page.height * scale}px`;
  image.style.left = `${(width - grown.w * page.width * scale) / 2 - grown.x * page.width * scale}px`;
  image.style.top = `${(height - grown.h * page.height * scale) / 2 - grown.y * page.height * scale}px`;
  return place;
}
