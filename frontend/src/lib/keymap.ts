import { isTyping } from "./dom";

/** One key of a page: what it is called on screen, what it does, and whether it works while typing. */
export interface Key {
  /** As written on the key: "N", "Enter", "Shift+Enter", "F2", "ArrowLeft", "Ctrl+Enter". */
  combo: string;
  /** What it does, as in the help overlay. */
  words: string;
  run?: (event: KeyboardEvent) => void;
  /** Combos with Ctrl and function keys always work; set this for others that must. */
  whileTyping?: boolean;
  /** Shown in the help only, not in the bar of a narrow screen. */
  rare?: boolean;
}

const FACES: Record<string, string> = { ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓", " ": "Dấu cách" };

/** The written form of a pressed key, e.g. "Ctrl+Enter", "N", "?". */
export function comboOf(event: Pick<KeyboardEvent, "key" | "ctrlKey" | "altKey" | "shiftKey" | "metaKey">): string {
  const letter = event.key.length === 1;
  const name = letter ? event.key.toUpperCase() : event.key;
  const shift = event.shiftKey && !(letter && event.key !== " " && !event.ctrlKey);
  return [event.ctrlKey || event.metaKey ? "Ctrl" : "", event.altKey ? "Alt" : "", shift ? "Shift" : "", name]
    .filter(Boolean)
    .join("+");
}

/** "ArrowLeft" → "←", for a `<kbd>`. */
export function face(combo: string): string {
  return combo
    .split("+")
    .map((part) => FACES[part] ?? part)
    .join("+");
}

/** Enter on a focused button or link presses that, whatever the page's own Enter does; `data-enter-through` lets it pass. */
function pressesTarget(event: KeyboardEvent): boolean {
  const control = event.target instanceof Element && event.target.closest("button:not([data-enter-through]), a[href], summary, select");
  return !!control && (comboOf(event) === "Enter" || event.key === " ");
}

function reaches(key: Key, event: KeyboardEvent): boolean {
  if (pressesTarget(event)) return false;
  if (!isTyping(event.target)) return true;
  return key.whileTyping === true || /^(Ctrl\+|F\d)/.test(key.combo);
}

/**
 * Listens for the page's keys and returns the function that stops.
 * A key pressed while an input method composes a syllable (Telex, VNI) is never taken.
 */
export function listen(keys: readonly Key[], target: Document | HTMLElement = document): () => void {
  const byCombo = new Map(keys.filter((key) => key.run).map((key) => [key.combo, key]));
  const onKey = (raw: Event) => {
    const event = raw as KeyboardEvent;
    if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return;
    if (document.querySelector("dialog[open]")) return;
    const key = byCombo.get(comboOf(event));
    if (!key || !reaches(key, event)) return;
    event.preventDefault();
    key.run?.(event);
  };
  target.addEventListener("keydown", onKey);
  return () => target.removeEventListener("keydown", onKey);
}

/** Keys of this page, in the order shown by the help overlay. */
const shown: Key[] = [];

/** Adds keys to the page's help. */
export function explain(keys: readonly Key[]): void {
  shown.push(...keys);
}

/** All keys explained so far. */
export function explained(): readonly Key[] {
  return shown;
}
