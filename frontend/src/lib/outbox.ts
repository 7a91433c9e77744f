import { NoAnswer, Refusal, postJson } from "./http";
import { LOCKED_STATUS } from "./locked";

/** One request that must reach the server, in order, once more rather than never. */
export interface Letter {
  id: string;
  url: string;
  body: Record<string, unknown>;
  /** Milliseconds since 1970 when it was first kept. */
  keptAt: number;
}

/** What the person is told: kept here, sent, or waiting for the line. */
export interface OutboxState {
  waiting: number;
  /** Since when letters wait without an answer; null while the line is up. */
  waitingSince: Date | null;
  lastSent: Date | null;
  lastKept: Date | null;
  refused: readonly { letter: Letter; refusal: Refusal }[];
}

export interface OutboxOptions {
  /** One entry per letter: two windows of one person never overwrite each other's letters. */
  storage: Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;
  /** Holds the person's key: another person at this machine never sends these. */
  name: string;
  post?: (url: string, body: unknown) => Promise<unknown>;
  wait?: (milliseconds: number) => Promise<void>;
  now?: () => number;
}

/** Nobody is signed in, or the screen is locked: the letter goes once that is over. */
const HOLDS = new Set([401, LOCKED_STATUS]);
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30_000;

/** The pause before attempt n (0 = first repeat): doubling from one second to half a minute. */
export function backOff(attempt: number): number {
  return Math.min(FIRST_WAIT * 2 ** attempt, LONGEST_WAIT);
}

/**
 * Letters kept on this machine until the server has answered for each.
 * They leave one by one in the order they came; a line that is down is tried again for ever,
 * a refusal (4xx) takes the letter out and hands it to the page.
 */
export class Outbox {
  private letters: Letter[];
  private refused: { letter: Letter; refusal: Refusal }[] = [];
  private waitingSince: Date | null = null;
  private lastSent: Date | null = null;
  private lastKept: Date | null = null;
  private sending = false;
  private answered = new Map<string, (answer: unknown) => void>();
  private listeners = new Set<(state: OutboxState) => void>();
  private wake: () => void = () => undefined;

  constructor(private readonly options: OutboxOptions) {
    this.letters = this.restore();
  }

  get state(): OutboxState {
    const { waitingSince, lastSent, lastKept, refused } = this;
    return { waiting: this.letters.length, waitingSince, lastSent, lastKept, refused };
  }

  /** The letters that still wait for this address, oldest first. */
  kept(url: string): readonly Letter[] {
    return this.letters.filter((letter) => letter.url === url);
  }

  /** Resolves once nothing waits, or when the time is over: what is left goes with the next page. */
  async drained(milliseconds: number): Promise<void> {
    void this.flush();
    const empty = new Promise<void>((resolve) => this.watch((state) => state.waiting || resolve()));
    await Promise.race([empty, (this.options.wait ?? sleep)(milliseconds)]);
  }

  /** Calls back now and at every change. */
  watch(listener: (state: OutboxState) => void): void {
    this.listeners.add(listener);
    listener(this.state);
  }

  /** Keeps a letter and starts sending; `onAnswer` runs with the server's answer, if the page still lives. */
  put(id: string, url: string, body: Record<string, unknown>, onAnswer?: (answer: unknown) => void): void {
    const letter = { id, url, body, keptAt: this.now() };
    this.letters.push(letter);
    if (onAnswer) this.answered.set(id, onAnswer);
    if (this.keep(letter)) this.lastKept = new Date(letter.keptAt);
    this.changed();
    void this.flush();
  }

  /** Sends what waits; returns when nothing is left or another call is already at it. */
  async flush(): Promise<void> {
    if (this.sending) return this.wake();
    this.sending = true;
    try {
      for (let attempt = 0; this.letters[0]; ) attempt = (await this.sendFirst()) ? 0 : await this.pause(attempt);
    } finally {
      this.sending = false;
    }
  }

  private async sendFirst(): Promise<boolean> {
    const letter = this.letters[0]!;
    try {
      const answer = await (this.options.post ?? postJson)(letter.url, letter.body);
      this.leave(letter);
      this.lastSent = new Date(this.now());
      this.answered.get(letter.id)?.(answer);
    } catch (error) {
      if (!(error instanceof Refusal) || HOLDS.has(error.status)) return this.hold();
      this.leave(letter);
      this.refused.push({ letter, refusal: error });
    }
    this.answered.delete(letter.id);
    this.changed();
    return true;
  }

  private hold(): false {
    this.waitingSince ??= new Date(this.now());
    this.changed();
    return false;
  }

  private leave(letter: Letter): void {
    this.letters = this.letters.filter((other) => other !== letter);
    this.waitingSince = null;
    this.options.storage.removeItem(`${this.options.name}.${letter.id}`);
  }

  /** Waits out the back-off, or until somebody asks to send at once. Returns the next attempt's number. */
  private async pause(attempt: number): Promise<number> {
    const woken = new Promise<void>((resolve) => (this.wake = resolve));
    await Promise.race([(this.options.wait ?? sleep)(backOff(attempt)), woken]);
    this.wake = () => undefined;
    return attempt + 1;
  }

  private restore(): Letter[] {
    const { storage, name } = this.options;
    const letters: Letter[] = [];
    for (let index = 0; index < storage.length; index += 1) {
      const key = storage.key(index);
      if (key?.startsWith(`${name}.`)) letters.push(JSON.parse(storage.getItem(key) ?? "null") as Letter);
    }
    return letters.filter(Boolean).sort((a, b) => a.keptAt - b.keptAt || (a.id < b.id ? -1 : 1));
  }

  /** False where the machine has no room left: the letter is then kept by this window only. */
  private keep(letter: Letter): boolean {
    try {
      this.options.storage.setItem(`${this.options.name}.${letter.id}`, JSON.stringify(letter));
      return true;
    } catch {
      return false;
    }
  }

  private changed(): void {
    for (const listener of this.listeners) listener(this.state);
  }

  private now(): number {
    return (this.options.now ?? Date.now)();
  }
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Whether an error means "try again later". */
export function isNoAnswer(error: unknown): error is NoAnswer {
  return error instanceof NoAnswer;
}
