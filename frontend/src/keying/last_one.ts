import { need } from "../lib/dom";
import { Refusal, postJson } from "../lib/http";
import type { LastData } from "./contract";

/** The registration finished last, which may be opened again while nobody has gone on from it. */
export class LastOne {
  private readonly button = need<HTMLButtonElement>("[data-take-back]");

  constructor(
    private last: LastData | null,
    /** The book of the page: another one's number is told with its book. */
    private readonly book: string,
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
    need("[data-take-back-words]", this.button).textContent = this.last ? wordsFor(this.last, this.book) : "";
  }
}

/** `Mở lại số 7`, of another book `Mở lại số 7, sổ KS.1998.02`. */
export function wordsFor(last: LastData, book: string): string {
  return `Mở lại số ${last.number}${last.book === book ? "" : `, sổ ${last.book}`}`;
}
