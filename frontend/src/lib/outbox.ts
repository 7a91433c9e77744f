import type { Beside } from "./letters";
import { NoAnswer, Refusal, postJson } from "./http";
import { LOCKED_STATUS } from "./locked";

/** One request that must reach the server, in order, once more rather than never. */
export interface Letter {
  id: string;
  url: string;
  body: Record<string, unknown>;
  /** Milliseconds since 1970 when it was first kept. */
  keptAt: number;
  /** Why the server does not take it: it stays here, and is not sent again. */
  refused?: string;
}

/** Where letters lie until the server has answered. `add` rejects where nothing can be kept. */
export interface LetterStore {
  all(): Promise<Letter[]>;
  add(letter: Letter, beside?: Beside): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
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
  store: LetterStore;
  /** Letters to these addresses may travel together: POST `{letters: [{url, body}]}` answers `{answers}`. */
  together?: { url: string; most: number; covers: (url: string) => boolean };
  /** Lets one window at a time send; others wait until it has nothing left, or closes. */
  alone?: (work: () => Promise<void>) => Promise<void>;
  /** Windows of one person tell each other what was put in and what was answered. */
  windows?: Pick<BroadcastChannel, "postMessage" | "addEventListener">;
  post?: (url: string, body: unknown) => Promise<unknown>;
  wait?: (milliseconds: number) => Promise<void>;
  now?: () => number;
}

/** How the server answered one letter. */
interface Answered {
  id: string;
  answer?: unknown;
  refusal?: { status: number; message: string; where: string; mend: string };
}

type Told = { put: true } | { answered: Answered[] };

/** Nobody is signed in, or the screen is locked: the letter goes once that is over. */
const HOLDS = new Set([401, LOCKED_STATUS]);
/** Kept by the server beside what counts: it is done with here. */
const KEPT_THERE = 409;
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30_000;

/** The pause before attempt n (0 = first repeat): doubling from one second to half a minute. */
export function backOff(attempt: number): number {
  return Math.min(FIRST_WAIT * 2 ** attempt, LONGEST_WAIT);
}

/**
 * Letters kept on this machine until the server has answered for each.
 * They leave in the order they came; a line that is down is tried again for ever, a refusal (4xx)
 * is handed to the page.
 */
export class Outbox {
  /** Resolves once what earlier pages left is known. */
  readonly ready: Promise<void>;
  private letters: Letter[] = [];
  private refused: { letter: Letter; refusal: Refusal }[] = [];
  private waitingSince: Date | null = null;
  private lastSent: Date | null = null;
  private lastKept: Date | null = null;
  private sending = false;
  /** Letters on their way to the disk: none is sent before it lies there. */
  private keeping: Promise<unknown> = Promise.resolve();
  private readonly unstored = new Set<Letter>();
  /** So many go one by one: the server did not take them together. */
  private singly = 0;
  private readonly answers = new Map<string, (answer: unknown) => void>();
  private readonly listeners = new Set<(state: OutboxState) => void>();
  private wake: () => void = () => undefined;

  constructor(private readonly options: OutboxOptions) {
    this.ready = this.lookAgain().catch(() => undefined);
    options.windows?.addEventListener("message", (event) => void this.hear((event as MessageEvent<Told>).data));
  }

  get state(): OutboxState {
    const { waitingSince, lastSent, lastKept, refused } = this;
    return { waiting: this.letters.length, waitingSince, lastSent, lastKept, refused };
  }

  /** The letters that still wait for this address, oldest first; those refused before too. */
  kept(url: string): readonly Letter[] {
    return [...this.refused.map(({ letter }) => letter), ...this.letters].filter((letter) => letter.url === url);
  }

  /** Resolves once nothing waits, or when the time is over: what is left goes with the next page. */
  async drained(milliseconds: number): Promise<void> {
    await this.ready;
    void this.flush();
    const empty = new Promise<void>((resolve) => this.watch((state) => state.waiting || resolve()));
    await Promise.race([empty, (this.options.wait ?? sleep)(milliseconds)]);
  }

  /** Calls back now and at every change. */
  watch(listener: (state: OutboxState) => void): void {
    this.listeners.add(listener);
    listener(this.state);
  }

  /**
   * Keeps a letter, with what changes `beside` it, and starts sending; `onAnswer` runs with the
   * server's answer, if the page still lives. Resolves once it lies on the disk, or cannot.
   */
  put(id: string, url: string, body: Record<string, unknown>, onAnswer?: (answer: unknown) => void, beside?: Beside): Promise<void> {
    const letter = { id, url, body, keptAt: this.now() };
    this.letters.push(letter);
    if (onAnswer) this.answers.set(id, onAnswer);
    const kept = this.options.store.add(letter, beside).then(
      () => {
        this.lastKept = new Date(letter.keptAt);
        this.changed();
      },
      // No room on this machine: the letter is then kept by this window only.
      () => void this.unstored.add(letter),
    );
    this.keeping = Promise.all([this.keeping, kept]);
    this.changed();
    void kept.then(() => {
      this.tell({ put: true });
      return this.flush();
    });
    return kept;
  }

  /** Sends what waits; returns when nothing is left or another call is already at it. */
  async flush(): Promise<void> {
    if (this.sending) return this.wake();
    this.sending = true;
    try {
      await (this.options.alone ?? atOnce)(() => this.sendAll());
    } finally {
      this.sending = false;
    }
  }

  private async sendAll(): Promise<void> {
    await this.lookAgain().catch(() => undefined);
    for (let attempt = 0; this.letters[0]; ) {
      await this.keeping;
      if (await this.sendFirst()) {
        attempt = 0;
        if (!this.letters[0]) await this.lookAgain().catch(() => undefined);
      } else attempt = await this.pause(attempt);
    }
  }

  /** What lies on the disk: other windows put letters in and took some out. */
  private async lookAgain(): Promise<void> {
    await this.keeping;
    const before = new Set(this.letters);
    const stored = await this.options.store.all();
    // Put in while we looked, or by no means to be stored: this window alone knows of them.
    const ours = this.letters.filter((letter) => !before.has(letter) || this.unstored.has(letter));
    const others = stored.filter(({ id, refused }) => !refused && !ours.some((own) => own.id === id));
    this.letters = [...others, ...ours].sort(byAge);
    for (const letter of stored.filter(({ refused }) => refused)) {
      if (this.refused.some((known) => known.letter.id === letter.id)) continue;
      this.refused.push({ letter, refusal: new Refusal(400, letter.refused ?? "") });
    }
    this.changed();
  }

  /** The first letter, and those behind it that may travel with it. False: no answer. */
  private async sendFirst(): Promise<boolean> {
    const run = this.run();
    try {
      const answered = run.length > 1 ? await this.sendTogether(run) : [await this.sendOne(run[0]!)];
      const held = answered.some(({ refusal }) => refusal && HOLDS.has(refusal.status));
      const settled = answered.filter(({ refusal }) => !refusal || !HOLDS.has(refusal.status));
      this.waitingSince = null;
      await this.settle(settled, true);
      this.tell({ answered: settled });
      return held ? this.hold() : true;
    } catch (error) {
      if (error instanceof Refusal && !HOLDS.has(error.status)) {
        this.singly = run.length;
        return true;
      }
      if (!(error instanceof Refusal) && !(error instanceof NoAnswer)) throw error;
      return this.hold();
    }
  }

  private run(): Letter[] {
    const { together } = this.options;
    const first = this.letters[0]!;
    if (!together?.covers(first.url) || this.singly-- > 0) return [first];
    this.singly = 0;
    const end = this.letters.findIndex((letter) => !together.covers(letter.url));
    return this.letters.slice(0, Math.min(end < 0 ? together.most : end, together.most));
  }

  private async sendOne(letter: Letter): Promise<Answered> {
    try {
      return { id: letter.id, answer: await this.post(letter.url, letter.body) };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { id: letter.id, refusal: plain(error) };
    }
  }

  private async sendTogether(run: Letter[]): Promise<Answered[]> {
    const letters = run.map(({ url, body }) => ({ url, body }));
    const { answers } = (await this.post(this.options.together!.url, { letters })) as { answers: Given[] };
    return run.map(({ id }, place) => {
      const given = answers[place];
      if (!given) throw new NoAnswer("answers lack");
      if (!given.error) return { id, answer: given };
      return { id, refusal: { where: "", mend: "", ...given.error, status: given.status ?? 400 } };
    });
  }

  private post(url: string, body: unknown): Promise<unknown> {
    return (this.options.post ?? postJson)(url, body);
  }

  /** Takes out what was answered; `ours`: from the disk too, which the window that sent does. */
  private async settle(answered: readonly Answered[], ours: boolean): Promise<void> {
    const gone: string[] = [];
    for (const { id, refusal } of answered) {
      const letter = this.letters.find((one) => one.id === id);
      if (refusal && letter) this.refused.push({ letter, refusal: new Refusal(refusal.status, refusal.message, refusal.where, refusal.mend) });
      if (ours && refusal && letter && this.staysHere(letter, refusal.status)) {
        await this.options.store.add({ ...letter, refused: refusal.message }).catch(() => undefined);
      } else gone.push(id);
    }
    const done = new Set(answered.map(({ id }) => id));
    // Before the page hears of it: it asks whether something still waits.
    this.letters = this.letters.filter(({ id }) => !done.has(id));
    for (const { id, answer, refusal } of answered) {
      if (!refusal) this.answers.get(id)?.(answer);
      this.answers.delete(id);
    }
    this.lastSent = new Date(this.now());
    if (ours) await this.options.store.remove(gone).catch(() => undefined);
    this.changed();
  }

  /** What somebody keyed and the server takes nowhere is thrown away by nobody but them. */
  private staysHere(letter: Letter, status: number): boolean {
    return status !== KEPT_THERE && this.options.together?.covers(letter.url) === true;
  }

  private async hear(told: Told): Promise<void> {
    if ("answered" in told) return this.settle(told.answered, false);
    if (this.sending) this.wake();
    await this.lookAgain().catch(() => undefined);
  }

  private tell(told: Told): void {
    this.options.windows?.postMessage(told);
  }

  private hold(): false {
    this.waitingSince ??= new Date(this.now());
    this.changed();
    return false;
  }

  /** Waits out the back-off, or until somebody asks to send at once. Returns the next attempt's number. */
  private async pause(attempt: number): Promise<number> {
    const woken = new Promise<void>((resolve) => (this.wake = resolve));
    await Promise.race([(this.options.wait ?? sleep)(backOff(attempt)), woken]);
    this.wake = () => undefined;
    return attempt + 1;
  }

  private changed(): void {
    for (const listener of this.listeners) listener(this.state);
  }

  private now(): number {
    return (this.options.now ?? Date.now)();
  }
}

/** One answer of those that came together. */
interface Given {
  status?: number;
  error?: { message: string; where?: string; mend?: string };
}

function plain({ status, message, where, mend }: Refusal): Answered["refusal"] & object {
  return { status, message, where, mend };
}

function byAge(a: Letter, b: Letter): number {
  return a.keptAt - b.keptAt || (a.id < b.id ? -1 : 1);
}

function atOnce(work: () => Promise<void>): Promise<void> {
  return work();
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
