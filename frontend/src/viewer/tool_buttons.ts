import { h, icon } from "../lib/dom";
import { face } from "../lib/keymap";

/** One tool beside the image; `words`: its name stands on it, else in its title. */
export function toolButton(iconName: string, label: string, run: () => void, words = false): HTMLButtonElement {
  const named = words ? {} : { "aria-label": label, title: label };
  // The mouse takes no focus from the field being keyed.
  const button = h("button", { type: "button", tabindex: -1, onclick: run, ...named }, icon(iconName), words ? label : null);
  button.addEventListener("mousedown", (event) => event.preventDefault());
  return button;
}

/** One that is on or off. `drawn`: its key stands on it, for which there is room once; else in its title. */
export function toggleButton(iconName: string, label: string, run: () => void, key = "", drawn = true): HTMLButtonElement {
  const button = toolButton(iconName, label, run, true);
  button.setAttribute("aria-pressed", "false");
  if (key && drawn) button.append(h("kbd", {}, face(key)));
  if (key && !drawn) button.title = face(key);
  return button;
}
