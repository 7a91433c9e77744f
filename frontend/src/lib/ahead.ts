import { postJson } from "./http";

/**
 * Fetches the next items before they are asked for, so that the next one is there at once
 * and work goes on for as many items when the line breaks.
 */
export class Ahead<T> {
  private ready: T[] = [];
  private asking: Promise<void> | null = null;

  /**
   * POST `url` `{"have": [keys]}` answers `{"item": T | null}` and leases one more than those named:
   * the ones here, and what `atHand` says the page holds besides.
   */
  constructor(
    private readonly url: string,
    private readonly count: number,
    private readonly keyOf: (item: T) => string,
    private readonly atHand: () => readonly string[],
    private readonly onReady: (item: T) => void = () => undefined,
  ) {}

  /** Fills up to the count; quiet when the line is down. */
  fill(): Promise<void> {
    this.asking ??= this.ask().finally(() => (this.asking = null));
    return this.asking;
  }

  /** The next item: at once if it is here, else asked for now. Null when the queue is empty; NoAnswer may be thrown. */
  async next(): Promise<T | null> {
    if (this.asking) await this.asking;
    const waiting = this.ready.shift();
    if (waiting !== undefined) return waiting;
    const item = await this.one();
    if (item !== null) this.onReady(item);
    return item;
  }

  /** Puts an item back to the front of those waiting. */
  giveBack(item: T): void {
    this.ready.unshift(item);
  }

  private async ask(): Promise<void> {
    while (this.ready.length < this.count) {
      const item = await this.one().catch(() => null);
      if (item === null) return;
      this.ready.push(item);
      this.onReady(item);
    }
  }

  private async one(): Promise<T | null> {
    const have = [...this.atHand(), ...this.ready.map(this.keyOf)];
    return (await postJson<{ item: T | null }>(this.url, { have })).item;
  }
}
