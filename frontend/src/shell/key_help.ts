import { h, icon, isTyping } from "../lib/dom";
import { explained, face, type Key } from "../lib/keymap";

const EVERYWHERE: Key[] = [
  { combo: "?", words: "các phím của trang này" },
  { combo: "Ctrl+/", words: "các phím, khi đang gõ" },
  { combo: "Esc", words: "đóng cửa sổ đang mở" },
];

function keyLine(key: Key): HTMLElement[] {
  const caps = (key.combo.trim() ? key.combo.split(" ") : [key.combo]).map((combo) => h("kbd", {}, face(combo)));
  return [h("dt", {}, ...caps), h("dd", {}, key.words)];
}

/** A button's words without the key drawn on it, as part of a sentence. */
function wordsOf(button: Element): string {
  const copy = button.cloneNode(true) as Element;
  for (const cap of copy.querySelectorAll("kbd")) cap.remove();
  const words = copy.textContent?.trim() ?? "";
  return words.charAt(0).toLowerCase() + words.slice(1);
}

/** Keys that templates explain, `<… data-key="S" data-key-words="gõ lại">`, the main button's, the filter's. */
function fromPage(): Key[] {
  const told = [...document.querySelectorAll<HTMLElement>("[data-key][data-key-words]")].map((element) => ({
    combo: element.dataset["key"] ?? "",
    words: element.dataset["keyWords"] ?? "",
  }));
  const primary = document.querySelector("[data-primary]");
  if (primary) told.unshift({ combo: "Enter", words: wordsOf(primary) });
  if (document.querySelector("[data-filter]")) told.push({ combo: "/", words: "tới ô lọc của danh sách" });
  else if (document.querySelector("[data-search-box]")) told.push({ combo: "/", words: "tới ô tìm kiếm" });
  return told;
}

function overlay(): HTMLDialogElement {
  const seen = new Set<string>();
  const keys = [...explained(), ...fromPage(), ...EVERYWHERE].filter(
    (key) => !seen.has(key.combo) && seen.add(key.combo),
  );
  const close = h("button", { class: "btn", onclick: () => dialog.close() }, icon("close"), "Đóng");
  const dialog = h(
    "dialog",
    { class: "key-help", "aria-labelledby": "key-help-title" },
    h("h2", { id: "key-help-title" }, "Các phím của trang này"),
    h("dl", {}, ...keys.flatMap(keyLine)),
    h("div", { class: "actions" }, close),
  );
  dialog.addEventListener("close", () => dialog.remove());
  return dialog;
}

function show(): void {
  if (document.querySelector("dialog[open]")) return;
  const dialog = overlay();
  document.body.append(dialog);
  dialog.showModal();
}

export function startKeyHelp(): void {
  document.addEventListener("keydown", (event) => {
    const asked = event.key === "?" && !isTyping(event.target);
    if (!asked && !(event.key === "/" && event.ctrlKey)) return;
    event.preventDefault();
    show();
  });
  for (const button of document.querySelectorAll("[data-key-help]")) button.addEventListener("click", show);
}
