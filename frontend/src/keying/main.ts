import "../../styles/keying.scss";
import { Ahead } from "../lib/ahead";
import { announce, h, need, pageData } from "../lib/dom";
import { NoAnswer, Refusal, postJson } from "../lib/http";
import { type Key, explain, listen } from "../lib/keymap";
import { offlineAllowed, personHere } from "../lib/local";
import type { Outbox } from "../lib/outbox";
import { keepMachine, nextSeq } from "../lib/packet";
import { pageOutbox } from "../lib/page_outbox";
import { measurePaint } from "../lib/paint";
import { dropImages, keepImages } from "../lib/pictures";
import { showBeside } from "../lib/saving";
import { eraseOld } from "../lib/sweep";
import { ask } from "../shell/confirm";
import { Viewer } from "../viewer/viewer";
import { BookRegions, regionsKnown, untaughtWords } from "./book_regions";
import { Coach } from "./coach";
import { Completion } from "./completion";
import type { FieldLetter, KeyingData, ProposedPlaces, RecordData, SaveAnswer } from "./contract";
import { dictionaryAt } from "./dictionary";
import { Form } from "./form";
import { Desk } from "./desk";
import { finishedHere, forgetFinished, keepFinished } from "./finished";
import { bringHints } from "./hints";
import { LastOne } from "./last_one";
import { holdReading } from "./one_window";
import { type FieldState, namesOf, takeIn, unfold } from "./state";
import { TeachingPanel } from "./teaching_panel";
import { TypingMethod } from "./typing_method";

const OFFLINE_OFF = {
  state: "waiting" as const,
  icon: "network",
  words: "Mất mạng thì không nhập tiếp được: trang không mở qua HTTPS",
};
const RENEW_MS = 5 * 60_000;
const LEAVE_MS = 5_000;
// Finished ones the server may not have heard of yet.
const IN_FLIGHT = 5;

/** The keying screen: one record after another, nothing else. */
class Screen {
  private readonly viewer = new Viewer(need("[data-viewer]"), "", "keying");
  private readonly regions = new BookRegions();
  private readonly teaching = new TeachingPanel(this.viewer, (regions) => this.shown(regions), () => this.form.back(), (url) => postJson<ProposedPlaces>(url, {}));
  private readonly ahead: Ahead<RecordData>;
  private readonly last: LastOne;
  private readonly coach: Coach;
  private record!: RecordData;
  private form!: Form;
  private seq = 0;
  private done: number;
  private startedAt = Date.now();
  private finishing = false;
  private told = 0;
  private readonly finished: string[] = [];
  private readonly typing = new TypingMethod((what) => this.drawNotice(what, "Bấm Ctrl+, nếu vẫn muốn gõ dấu của trang."));
  /** What completes typing, by the address of the book's dictionary. */
  private readonly completions = new Map<string, Completion>();
  /** Pictures on their way: the one in work first, then one after the other. */
  private pictures: Promise<void> = Promise.resolve();

  /** `desk`: the day's work on this machine, where the screen works on it. */
  constructor(
    private readonly data: KeyingData,
    private readonly outbox: Outbox,
    private readonly desk: Desk | null,
    first: RecordData,
  ) {
    this.done = data.book.done;
    this.coach = new Coach(data);
    this.last = new LastOne(data.last, () => void this.takeBack());
    this.ahead = new Ahead<RecordData>(
      data.ahead.url,
      data.ahead.count,
      (record) => record.reading,
      () => [...this.finished.slice(-IN_FLIGHT), this.record.reading],
      (record) => this.keepLater(record),
    );
    this.open(first);
    this.outbox.watch(({ refused }) => {
      // Told once: the notice goes with the record it belongs to.
      if (refused.length > this.told) this.drawRefused(refused.at(-1)?.refusal);
      this.told = refused.length;
    });
    need("[data-take-back]").before(this.typing.button);
    setInterval(() => void this.renew(), RENEW_MS);
    if (desk) void desk.synchronize();
    addEventListener("online", () => void desk?.synchronize());
    need("[data-form]").addEventListener("keydown", () => measurePaint("keying:key", performance.now()));
    need("[data-pause]").addEventListener("submit", (event) => void this.pause(event));
  }

  keys(): Key[] {
    return [
      { combo: "Enter", words: "ô sau", whileTyping: true, run: this.atWork((form) => form.move(1)) },
      { combo: "Shift+Enter", words: "ô trước", whileTyping: true, run: this.atWork((form) => form.move(-1)) },
      { combo: "F2", words: "trống trong sổ", run: this.atWork((form) => form.empty("blank")) },
      { combo: "F4", words: "không đọc được", run: this.atWork((form) => form.empty("unreadable")) },
      { combo: "F8", words: "đúng như trong sổ", run: this.atWork((form) => form.asWritten()) },
      { combo: "Ctrl+Enter", words: "xong, sang số kế tiếp", run: () => void this.finish() },
      { combo: "Ctrl+Shift+Enter", words: "mở lại bản vừa xong", run: () => void this.takeBack() },
      { combo: "Ctrl+.", words: "thêm dòng ít gặp", run: this.atWork((form) => form.unfold()) },
      { combo: "Ctrl+,", words: "gõ dấu của trang: tắt, Telex, VNI", rare: true, run: () => this.typing.next() },
      { combo: "1 … 9", words: "chọn gợi ý hoặc mã" },
      { combo: "Alt+V", words: "chỉ vị trí các ô trên ảnh của sổ", whileTyping: true, rare: true, run: this.atWork(() => this.teach()) },
      ...this.viewer.keys(),
    ];
  }

  private atWork(act: (form: Form) => void): () => void {
    return () => {
      if (!need("[data-form]").inert && !this.teaching.open) act(this.form);
    };
  }

  private get mayTeach(): boolean {
    return this.data.mayTeach !== false && Boolean(this.record.urls.regions);
  }

  /** The picture goes with the field only where its place is known; who may show it is told how. */
  private drawHint(): void {
    if (regionsKnown(this.record)) return this.viewer.hint("Ảnh đi theo ô đang nhập");
    if (!this.mayTeach || !this.record.images.length) return this.viewer.hint("");
    const onclick = this.atWork(() => this.teach());
    this.viewer.hint(h("button", { type: "button", tabindex: -1, onclick }, "Chỉ vị trí các ô", h("kbd", {}, "Alt+V")));
  }

  private teach(): void {
    if (this.mayTeach) this.teaching.start(this.record);
    else announce("Anh/chị chưa được giao chỉ vị trí các ô.");
  }

  /** The whole book uses what was shown, this registration first. */
  private shown(regions: Record<string, number[]>): void {
    const url = this.record.urls.regions;
    if (!url) return;
    this.regions.keep(this.record, regions);
    this.drawHint();
    void this.outbox.put(`regions.${this.record.reading}.${Date.now()}`, url, { regions });
    announce("Đã ghi vị trí các ô cho cả sổ.");
  }

  /** What one registration of a book prints, its others print too: asked for once a book. */
  private get unfoldedKey(): string {
    return `sohotich:unfolded:${this.label}`;
  }

  private get label(): string {
    return this.record.book ?? this.data.book.label;
  }

  private open(record: RecordData): void {
    this.record = record;
    this.rest(false);
    this.seq = record.seq;
    this.regions.applyTo(record);
    this.drawHint();
    if (localStorage.getItem(this.unfoldedKey)) unfold(record);
    for (const letter of this.outbox.kept(record.urls.save)) {
      // Typed before a reload and not sent yet: newer than what the server gave.
      const typed = letter.body as FieldLetter;
      takeIn(record, typed);
      this.seq = Math.max(this.seq, typed.seq);
    }
    this.startedAt = Date.now();
    this.pictures = this.showImages(record);
    this.form = new Form(need("[data-form]"), record, record.images, {
      save: (field) => this.save(field),
      active: (region, place) => this.follow(region, place),
      end: () => void this.finish(),
      untaught: () => (this.mayTeach ? untaughtWords(record) : ""),
      writesMark: (input, key) => this.typing.marks(input, key),
      unfolded: () => localStorage.setItem(this.unfoldedKey, "1"),
    });
    this.drawProgress();
    this.form.start();
    this.coach.open(record);
    void this.assist(this.form);
    void this.hint(record, this.form);
    if (this.desk) void this.pictures.then(() => this.desk?.prepare(record.reading));
    else void this.ahead.fill();
  }

  /** What a machine reads, where the server says that this reading may have it. */
  private async hint(record: RecordData, form: Form): Promise<void> {
    if ((await bringHints(record)) && this.form === form) form.hinted();
  }

  /** Offers of the record's book; without a dictionary everything is typed in full. */
  private async assist(form: Form): Promise<void> {
    const { dictionary } = this.record;
    if (!dictionary) return;
    let completion = this.completions.get(dictionary);
    if (!completion) {
      const book = await dictionaryAt(dictionary).catch(() => null);
      if (!book) return;
      completion = this.completions.get(dictionary) ?? new Completion(book);
      this.completions.set(dictionary, completion);
    }
    form.assist(completion);
  }

  private async showImages(record: RecordData): Promise<void> {
    await keepImages(record.images);
    if (this.record !== record) return;
    this.viewer.show(record.images);
    this.form.follow();
  }

  /** What comes next must not slow down what is looked at now. */
  private keepLater(record: RecordData): void {
    this.pictures = this.pictures.then(() => keepImages(record.images));
  }

  private follow(region: Parameters<Viewer["focus"]>[0], place: number): void {
    // No region known: the image scrolls with the order of the fields.
    const page = Math.min(Math.floor(place * this.record.images.length), this.record.images.length - 1);
    this.viewer.focus(region);
    if (!region) this.viewer.scrollTo(page, place * this.record.images.length - page);
  }

  private save(field: FieldState): void {
    this.seq = nextSeq(this.seq);
    const { value, mark, aid, keystrokes } = field;
    field.keystrokes = 0;
    const letter = { field: field.data.key, value, mark, aid, seq: this.seq, keystrokes };
    const form = this.form;
    const heard = (answer: unknown) => {
      form.answered(answer as SaveAnswer);
      this.coach.answered(answer as SaveAnswer);
    };
    const beside = this.desk?.typed(this.record.reading, letter);
    void this.outbox.put(this.letterId(), this.record.urls.save, letter, heard, beside);
  }

  private async finish(): Promise<void> {
    if (this.finishing || this.teaching.open) return;
    this.finishing = true;
    try {
      const open = this.form.finish();
      if (open.length && !(await this.confirmOpen(open))) return this.form.focusOn(open[0]!);
      if (!(await this.coach.reviewed(() => this.outbox.drained(LEAVE_MS)))) return;
      const began = performance.now();
      if (!this.finished.includes(this.record.reading)) this.complete();
      await this.next();
      void this.pictures.then(() => measurePaint("keying:next", began));
    } finally {
      this.finishing = false;
    }
  }

  private letterId(): string {
    return `${this.record.reading}.${String(this.seq).padStart(16, "0")}`;
  }

  private confirmOpen(open: FieldState[]): Promise<boolean> {
    const names = namesOf(open);
    return ask({
      confirm: `Số ${this.record.number}: ${open.length} ô chưa có giá trị. Vẫn xong?`,
      confirmNote: `${names}. Sổ để trống thì bấm F2, không đọc được thì bấm F4 ở từng ô.`,
      confirmButton: "Xong số này",
    });
  }

  private complete(): void {
    this.seq = nextSeq(this.seq);
    const keystrokes = this.form.fields.reduce((sum, field) => sum + field.keystrokes, 0);
    const seconds = Math.round((Date.now() - this.startedAt) / 1000);
    const letter = { seq: this.seq, keystrokes, seconds };
    void this.outbox.put(this.letterId(), this.record.urls.complete, letter, undefined, this.desk?.finished(this.record.reading));
    this.finished.push(this.record.reading);
    this.completions.get(this.record.dictionary)?.learn(this.record.number, this.form.fields, this.form.warned());
    const last = { number: this.record.number, book: this.label, url: this.record.urls.takeBack };
    this.last.is(last);
    if (this.desk) void keepFinished(last);
    this.done += 1;
    this.rest(true);
  }

  /** A finished record takes no more keys while the next one is on its way: they were meant for that. */
  private rest(on: boolean): void {
    need("[data-form]").inert = on;
  }

  private async next(): Promise<void> {
    try {
      const record = await this.following();
      if (record) this.goOn(record);
      else await this.leave();
    } catch {
      this.drawNotice("Chưa nối được máy chủ.", "Các ô đã nhập còn trên máy và tự gửi khi có mạng. Chờ ít phút rồi bấm Ctrl+Enter.");
    }
  }

  /** The next that no other window has open. */
  private async following(): Promise<RecordData | null> {
    if (this.desk) return this.desk.next();
    let record = await this.ahead.next();
    while (record && !(await holdReading(record.reading))) record = await this.ahead.next();
    return record;
  }

  private goOn(record: RecordData): void {
    dropImages(this.record.images);
    this.open(record);
    announce(`Số ${record.number}`);
  }

  /** Nothing was left while letters were under way: once they have arrived there may be. */
  private async leave(): Promise<void> {
    await this.outbox.drained(LEAVE_MS);
    const record = await (this.desk ? this.desk.nextToCome() : this.following());
    if (record) this.goOn(record);
    else if (this.desk && this.outbox.state.waiting) this.drawNotice("Hết việc trên máy này.", "Mọi ô đã lưu trên máy và tự gửi khi có mạng.");
    else location.assign(this.data.after);
  }

  private async pause(event: Event): Promise<void> {
    event.preventDefault();
    // The field being typed is left first, so that it goes with the others.
    (document.activeElement as HTMLElement | null)?.blur();
    await this.outbox.drained(LEAVE_MS);
    if (this.desk && this.outbox.state.waiting) {
      return this.drawNotice("Chưa nối được máy chủ.", "Mọi ô đã lưu trên máy. Tắt máy cũng được; mở lại trang này để làm tiếp.");
    }
    (event.target as HTMLFormElement).submit();
  }

  /** The page goes on with the registration finished last; the one at hand waits, as typed so far. */
  private async takeBack(): Promise<void> {
    if (this.finishing) return;
    this.finishing = true;
    try {
      (document.activeElement as HTMLElement | null)?.blur();
      await this.outbox.drained(LEAVE_MS);
      if (this.outbox.state.waiting) throw new NoAnswer();
      const url = await this.last.open();
      if (url) {
        await forgetFinished();
        return location.assign(url);
      }
      announce("Chưa có bản nào vừa xong để mở lại.");
    } catch (error) {
      if (error instanceof Refusal) this.drawRefused(error);
      else this.drawNotice("Chưa nối được máy chủ.", "Các ô đã nhập còn trên máy và tự gửi khi có mạng; lúc đó mới mở lại được bản vừa xong.");
    } finally {
      this.finishing = false;
    }
    this.form.follow();
  }

  private async renew(): Promise<void> {
    if (this.desk) return this.desk.synchronize();
    await postJson(this.record.urls.renew, {}).catch((error: unknown) => {
      if (error instanceof Refusal) this.drawRefused(error);
    });
  }

  private drawProgress(): void {
    const { total } = this.data.book;
    const bar = need<HTMLProgressElement>("[data-book-progress]");
    bar.max = Math.max(total, 1);
    bar.value = this.done;
    need("[data-record-number]").textContent = `Số ${this.record.number}`;
    need("[data-record-count]").textContent = total ? ` trong ${total} · đã nhập ${this.done}` : ` · hôm nay đã nhập ${this.done}`;
    need("[data-book-label]").textContent = this.label;
    need("[data-notice]").hidden = true;
  }

  private drawRefused(refusal: { message: string; where: string; mend: string } | undefined): void {
    if (refusal) this.drawNotice(refusal.message, [refusal.where, refusal.mend].filter(Boolean).join(" · "));
  }

  private drawNotice(what: string, mend: string): void {
    const notice = need("[data-notice]");
    need("[data-notice-what]", notice).textContent = what;
    need("[data-notice-mend]", notice).textContent = mend;
    notice.hidden = false;
  }
}

/** What an earlier page left is known before the first registration opens. */
async function start(data: KeyingData): Promise<void> {
  if (!offlineAllowed()) showBeside([OFFLINE_OFF]);
  const outbox = pageOutbox();
  await outbox.ready;
  const unsent = outbox.state.waiting > 0;
  await keepMachine().catch(() => undefined);
  const desk = await deskFor(data);
  if (desk) await recall(data, unsent);
  const record = await first(data, desk);
  if (!record) return location.assign(data.after);
  const screen = new Screen(data, outbox, desk, record);
  explain(screen.keys());
  listen(screen.keys());
}

/** A page drawn before is told what was finished on this machine since. */
async function recall(data: KeyingData, unsent: boolean): Promise<void> {
  if (!data.today) return;
  const { last, done } = await finishedHere({ ...data.today, last: data.last }, unsent);
  data.last = last;
  // With a book in view its own progress stands there.
  if (!data.record) data.book.done = done;
}

/** The day's work on this machine, where this page is part of it. */
async function deskFor(data: KeyingData): Promise<Desk | null> {
  if (!offlineAllowed()) return null;
  await eraseOld([personHere()]);
  const desk = await Desk.open(showBeside).catch(() => null);
  if (!data.record) {
    return desk;
  }
  if (!desk?.has(data.record.reading)) {
    showBeside([]);
    return null;
  }
  await desk.refresh(data.record);
  return desk;
}

async function first(data: KeyingData, desk: Desk | null): Promise<RecordData | null> {
  const wanted = data.record?.reading ?? location.pathname.split("/").at(-2);
  if (desk && !data.record && !desk.count) return firstToCome(desk, wanted);
  if (desk) return desk.next(wanted);
  if (data.record) await holdReading(data.record.reading);
  return data.record;
}

function firstToCome(desk: Desk, wanted?: string): Promise<RecordData | null> {
  const words = "Đang tải số đầu tiên…";
  need("[data-form]").replaceChildren(h("p", { class: "second" }, words));
  announce(words);
  return desk.nextToCome(wanted);
}

void start(pageData<KeyingData>("keying-data"));
