import "../../styles/review.scss";
import { announce, need, pageData } from "../lib/dom";
import { type Key, explain, listen } from "../lib/keymap";
import { dropImages, keepImages } from "../lib/pictures";
import { type PageImage, Viewer } from "../viewer/viewer";
import type { ReviewData } from "./contract";
import { Rows } from "./rows";
import { swap, trouble } from "./swap";

const TIMEOUT_MS = 20_000;
/** Nobody has looked at a record in less: a key pressed twice is no second answer. */
const LOOKING_MS = 400;

/** One settled record after another beside its image. */
class Screen {
  private readonly viewer = new Viewer(need("[data-viewer]"), "Ảnh đi theo ô");
  private readonly rows = new Rows((place) => this.viewer.scrollTo(0, place));
  /** Pictures in this window's memory, by their address: the one shown and the one to come. */
  private kept = new Map<string, PageImage>();
  private openedAt = 0;
  private busy = false;

  constructor() {
    document.addEventListener("submit", (event) => this.onSubmit(event));
    document.addEventListener("click", (event) => this.onClick(event));
    this.open();
  }

  keys(): Key[] {
    return [
      { combo: "Enter", words: "đúng, sang số sau", run: (event) => this.right(event) },
      { combo: "ArrowDown", words: "ô sau", run: () => this.rows.move(1) },
      { combo: "ArrowUp", words: "ô trước", run: () => this.rows.move(-1) },
      { combo: "S", words: "sửa ô đang chọn", run: () => this.edit() },
      { combo: "F8", words: "ô đang chọn đúng như trong sổ", run: () => this.answer("F8") },
      { combo: "F2", words: "ô đang chọn trống trong sổ", run: () => this.answer("F2") },
      { combo: "T", words: "trả nhập lại", run: () => this.does("T") },
      { combo: "Q", words: "trả quét lại", run: () => this.does("Q") },
      { combo: "U", words: "lấy lại số vừa soát", run: () => this.does("U") },
      { combo: "A", words: "ảnh đọc được", run: () => this.does("A") },
      { combo: "F9", words: "kính lúp", run: () => this.viewer.toggleLoupe() },
      { combo: "Z", words: "phóng to", run: () => this.viewer.zoom(1.4) },
      { combo: "P", words: "cả trang", run: () => this.viewer.fitPage() },
    ];
  }

  /** Known to everybody, so the help does not name it again. */
  leaving(): Key[] {
    return [{ combo: "Escape", words: "", whileTyping: true, run: () => this.rows.cancel() }];
  }

  private open(): void {
    const data = pageData<ReviewData>("review-data");
    this.viewer.show(data.images.map((image) => ({ ...image, url: this.kept.get(image.url)?.url ?? image.url })));
    void this.keepNext(data);
    this.openedAt = Date.now();
    need("[data-notice]").hidden = true;
  }

  private async keepNext({ images, next }: ReviewData): Promise<void> {
    const wanted = new Set([...images.map((image) => image.url), next]);
    for (const [address, image] of this.kept) {
      if (wanted.has(address)) continue;
      this.kept.delete(address);
      dropImages([image]);
    }
    if (!next || this.kept.has(next)) return;
    const image: PageImage = { url: next, width: 0, height: 0, label: "" };
    await keepImages([image]);
    this.kept.set(next, image);
  }

  private right(event: KeyboardEvent): void {
    if (event.repeat || Date.now() - this.openedAt < LOOKING_MS) return;
    this.does("Enter");
  }

  /** Presses the part of the page that a key stands for. */
  private does(key: string): void {
    const part = document.querySelector<HTMLElement>(`[data-does="${key}"]`);
    if (part instanceof HTMLFormElement) part.requestSubmit();
    else part?.click();
  }

  private edit(): void {
    void this.rows.edit(this.rows.chosen?.querySelector<HTMLElement>(".edit") ?? null);
  }

  private answer(key: string): void {
    const form = this.rows.chosen?.querySelector<HTMLFormElement>(`[data-answer="${key}"]`);
    if (form) form.requestSubmit();
    else announce("Ô này không có gì phải xác nhận.");
  }

  private onClick(event: MouseEvent): void {
    const target = event.target as Element;
    const opener = target.closest<HTMLElement>("[data-open]");
    if (opener) need<HTMLDialogElement>(`#${opener.dataset["open"]}`).showModal();
    target.closest("[data-close]")?.closest("dialog")?.close();
    if (target.closest("[data-cancel]")) this.rows.cancel();
    const editor = target.closest<HTMLElement>("[data-edit]");
    if (editor) void this.rows.edit(editor);
    else if (!target.closest("button, a, summary, [data-edit-form]")) this.chooseAt(target);
  }

  private chooseAt(target: Element): void {
    const row = target.closest<HTMLElement>("[data-field]");
    if (row) this.rows.choose(row);
  }

  private onSubmit(event: SubmitEvent): void {
    const form = event.target as HTMLFormElement;
    if (event.defaultPrevented || !form.matches("[data-swap]")) return;
    event.preventDefault();
    void this.send(form);
  }

  private async send(form: HTMLFormElement): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    const field = form.closest<HTMLElement>("[data-field]")?.dataset["field"] ?? "";
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        credentials: "same-origin",
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!answer.ok) return this.drawNotice(trouble(page), "Tải lại trang rồi làm lại.");
      if (!swap(page, answer.url)) return location.assign(answer.url);
      this.opened(field);
    } catch {
      this.drawNotice("Chưa nối được máy chủ, chưa ghi gì.", "Giữ nguyên trang này; có mạng thì bấm lại.");
    } finally {
      this.busy = false;
    }
  }

  private opened(field: string): void {
    this.open();
    announce(document.title);
    if (field) this.rows.chooseKey(field);
  }

  private drawNotice(what: string, mend: string): void {
    const notice = need("[data-notice]");
    need("[data-notice-what]", notice).textContent = what;
    need("[data-notice-mend]", notice).textContent = mend;
    notice.hidden = false;
  }
}

const screen = new Screen();
explain(screen.keys());
listen([...screen.keys(), ...screen.leaving()]);
