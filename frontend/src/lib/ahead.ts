import { getJson } from "./http";

/**
 * Fetches the next items before they are asked for, so that the next one is there at once
 * and work goes on for as many items when the line breaks.
 */
export class Ahead<T> {
  private ready: T[] = [];
  private asking: Promise<void> | null = null;
  private ended = false;

  /** `url` answers `{"item": T | null}`; each call leases one more. */
  constructor(
    private readonly url: string,
    private readonly count: number,
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
    return (await getJson<{ item: T | null }>(this.url)).item;
  }

  private async ask(): Promise<void> {
    while (this.ready.length < this.count && !this.ended) {
      try {
        const { item } = await getJson<{ item: T | null }>(this.url);
        if (item === null) this.ended = true;
        else {
          this.ready.push(item);
          this.onReady(item);
        }
      } catch {
        return;
      }
    }
  }
}
