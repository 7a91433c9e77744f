import "../../styles/comparison.scss";
import { Ahead } from "../lib/ahead";
import { announce, h, need, pageData } from "../lib/dom";
import { type Key, explain, listen } from "../lib/keymap";
import { pageOutbox } from "../lib/page_outbox";
import { postJson } from "../lib/http";
import { keepImages } from "../lib/pictures";
import { clean } from "../lib/text";
import { ask } from "../shell/confirm";
import { Viewer } from "../viewer/viewer";
import type { Choice, ComparisonData, ItemData, QuestionData } from "./contract";
import { drawItem, drawQuestion, said } from "./draw";
import { Path } from "./path";

const WORDS: Record<Choice, string> = {
  A: "chọn bên trái",
  B: "chọn bên phải",
  S: "gõ lại giá trị khác",
  K: "không đọc được",
  T: "trống trong sổ",
  H: "để hỏi sau",
};

const LEAVE_MS = 5_000;
const BACK_MS = 2_000;
const SEEN = 100;

/**
 * Two readings side by side, one question after another. An item is settled when the next one has
 * its first answer: until then the last answer can be taken back.
 */
class Screen {
  private readonly path: Path;
  private readonly outbox = pageOutbox();
  private readonly viewer = new Viewer(need("[data-viewer]"));
  private readonly ahead: Ahead<ItemData>;
  private readonly seqs = new Map<string, number>();
  private readonly seen: string[] = [];
  private passed: ItemData | null = null;
  private asking = false;
  private told = 0;
  private done: number;
  private left: number;

  constructor(private readonly data: ComparisonData) {
    this.path = new Path(data.item);
    this.done = data.progress.done;
    this.left = data.progress.left;
    this.ahead = new Ahead<ItemData>(
      data.ahead.url,
      data.ahead.count,
      (item) => item.key,
      () => this.seen.slice(-SEEN),
      (item) => void keepImages(item.images),
    );
    addEventListener("pagehide", () => {
      this.settlePassed();
      void this.release();
    });
    need("[data-back]").addEventListener("click", (event) => void this.goBack(event as MouseEvent));
    for (const button of document.querySelectorAll<HTMLElement>("[data-choice]")) {
      button.addEventListener("click", () => void this.choose(button.dataset["choice"] as Choice));
    }
    this.outbox.watch(({ refused }) => {
      // Told once: the notice goes with the record it belongs to.
      if (refused.length > this.told) this.drawRefused(refused.at(-1)?.refusal);
      this.told = refused.length;
    });
    this.openItem();
  }

  keys(): Key[] {
    const right = this.alone ? { combo: "Enter", words: "đúng" } : null;
    const choices = this.data.choices.map((choice) => ({ combo: choice, words: WORDS[choice], ...(choice === "A" ? right : null), run: () => void this.choose(choice) }));
    return [
      ...choices,
      { combo: "U", words: "lấy lại câu vừa chọn", run: () => this.takeBack() },
      { combo: "Z", words: "phóng to", run: () => this.viewer.zoom(1.4) },
      { combo: "P", words: "cả trang", run: () => this.viewer.fitPage() },
    ];
  }

  /** One value, right or not: no second side. */
  private get alone(): boolean {
    return !this.data.choices.includes("B");
  }

  private get question(): QuestionData {
    return this.path.item.questions[this.path.question]!;
  }

  private openItem(): void {
    const { item } = this.path;
    if (!this.seen.includes(item.key)) this.seen.push(item.key);
    void this.showImages(item);
    drawItem(item);
    this.openQuestion();
    void this.ahead.fill();
  }

  private async showImages(item: ItemData): Promise<void> {
    await keepImages(item.images);
    if (this.path.item !== item) return;
    this.viewer.show(item.images);
    this.follow();
  }

  private follow(): void {
    // The image may arrive behind the last answer.
    if (this.path.answered) return;
    const { region, place } = this.question;
    this.viewer.focus(region ?? null);
    if (!region && place !== undefined) this.viewer.scrollTo(0, place);
  }

  private openQuestion(): void {
    drawQuestion(this.path.item, this.path.question, this.alone);
    this.follow();
    this.drawProgress();
    // The sides together hold the focus: of two there is no default answer.
    need("[data-sides]").focus({ preventScroll: true });
    const { label, a, b } = this.question;
    announce(this.alone ? `${label}: ${said(a)}.` : `${label}. A: ${said(a)}. B: ${said(b)}.`);
  }

  private async choose(choice: Choice): Promise<void> {
    // Behind the last answer, while the next item is on its way; or a dialog is just closing, whose
    // answer belongs to this question and to no other.
    if (this.path.answered || this.asking) return;
    this.asking = true;
    const more = await this.askMore(choice).finally(() => (this.asking = false));
    if (!more) return;
    const [value, reason] = more;
    this.settlePassed();
    this.tell(this.path.item, this.question.field, choice, value, reason);
    if (this.path.answer(choice)) return this.openQuestion();
    this.passed = this.path.item;
    this.done += 1;
    this.left = Math.max(this.left - 1, 0);
    await this.nextItem();
  }

  /** What lies behind us stands: settled, or put off where a question was. */
  private settlePassed(): void {
    const item = this.passed;
    if (!item) return;
    this.passed = null;
    const url = this.path.complete(item) ? item.urls.settle : item.urls.later;
    this.path.close(item);
    this.outbox.put(`${item.key}.${this.nextSeq(item)}`, url, {});
  }

  private async nextItem(): Promise<void> {
    try {
      const item = await this.ahead.next();
      if (!item) return await this.leave();
      this.path.open(item);
      this.openItem();
    } catch {
      this.passed = null;
      this.done -= 1;
      this.left += 1;
      this.path.question = this.path.item.questions.length - 1;
      this.drawNotice("Chưa nối được máy chủ.", "Các lựa chọn còn trên máy và tự gửi khi có mạng.");
    }
  }

  /** Nothing more waits: the last answers can still be taken back before they stand. */
  private async leave(): Promise<void> {
    const { item } = this.path;
    const over = this.alone ? "Đã hết giá trị chờ anh/chị soát." : "Đã hết việc chờ anh/chị.";
    const yes = await ask({
      confirm: this.path.complete(item) ? `${over} Chốt số ${item.number}?` : `${over} Về danh sách?`,
      confirmNote: "“Thôi” để lấy lại câu vừa chọn.",
      confirmButton: "Xong",
    });
    if (!yes) return this.takeBack();
    this.settlePassed();
    await this.outbox.drained(LEAVE_MS);
    location.assign(this.data.after);
  }

  /** The list shows how things stand: what lies behind us settled, what was fetched ahead free. */
  private async goBack(event: MouseEvent): Promise<void> {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.settlePassed();
    const time = new Promise<void>((resolve) => setTimeout(resolve, BACK_MS));
    await Promise.race([Promise.all([this.outbox.drained(BACK_MS), this.release()]), time]);
    location.assign(this.data.back.url);
  }

  private async release(): Promise<void> {
    const have = this.ahead.drop().map((item) => item.key);
    const { release } = this.data;
    // Without an answer the server gives them back once the lease is over.
    if (release && have.length) await postJson(release, { have }, true).catch(() => undefined);
  }

  private takeBack(): void {
    if (this.asking) return;
    const before = this.path.item;
    const last = this.path.back();
    if (!last) return announce("Chưa có lựa chọn nào để lấy lại.");
    this.tell(last.item, this.question.field, "U", "");
    if (this.passed === last.item) {
      this.passed = null;
      this.done -= 1;
      this.left += 1;
    }
    if (last.item === before) return this.openQuestion();
    this.ahead.giveBack(before);
    this.openItem();
  }

  private tell(item: ItemData, field: string, choice: Choice | "U", value: string, reason = ""): void {
    const seq = this.nextSeq(item);
    const why = reason ? { reason } : {};
    this.outbox.put(`${item.key}.${seq}`, item.urls.decide, { field, choice, value, ...why, seq });
  }

  /** The value and the sentence that go with the answer; null when the person goes back. */
  private async askMore(choice: Choice): Promise<[string, string] | null> {
    const value = choice === "S" ? await askValue(this.question) : "";
    if (value === null) return null;
    const reason = await this.askReason(choice);
    return reason === null ? null : [value, reason];
  }

  /** The sentence that goes with the answer; "" where none is asked for, null when the person goes back. */
  private async askReason(choice: Choice): Promise<string | null> {
    const { reason } = this.data;
    return reason && choice !== "H" ? await askText(reason, "Ghi") : "";
  }

  private nextSeq(item: ItemData): number {
    const seq = (this.seqs.get(item.key) ?? Date.now()) + 1;
    this.seqs.set(item.key, seq);
    return seq;
  }

  private drawProgress(): void {
    const bar = need<HTMLProgressElement>("[data-progress]");
    bar.max = Math.max(this.left + this.done, 1);
    bar.value = this.done;
    need("[data-left]").textContent = `Còn ${this.left}`;
    need("[data-done]").textContent = ` · đã xong ${this.done}`;
    need("[data-notice]").hidden = true;
  }

  private drawRefused(refusal: { message: string; mend: string } | undefined): void {
    if (refusal) this.drawNotice(refusal.message, refusal.mend);
  }

  private drawNotice(what: string, mend: string): void {
    const notice = need("[data-notice]");
    need("[data-notice-what]", notice).textContent = what;
    need("[data-notice-mend]", notice).textContent = mend;
    notice.hidden = false;
  }
}

/** Asks for the value as the book has it; null when the person goes back. */
function askValue(question: QuestionData): Promise<string | null> {
  const title = `${question.label}: gõ đúng như trong sổ`;
  const { codes } = question;
  if (!codes) return askText(title, "Ghi giá trị này");
  const choices = codes.map(({ code, label }) => h("option", { value: code }, label));
  return asked(title, h("select", { class: "form-select", id: "typed-value" }, ...choices), "Ghi giá trị này");
}

function askText(title: string, verb: string): Promise<string | null> {
  const input = h("input", { class: "form-control", id: "typed-value", autocomplete: "off", spellcheck: "false", "aria-labelledby": "typed-title" });
  return asked(title, input, verb);
}

function asked(title: string, input: HTMLInputElement | HTMLSelectElement, verb: string): Promise<string | null> {
  return new Promise((resolve) => {
    const dialog = h(
      "dialog",
      { "aria-labelledby": "typed-title" },
      h(
        "form",
        { method: "dialog" },
        h("h2", { id: "typed-title" }, title),
        input,
        h("div", { class: "actions" }, h("button", { class: "btn", type: "button", onclick: () => dialog.close() }, "Thôi"), h("button", { class: "btn btn-primary", value: "yes" }, verb)),
      ),
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      const value = clean(input.value);
      resolve(dialog.returnValue === "yes" && value ? value : null);
    });
    document.body.append(dialog);
    dialog.showModal();
    input.focus();
  });
}

const screen = new Screen(pageData<ComparisonData>("comparison-data"));
explain(screen.keys());
listen(screen.keys());
