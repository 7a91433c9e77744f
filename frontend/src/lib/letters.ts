import { type StoreName, ask, change } from "./local";
import type { Letter, LetterStore } from "./outbox";

/** What changes on this machine together with a letter, in the same step. */
export type Beside = { store: Exclude<StoreName, "letters">; row: unknown };

/** A person's letters in IndexedDB: on the disk before `add` answers. */
export class LettersHere implements LetterStore {
  constructor(private readonly person: string) {}

  all(): Promise<Letter[]> {
    return ask<Letter[]>(this.person, "letters", (store) => store.getAll());
  }

  add(letter: Letter, beside?: Beside): Promise<void> {
    return change(this.person, beside ? ["letters", beside.store] : ["letters"], (store) => {
      store("letters").put(letter);
      if (beside) store(beside.store).put(beside.row);
    });
  }

  remove(ids: readonly string[]): Promise<void> {
    return change(this.person, ["letters"], (store) => ids.forEach((id) => store("letters").delete(id)));
  }

  /** Takes over what pages of an earlier version kept in localStorage under this name. */
  async takeOver(name: string): Promise<void> {
    for (const key of Object.keys(localStorage).filter((one) => one.startsWith(`${name}.`))) {
      const letter = JSON.parse(localStorage.getItem(key) ?? "null") as Letter | null;
      if (letter) await this.add(letter);
      localStorage.removeItem(key);
    }
  }
}
