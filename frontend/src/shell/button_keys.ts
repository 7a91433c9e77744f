import { listen } from "../lib/keymap";

/** A button with `data-key` is pressed by that key; `data-primary` by Enter. */
export function startButtonKeys(): void {
  const pressed = [...document.querySelectorAll<HTMLElement>("button[data-key]")];
  const keys = pressed.map((button) => ({ combo: button.dataset["key"]!, words: button.dataset["keyWords"] ?? "", run: () => button.click() }));
  const primary = document.querySelector<HTMLElement>("a[data-primary], button[data-primary]");
  if (primary) keys.push({ combo: "Enter", words: primary.textContent?.trim() ?? "", run: () => primary.click() });
  if (keys.length) listen(keys);
}
