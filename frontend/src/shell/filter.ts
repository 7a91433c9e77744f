import { announce, isTyping } from "../lib/dom";
import { unmarked } from "../lib/text";

/** `/` goes to the list's filter, without one or from it, empty, to the search box of the bar; a short list filters in place, without marks; Esc empties it. */
export function startFilter(): void {
  const input = find();
  document.addEventListener("keydown", (event) => {
    // Looked for anew: the list may have been drawn again since.
    if (event.key !== "/" || event.ctrlKey) return;
    const shown = isTyping(event.target) ? next(event.target) : find();
    if (!shown) return;
    event.preventDefault();
    shown.focus();
    shown.select();
  });
  const target = input?.dataset["filter"];
  if (input && target) filterInPlace(input, target);
}

function find(): HTMLInputElement | null {
  return document.querySelector<HTMLInputElement>("[data-filter]") ?? everywhere();
}

/** From an empty filter `/` leads on to the search box of the bar, which every page has. */
function next(from: EventTarget | null): HTMLInputElement | null {
  return from instanceof HTMLInputElement && from.matches("[data-filter]") && !from.value ? everywhere() : null;
}

function everywhere(): HTMLInputElement | null {
  const box = document.querySelector<HTMLInputElement>("[data-search-box] input[type=search]");
  return box?.offsetParent ? box : null;
}

function filterInPlace(input: HTMLInputElement, selector: string): void {
  const rows = [...document.querySelectorAll<HTMLElement>(selector)].map((row) => ({
    row,
    text: unmarked(row.textContent ?? ""),
  }));
  input.addEventListener("input", () => {
    const words = unmarked(input.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { row, text } of rows) {
      row.hidden = !words.every((word) => text.includes(word));
      shown += row.hidden ? 0 : 1;
    }
    announce(`${shown} dòng`);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    input.value = "";
    input.dispatchEvent(new Event("input"));
  });
}
