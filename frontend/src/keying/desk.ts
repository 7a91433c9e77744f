import { getJson } from "../lib/http";
import { addressesHere, keptBlob, keptJson, letGo } from "../lib/kept";
import type { Beside } from "../lib/letters";
import { ask, change, personHere } from "../lib/local";
import { setClock } from "../lib/packet";
import type { SavingPart } from "../lib/saving";
import { dropImages, keepImages } from "../lib/pictures";
import { keepScreen } from "../lib/screen_copy";
import { hourMinute } from "../lib/text";
import type { FieldLetter, LeaseData, RecordData } from "./contract";
import { holdReading } from "./one_window";
import { takeIn } from "./state";

/** A registration of a day's work on this machine. `record` is gone once it is finished. */
interface Leased {
  reading: string;
  place: number;
  record: RecordData | null;
}

const LEASE = "/api/v1/keying/lease/";
const AT_ONCE = 3;
const SOON_MS = 1000;

/**
 * A day's work that lies in this browser: downloaded in the background, handed out from here with
 * or without a line. What is typed is written into it together with the letter that tells the server.
 */
export class Desk {
  private left: Leased[] = [];
  private loading = "";
  private until: Date | null = null;

  private prepared: RecordData | null = null;
  private running: Promise<void> | null = null;
  private arrived: () => void = () => undefined;
  /** Changed by another window since this one looked. */
  private readonly stale = new Set<string>();
  private readonly windows = new BroadcastChannel(`sohotich.desk.${personHere()}`);

  private constructor(private readonly toldParts: (parts: readonly SavingPart[]) => void) {
    this.windows.addEventListener("message", ({ data }: MessageEvent<string>) => {
      this.stale.add(data);
      // Told before it lies on the disk: looked at a moment later, or when its turn comes.
      setTimeout(() => void this.lookAt(data), SOON_MS);
    });
  }

  /** Reads what lies here; rejects where the browser keeps nothing. */
  static async open(onParts: (parts: readonly SavingPart[]) => void): Promise<Desk> {
    const desk = new Desk(onParts);
    const lease = await ask<{ until: string | null } | undefined>(personHere(), "facts", (store) => store.get("lease"));
    if (lease?.until) desk.until = new Date(lease.until);
    await desk.lookAgain();
    return desk;
  }

  /** Whether this reading is of the day's work. */
  has(reading: string): boolean {
    return this.left.some((one) => one.reading === reading && one.record !== null);
  }

  /** The server just gave this registration: newer than what lies here. */
  async refresh(record: RecordData): Promise<void> {
    const leased = this.left.find(({ reading }) => reading === record.reading);
    if (!leased) return;
    leased.record = structuredClone(record);
    await change(personHere(), ["records"], (store) => store("records").put({ ...leased }));
  }

  /** The registration of that reading where it lies here, else the next that no window has open. */
  async next(wanted = ""): Promise<RecordData | null> {
    for (const leased of this.ordered(wanted)) {
      if (!leased.record || !(await holdReading(leased.reading))) continue;
      const prepared = this.prepared?.reading === leased.reading && !this.stale.has(leased.reading) ? this.prepared : null;
      this.prepared = null;
      if (prepared) return prepared;
      await this.freshen(leased);
      if (leased.record) return structuredClone(leased.record);
    }
    this.tell();
    return null;
  }

  /** The next as soon as one lies here, while the download goes on behind; null once there is none. */
  async nextToCome(wanted = ""): Promise<RecordData | null> {
    let over = false;
    const end = this.synchronize().then(() => {
      over = true;
    });
    for (;;) {
      const arrival = new Promise<void>((resolve) => (this.arrived = resolve));
      const last = over;
      const record = await this.next(wanted);
      if (record || last) return record;
      await Promise.race([arrival, end]);
    }
  }

  /** Makes the registration after this one ready, its pictures in memory: it then opens at once. */
  async prepare(after: string): Promise<void> {
    const leased = this.ordered("").find(({ reading, record }) => record && reading !== after);
    if (!leased?.record) return;
    const record = structuredClone(leased.record);
    await keepImages(record.images);
    if (this.prepared) dropImages(this.prepared.images);
    this.prepared = record;
  }

  private async lookAt(reading: string): Promise<void> {
    const leased = this.left.find((one) => one.reading === reading);
    if (leased) await this.freshen(leased);
    this.tell();
  }

  private ordered(wanted: string): Leased[] {
    return [...this.left].sort((a, b) => Number(b.reading === wanted) - Number(a.reading === wanted) || a.place - b.place);
  }

  /** Another window may have finished it, or typed in it, since this one looked. */
  private async freshen(leased: Leased): Promise<void> {
    if (!this.stale.delete(leased.reading)) return;
    const fresh = await ask<Leased | undefined>(personHere(), "records", (store) => store.get(leased.reading));
    leased.record = fresh?.record ?? null;
  }

  /** The row that goes with a letter: the registration with what was typed. */
  typed(reading: string, letter: FieldLetter): Beside | undefined {
    const leased = this.left.find((one) => one.reading === reading);
    if (!leased?.record) return undefined;
    takeIn(leased.record, letter);
    leased.record.seq = letter.seq;
    this.windows.postMessage(reading);
    return { store: "records", row: { ...leased } };
  }

  /** The row that goes with the last letter of a registration: nothing of it stays. */
  finished(reading: string): Beside | undefined {
    const leased = this.left.find((one) => one.reading === reading);
    if (!leased?.record) return undefined;
    void letGo(leased.record.images.map(({ url }) => url));
    leased.record = null;
    this.windows.postMessage(reading);
    this.tell();
    return { store: "records", row: { ...leased } };
  }

  get count(): number {
    return this.left.filter(({ record }) => record).length;
  }

  /** Brings this machine in step with the server: what is new comes, what was ended goes. Quiet without a line. */
  synchronize(): Promise<void> {
    this.running ??= this.comeInStep().finally(() => (this.running = null));
    return this.running;
  }

  private async comeInStep(): Promise<void> {
    try {
      const { lease, now } = await getJson<{ lease: LeaseData; now: number }>(LEASE);
      setClock(now);
      this.until = lease.until ? new Date(lease.until) : null;
      await this.dropEnded(lease);
      await change(personHere(), ["facts"], (store) => store("facts").put({ until: lease.until }, "lease"), "relaxed");
      await this.download(lease);
    } catch {
      // No line, or no room: what lies here already goes on; the next round tries again.
    } finally {
      this.loading = "";
      this.tell();
    }
  }

  private async dropEnded(lease: LeaseData): Promise<void> {
    const held = new Set(lease.records.map(({ reading }) => reading));
    const unsent = await ask<string[]>(personHere(), "letters", (store) => store.getAllKeys());
    const gone = this.left.filter(({ reading }) => !held.has(reading) && !unsent.some((id) => id.startsWith(reading)));
    await change(personHere(), ["records"], (store) => gone.forEach(({ reading }) => store("records").delete(reading)));
    await letGo(gone.flatMap(({ record }) => record?.images.map(({ url }) => url) ?? []));
    await this.lookAgain();
  }

  private async download(lease: LeaseData): Promise<void> {
    const here = new Set(this.left.map(({ reading }) => reading));
    const kept = await addressesHere();
    const waiting = lease.records.map((row, place) => ({ ...row, place }));
    let done = 0;
    const fetchNext = async (): Promise<boolean> => {
      const row = waiting.shift();
      if (!row) return false;
      if (!here.has(row.reading)) await this.take(row.reading, row.url, row.place);
      const images = this.left.find(({ reading }) => reading === row.reading)?.record?.images ?? [];
      for (const { url } of images) if (!kept.has(url)) await keptBlob(url);
      done += 1;
      this.loading = done < lease.records.length ? `Đang tải về máy ${done}/${lease.records.length}` : "";
      this.arrived();
      this.tell();
      return true;
    };
    const fetchAll = async (): Promise<void> => {
      while (await fetchNext());
    };
    // Work begins with the first one: whatever else lies here comes after it.
    await fetchNext();
    await keepScreen(lease.screen);
    await navigator.storage.persist?.();
    for (const url of lease.urls) await keptJson(url);
    await Promise.all(Array.from({ length: AT_ONCE }, fetchAll));
  }

  private async take(reading: string, url: string, place: number): Promise<void> {
    const record = await getJson<RecordData>(url);
    const leased: Leased = { reading, place, record };
    await change(personHere(), ["records"], (store) => store("records").put(leased), "relaxed");
    this.left = [...this.left, leased].sort((a, b) => a.place - b.place);
  }

  private async lookAgain(): Promise<void> {
    const all = await ask<Leased[]>(personHere(), "records", (store) => store.getAll());
    this.left = all.sort((a, b) => a.place - b.place);
    this.tell();
  }

  private tell(): void {
    const parts: SavingPart[] = [{ state: "saved", icon: "keying", words: `Còn ${this.count} số trên máy` }];
    if (this.loading) parts.push({ state: "sending", icon: "download", words: this.loading });
    else if (this.until && this.until.getTime() < Date.now()) {
      parts.push({ state: "waiting", icon: "wait", words: `Hết giờ giữ từ ${hourMinute(this.until)}` });
    }
    this.toldParts(parts);
  }
}
