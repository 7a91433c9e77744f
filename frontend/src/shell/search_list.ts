import { announce, h } from "../lib/dom";
import { unmarked } from "../lib/text";

/** Texts that hold every word typed, marks or none. */
export function matching(texts: readonly string[], typed: string): number[] {
  const words = unmarked(typed).split(/\s+/).filter(Boolean);
  return texts.flatMap((text, at) => (words.every((word) => unmarked(text).includes(word)) ? [at] : []));
}

/** A long `<select data-search-list="Tìm đơn vị">` gets a line above it that narrows it. */
export function startSearchLists(root: ParentNode): void {
  for (const select of root.querySelectorAll<HTMLSelectElement>("select[data-search-list]")) {
    if (select.options.length > 8 && !select.dataset["searched"]) searched(select);
  }
}

function searched(select: HTMLSelectElement): void {
  select.dataset["searched"] = "yes";
  const options = [...select.options];
  const texts = options.map((option) => option.text);
  const words = select.dataset["searchList"] ?? "";
  const input = h("input", { class: "form-control search-list", type: "search", placeholder: words, "aria-label": words, "aria-controls": select.id, autocomplete: "off" });
  input.addEventListener("input", () => {
    const chosen = select.selectedOptions[0];
    const found = matching(texts, input.value).map((at) => options[at]!).filter((option) => option.value);
    select.replaceChildren(...(input.value ? found : options));
    const keep = chosen && select.contains(chosen) ? chosen : found[0];
    if (input.value && keep) keep.selected = true;
    else if (!input.value && chosen) chosen.selected = true;
    announce(found.length ? `${found.length} dòng` : "Không có dòng nào khớp");
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === "ArrowDown") {
      event.preventDefault();
      select.focus();
    } else if (event.key === "Escape") {
      input.value = "";
      input.dispatchEvent(new Event("input"));
    }
  });
  select.before(input);
}
