/** What stands in the field under the cursor and has not left it. */
export interface Typing {
  field: string;
  text: string;
}

const PREFIX = "sohotich.typing.";

/**
 * The text of the one field being typed, kept at every key: a reload, F5 or a closed window lose
 * not even what never left its field. Kept at once and in the browser's simplest store, for a page
 * on its way out waits for nothing else. Another person's is erased as soon as one signs in here.
 */
export class TypingKept {
  private readonly name: string;

  constructor(
    reading: string,
    private readonly store: Storage = localStorage,
    person: string = document.body.dataset["person"] ?? "",
  ) {
    const mine = `${PREFIX}${person}.`;
    this.name = mine + reading;
    for (const key of Object.keys(store)) if (key.startsWith(PREFIX) && !key.startsWith(mine)) store.removeItem(key);
  }

  keep(field: string, text: string): void {
    try {
      this.store.setItem(this.name, JSON.stringify({ field, text }));
    } catch {
      // No room: the field is still safe once it is left.
    }
  }

  /** The field has been left: it is kept elsewhere now. */
  left(): void {
    this.store.removeItem(this.name);
  }

  found(): Typing | null {
    const kept = this.store.getItem(this.name);
    return kept ? (JSON.parse(kept) as Typing) : null;
  }
}
