import { need } from "../lib/dom";
import { Refusal, postJson } from "../lib/http";
import type { LastData } from "./contract";

/** The registration finished last, which may be opened again while nobody has gone on from it. */
export class LastOne {
  private readonly button = need<HTMLButtonElement>("[data-take-back]");

  constructor(
    private last: LastData | null,
    onPress: () => void,
  ) {
    this.button.addEventListener("click", onPress);
    this.draw();
  }

  is(last: LastData): void {
    this.last = last;
    this.draw();
  }

  /** Opens it; returns where it goes on, null where there is none. Refusal and NoAnswer may be thrown. */
  async open(): Promise<string | null> {
    const { last } = this;
    if (!last) return null;
    try {
      return (await postJson<{ url: string }>(last.url, {})).url;
    } catch (error) {
      // Too late stays too late: the button goes with the hope.
      if (error instanceof Refusal && this.last === last) this.last = null;
      this.draw();
      throw error;
    }
  }

  private draw(): void {
    this.button.hidden = !this.last;
    if (!this.last) return;
    need("[data-take-back-words]", this.button).textContent = `Mở lại số ${this.last.number}`;
    this.button.title = hintFor(this.last);
  }
}

/** The bar has room for the number alone; the book is told where the pointer rests. */
export function hintFor(last: LastData): string {
  return `Số ${last.number}, sổ ${last.book} (Ctrl+Shift+Enter)`;
}
