import { announce, h } from "../lib/dom";
import { type Method, vietnameseKey } from "../lib/vietnamese_keys";

type Chosen = Method | "off";

const KEPT = "sohotich:typing-method";
const ORDER: Chosen[] = ["off", "telex", "vni"];
const WORDS: Record<Chosen, string> = { off: "Gõ dấu: của máy", telex: "Gõ dấu: Telex", vni: "Gõ dấu: VNI" };
const OFF_AGAIN = "Máy có bộ gõ riêng đang chạy: gõ dấu của trang đã tắt.";

/** Marks typed on a machine without an input method: chosen on the screen, kept for this machine. */
export class TypingMethod {
  readonly button: HTMLButtonElement;
  private chosen: Chosen;

  constructor(private readonly tell: (what: string) => void) {
    const kept = localStorage.getItem(KEPT);
    this.chosen = ORDER.find((one) => one === kept) ?? "off";
    this.button = h("button", { type: "button", class: "btn btn-row btn-quiet", title: "Ctrl+,", "data-typing-method": true, onclick: () => this.next() });
    this.button.addEventListener("mousedown", (event) => event.preventDefault());
    this.draw();
    document.addEventListener("beforeinput", (event) => this.onInput(event as InputEvent));
    document.addEventListener("compositionstart", () => this.yield());
  }

  /** Off, Telex, VNI, off again. */
  next(): void {
    this.choose(ORDER[(ORDER.indexOf(this.chosen) + 1) % ORDER.length]!);
    announce(WORDS[this.chosen]);
  }

  /** Whether this digit, typed here, writes a mark and so picks nothing. */
  marks(input: HTMLInputElement | HTMLTextAreaElement, key: string): boolean {
    return this.chosen === "vni" && vietnameseKey(before(input), key, "vni") !== null;
  }

  private choose(method: Chosen): void {
    this.chosen = method;
    localStorage.setItem(KEPT, method);
    this.draw();
  }

  private draw(): void {
    this.button.textContent = WORDS[this.chosen];
    this.button.setAttribute("aria-pressed", String(this.chosen !== "off"));
  }

  private onInput(event: InputEvent): void {
    const input = event.target;
    if (this.chosen === "off" || event.isComposing || event.inputType !== "insertText" || !event.data) return;
    if (!(input instanceof HTMLInputElement || input instanceof HTMLTextAreaElement) || input.dataset["plain"] !== undefined) return;
    // A marked letter that no key of ours made comes from the machine's own method.
    if (/[^\u0000-\u007f]/.test(event.data)) return this.yield();
    const made = vietnameseKey(before(input), event.data, this.chosen);
    if (made === null) return;
    event.preventDefault();
    input.setRangeText(made, 0, input.selectionEnd ?? input.value.length, "end");
    input.setSelectionRange(made.length, made.length);
    input.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText", data: event.data }));
  }

  private yield(): void {
    if (this.chosen === "off") return;
    this.choose("off");
    this.tell(OFF_AGAIN);
  }
}

/** What stands before the cursor, the selection left out: it is about to be replaced. */
function before(input: HTMLInputElement | HTMLTextAreaElement): string {
  return input.value.slice(0, input.selectionStart ?? input.value.length);
}
