import type { Letter, LetterStore } from "../src/lib/outbox";

/** Letters as IndexedDB keeps them, without IndexedDB; `full`: no room left. */
export class LettersInMemory implements LetterStore {
  readonly letters = new Map<string, Letter>();
  readonly beside: unknown[] = [];

  constructor(private readonly full = false) {}

  async all(): Promise<Letter[]> {
    if (this.full) throw new Error("nothing can be kept");
    return [...this.letters.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  async add(letter: Letter, beside?: unknown): Promise<void> {
    if (this.full) throw new Error("quota");
    this.letters.set(letter.id, letter);
    if (beside) this.beside.push(beside);
  }

  async remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.letters.delete(id);
  }
}
