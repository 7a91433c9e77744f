import { comboOf } from "../lib/keymap";

const PER_ROW = 50;

/** The box to go to from box `at` of `count`, or the same one at an edge. */
export function step(combo: string, at: number, count: number): number {
  const moves: Record<string, number> = {
    ArrowLeft: at - 1,
    ArrowRight: at + 1,
    ArrowUp: at - PER_ROW,
    ArrowDown: at + PER_ROW,
    Home: 0,
    End: count - 1,
  };
  const to = moves[combo];
  return to === undefined || to < 0 || to >= count ? at : to;
}

/** Arrow keys through the boxes of a book; the focused box explains itself in the bar below. */
export function startLedgers(root: ParentNode): void {
  for (const ledger of root.querySelectorAll<HTMLElement>("[data-ledger]")) startLedger(ledger);
}

function startLedger(ledger: HTMLElement): void {
  const boxes = [...ledger.querySelectorAll<HTMLElement>(".box")];
  const note = ledger.querySelector<HTMLElement>("[data-ledger-note]");
  boxes.forEach((box, index) => {
    box.tabIndex = index === 0 ? 0 : -1;
    box.addEventListener("focus", () => explain(box, note));
    box.addEventListener("pointerenter", () => explain(box, note));
  });
  ledger.addEventListener("keydown", (event) => {
    const at = boxes.indexOf(event.target as HTMLElement);
    if (at < 0) return;
    const to = step(comboOf(event), at, boxes.length);
    if (to === at) return;
    event.preventDefault();
    boxes[at]!.tabIndex = -1;
    boxes[to]!.tabIndex = 0;
    boxes[to]!.focus();
  });
}

function explain(box: HTMLElement, note: HTMLElement | null): void {
  if (note) note.textContent = box.getAttribute("aria-label");
}
