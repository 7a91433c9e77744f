import { postJson } from "./http";

/**
 * Fetches the next items before they are asked for, so that the next one is there at once
 * and work goes on for as many items when the line breaks.
 */
export class Ahead<T> {
  private ready: T[] = [];
  private filling: Promise<void> | null = null;
  private asking: Promise<T | null> | null = null;
  /** Handed out last: the page may not have it in hand yet when the next request goes. */
  private handed: T | null = null;

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
    this.filling ??= this.ask().finally(() => (this.filling = null));
    return this.filling;
  }

  /** The next item: at once if it is here, else asked for now. Null when the queue is empty; NoAnswer may be thrown. */
  async next(): Promise<T | null> {
    while (!this.ready.length && this.asking) await this.asking;
    this.handed = this.ready.shift() ?? null;
    if (this.handed) return this.handed;
    const item = await this.one();
    if (item !== null) this.onReady(item);
    return item;
  }

  /** What was fetched and never handed out, from now on no longer here. */
  drop(): T[] {
    return this.ready.splice(0);
  }

  /** Puts an item back to the front of those waiting. */
  giveBack(item: T): void {
    this.ready.unshift(item);
  }

  private async ask(): Promise<void> {
    while (this.ready.length < this.count) {
      this.asking = this.one().catch(() => null);
      const item = await this.asking;
      this.asking = null;
      if (item === null) return;
      this.ready.push(item);
      this.onReady(item);
    }
  }

  private async one(): Promise<T | null> {
    const here = this.handed ? [this.handed, ...this.ready] : this.ready;
    const have = [...new Set([...this.atHand(), ...here.map(this.keyOf)])];
    return (await postJson<{ item: T | null }>(this.url, { have })).item;
  }
}
