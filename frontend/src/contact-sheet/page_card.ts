import { h, icon } from "../lib/dom";
import { type CutData, type PageData, labelOf } from "./contract";
import { isSure } from "./cuts";
import type { Stamp } from "./strips";

const STATE_WORDS: Record<PageData["state"], string> = {
  new: "đang xử lý",
  processed: "chắc chắn",
  accepted: "đã nhận",
  rescan: "chờ quét lại",
  blank: "trang trắng",
};

/** The state's words and shape under a thumbnail. */
function footer(page: PageData): HTMLElement {
  if (page.doubt && page.state === "processed") return h("span", { class: "sheet-state doubt" }, icon("alert"), page.doubt);
  if (page.state === "accepted" || isSure(page)) return h("span", { class: "sheet-state sure" }, icon("check"), STATE_WORDS[page.state]);
  const shape = page.state === "rescan" ? "scan" : "wait";
  return h("span", { class: "sheet-state" }, icon(shape), page.state === "processed" ? "thiếu số" : STATE_WORDS[page.state]);
}

function words(cut: CutData): string {
  if (cut.skipped) return "trống";
  const mark = cut.doubt && cut.number ? "?" : "";
  return `${cut.joins ? "↳ " : ""}${cut.number || "?"}${mark}`;
}

/** The cut's outline and number over an image; a doubt wears amber and a question mark. */
export function overlay(cut: CutData, kind = ""): HTMLElement {
  const [x, y, width, height] = cut.box;
  const number = h("span", { class: "cut-number" }, words(cut));
  const doubtful = cut.doubt || (!cut.number && !cut.skipped);
  const element = h("span", { class: `cut ${kind}${doubtful ? " doubt" : ""}${cut.skipped ? " skipped" : ""}` }, number);
  element.style.left = `${x * 100}%`;
  element.style.top = `${y * 100}%`;
  element.style.width = `${width * 100}%`;
  element.style.height = `${height * 100}%`;
  return element;
}

/** One page of the sheet; `frame` is the shape, width over height, that all stamps stand in. */
export function pageCard(page: PageData, stamp: Stamp | null, frame: number, choose: () => void): HTMLButtonElement {
  const numbers = page.cuts.map((cut) => (cut.skipped ? "ô trống" : cut.number || "chưa có số")).join(", ");
  const picture = h("span", { class: "thumb", "aria-hidden": "true" }, stamp && stampElement(stamp), ...page.cuts.map((cut) => overlay(cut)));
  const shape = page.width / page.height;
  picture.style.aspectRatio = String(shape);
  picture.style.width = `${Math.min(1, shape / frame) * 100}%`;
  const framed = h("span", { class: "thumb-frame" }, picture);
  framed.style.aspectRatio = String(frame);
  const doubtful = page.doubt && page.state === "processed";
  return h(
    "button",
    {
      type: "button",
      class: `sheet-page ${page.state}${doubtful ? " doubtful" : ""}`,
      "data-page": page.key,
      "data-enter-through": true,
      tabindex: -1,
      onclick: choose,
    },
    framed,
    h("span", { class: "sheet-label" }, labelOf(page)),
    h("span", { class: "visually-hidden" }, `: số ${numbers}. `),
    footer(page),
  );
}

function stampElement(stamp: Stamp): HTMLElement {
  const element = h("span", { class: "stamp" });
  element.style.backgroundImage = `url("${stamp.url}")`;
  element.style.backgroundSize = stamp.size;
  element.style.backgroundPosition = stamp.position;
  return element;
}
