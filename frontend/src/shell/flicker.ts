import { need } from "../lib/dom";
import { listen } from "../lib/keymap";

const WORDS = ["Bản gốc", "PDF sẽ chuyển đi"];

/** Two pictures in one place, changed by a key: what differs seems to move. Or side by side. */
export function startFlickers(root: ParentNode): void {
  for (const part of root.querySelectorAll<HTMLElement>("[data-flicker]")) {
    let shown = 0;
    const sides = need("[data-flicker-sides]", part);
    const draw = () => {
      part.dataset["shown"] = String(shown);
      need("[data-flicker-words]", part).textContent = sides.getAttribute("aria-pressed") === "true" ? WORDS.join(" · ") : WORDS[shown]!;
    };
    const swap = () => {
      shown = 1 - shown;
      draw();
    };
    const beside = () => {
      sides.setAttribute("aria-pressed", String(part.classList.toggle("beside")));
      draw();
    };
    need("[data-flicker-swap]", part).addEventListener("click", swap);
    sides.addEventListener("click", beside);
    listen([
      { combo: " ", words: "đổi bản gốc và PDF", run: swap },
      { combo: "S", words: "đặt cạnh nhau", run: beside },
    ]);
    draw();
  }
}
