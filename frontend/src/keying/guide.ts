import { h } from "../lib/dom";
import type { FieldData } from "./contract";

const OFF = "sohotich:guide-off";
const KEYS = /(Ctrl\+\/|Enter|F2|F4|F9|1 … 9)/;

/** Where a field stands in the order that is keyed. */
export type Standing = "first" | "last" | "";

const BY_KIND: Partial<Record<FieldData["kind"], string>> = {
  date: "Gõ liền: 25031998; chỉ có năm: 1998. Rồi Enter.",
  code: "Bấm số của mục đúng.",
  name: "Gõ không dấu rồi bấm số để chọn, hoặc gõ đủ dấu.",
};
/** Lines whose way of going on a newcomer does not see in the picture. */
const BY_FIELD: Record<string, string> = {
  trangSo: "Gõ số trang; không thấy: F2.",
};
const ANY = "Gõ đúng như ảnh, rồi Enter.";

/** What to do in this field, in the words of the screen; `carried`: its value was filled in beforehand. */
export function guideFor(data: FieldData, standing: Standing, carried: boolean): string {
  const begin = standing === "first" ? "Nhìn ảnh. " : "";
  const end = standing === "last" ? " Ô cuối: Enter là xong." : "";
  if (carried) return `${begin}Điền sẵn: đúng như ảnh thì Enter, sai thì gõ đè.${end}`;
  const own = BY_FIELD[data.key];
  if (own) return `${begin}${own} Không đọc được: F4.${end}`;
  return `${begin}${BY_KIND[data.kind] ?? ANY} Sổ trống: F2. Không đọc được: F4.${end}`;
}

/** The sentence with its keys drawn as keys. */
function withKeys(sentence: string): (Node | string)[] {
  return sentence.split(KEYS).map((part) => (KEYS.test(part) ? h("kbd", {}, part) : part));
}

/** Says under the active field what to do there; put away by a press, back with the keys of the page. */
export class Guide {
  private readonly words = h("span", {});
  private readonly line = h(
    "div",
    { class: "guide", role: "note" },
    this.words,
    h("button", { type: "button", tabindex: -1, class: "btn btn-quiet btn-row", title: "Hiện lại: Ctrl+/", onclick: () => this.away() }, "Ẩn"),
  );
  private last: (() => void) | null = null;

  constructor() {
    document.addEventListener("keydown", (event) => {
      const asked = event.key === "?" || (event.key === "/" && event.ctrlKey);
      if (asked) this.back();
    });
    for (const button of document.querySelectorAll("[data-key-help]")) button.addEventListener("click", () => this.back());
    this.line.addEventListener("mousedown", (event) => event.preventDefault());
  }

  show(field: HTMLElement, data: FieldData, standing: Standing, carried: boolean): void {
    this.last = () => this.show(field, data, standing, carried);
    if (localStorage.getItem(OFF)) return;
    this.words.replaceChildren(...withKeys(guideFor(data, standing, carried)));
    field.querySelector(".body")?.prepend(this.line);
    field.scrollIntoView({ block: "nearest" });
  }

  private away(): void {
    localStorage.setItem(OFF, "1");
    this.line.remove();
  }

  private back(): void {
    localStorage.removeItem(OFF);
    this.last?.();
  }
}
