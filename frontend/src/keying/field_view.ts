import { screenDate } from "../lib/dates";
import { h, icon } from "../lib/dom";
import { strip } from "../viewer/strip";
import type { PageImage } from "../viewer/viewer";
import { Choices } from "./choices";
import type { Aid, Finding } from "./contract";
import { hintWords } from "./hints";
import type { Offer } from "./offer";
import { type FieldState, meant, shown } from "./state";

const MARK_WORDS = { blank: "trống trong sổ", unreadable: "không đọc được", as_written: "đúng như trong sổ", "": "" };
const STRIP_HEIGHT = 84;

/** What the form does when the keyer acts inside a field. */
export interface FieldActions {
  enter(field: FieldState): void;
  leave(field: FieldState, typed: string): void;
  next(field: FieldState): void;
  /** Something was typed and the field not left yet. */
  typed(field: FieldState, text: string): void;
  asWritten(field: FieldState): void;
  /** No value stands here: marked so, then on to the next. */
  empty(mark: "blank" | "unreadable", field: FieldState): void;
  /** What a rule would put instead is put. */
  accept(field: FieldState, proposal: string): void;
  /** Said in the strip's place where nobody has shown where the fields stand; else "". */
  untaught(): string;
  /** Whether this key writes a mark here (VNI) and so picks nothing. */
  writesMark(input: HTMLInputElement | HTMLTextAreaElement, key: string): boolean;
  /** What may be meant by this typing; `untouched`: nothing was typed since the field was entered. */
  offers(field: FieldState, typed: string, untouched: boolean): Offer[];
  /** An offer was taken, by Enter or by its own key: its other lines are filled, then work goes on. */
  took(field: FieldState, offer: Offer, byEnter: boolean): void;
}

/** One field: a quiet line that grows into strip, input and choices when it is the active one. */
export class FieldView {
  readonly element: HTMLElement;
  readonly input: HTMLInputElement | HTMLTextAreaElement;
  private readonly value = h("span", { class: "value" });
  private readonly source = h("span", { class: "source" });
  private readonly strip = h("div", { class: "strip-place" });
  private readonly choices = new Choices((offer, byEnter) => this.take(offer, byEnter));
  private readonly help = h("div", { class: "help second" });
  private readonly hint = h("div", { class: "help second", "data-hint": true });
  private readonly notes = h("div", { class: "notes" });
  private findings: Finding[];
  private taken: Offer | null = null;
  private composing = false;

  constructor(
    readonly state: FieldState,
    private readonly actions: FieldActions,
  ) {
    const { data } = state;
    this.findings = data.findings ?? [];
    this.input = this.makeInput();
    const label = h(
      "label",
      { for: this.input.id },
      h("span", { class: "whole" }, data.label),
      h("span", { class: "short", "aria-hidden": "true" }, data.short || data.label),
    );
    const body = h("div", { class: "body" }, this.strip, this.input, this.value, this.source, this.choices.element, this.hint, this.help, this.notes);
    this.element = h("div", { class: `keyed-field${data.wide || data.kind === "long" || data.kind === "name" ? " wide" : ""}` }, label, body);
    this.listen();
    this.draw();
  }

  /** The text as typed, even in the middle of a syllable. */
  get typed(): string {
    return this.input.value;
  }

  /** With what help the present typing came. */
  get aid(): Aid {
    return this.taken?.value === this.typed ? this.taken.aid : "";
  }

  setFindings(findings: Finding[]): void {
    if (JSON.stringify(findings) === JSON.stringify(this.findings)) return;
    this.findings = findings;
    this.draw();
  }

  /** Puts back what was being typed when the page went away, the cursor behind it. */
  resume(text: string): void {
    this.input.value = text;
    this.input.setSelectionRange(text.length, text.length);
    this.drawChoices();
  }

  /** Grows: the strip above, the whole value selected so that typing replaces it. */
  activate(pages: readonly PageImage[]): void {
    this.element.classList.add("active");
    this.input.value = this.inputText();
    this.input.select();
    this.drawStrip(pages);
    this.drawChoices();
    this.drawHint();
    this.help.textContent = this.state.value ? "" : (this.state.data.help ?? "");
    // One with more offers than there is height begins at the top: strip and input stay in sight.
    const room = this.element.closest(".form-side")?.clientHeight ?? Infinity;
    this.element.scrollIntoView({ block: this.element.offsetHeight > room * 0.8 ? "start" : "nearest" });
  }

  /** What a machine reads here, in words alone: only a person's own typing makes a value. */
  drawHint(): void {
    const { hint } = this.state.data;
    this.hint.textContent = hint && this.active && !this.state.value ? hintWords(this.wordsOf(hint.value), hint.sure) : "";
  }

  /** The field's part of the image, magnified, where its place is known. */
  drawStrip(pages: readonly PageImage[]): void {
    const { region } = this.state.data;
    const page = region ? pages[region.page] : undefined;
    const width = this.strip.clientWidth || 480;
    const words = region || !pages.length ? "" : this.actions.untaught();
    const untaught = words ? [h("p", { class: "second" }, `${words}: `, h("kbd", {}, "Alt+V"))] : [];
    this.strip.replaceChildren(...(region && page ? [strip(page, region, width, STRIP_HEIGHT)] : untaught));
  }

  deactivate(): void {
    this.element.classList.remove("active");
    this.strip.replaceChildren();
    this.choices.clear();
    this.hint.textContent = "";
    this.help.textContent = "";
    this.draw();
  }

  /** Shows what the state holds now. */
  draw(): void {
    const { value, mark, aid, passed, data } = this.state;
    const words = this.wordsOf(value);
    const carried = aid === "carried" && !passed;
    this.value.textContent = value ? words : MARK_WORDS[mark];
    this.value.className = `value${value ? "" : mark ? " marked" : " empty"}${aid === "carried" ? " carried" : ""}`;
    this.source.textContent = carried ? (data.source ?? "") : "";
    // An answer of the server never touches what is being typed.
    if (document.activeElement !== this.input) this.reset();
    this.element.classList.toggle("doubt", this.openFindings().length > 0);
    this.drawNotes();
  }

  /** Puts the stored value into the input, over what was typed. */
  reset(): void {
    this.input.value = this.inputText();
  }

  private get active(): boolean {
    return this.element.classList.contains("active");
  }

  private inputText(): string {
    return this.wordsOf(this.state.value);
  }

  private wordsOf(value: string): string {
    const { data } = this.state;
    return data.kind === "date" ? screenDate(value) : shown(data, value);
  }

  private makeInput(): HTMLInputElement | HTMLTextAreaElement {
    const { data } = this.state;
    const attributes = { id: `field-${data.key}`, autocomplete: "off", spellcheck: "false", maxlength: data.maxlen ?? null };
    if (data.kind === "long") return h("textarea", { ...attributes, rows: 3 });
    const digits = data.kind === "date" || data.kind === "number";
    return h("input", { ...attributes, type: "text", inputmode: digits ? "numeric" : "text", "data-plain": digits });
  }

  private listen(): void {
    const { input, state, actions } = this;
    input.addEventListener("focus", () => actions.enter(state));
    input.addEventListener("blur", () => actions.leave(state, input.value));
    input.addEventListener("compositionstart", () => (this.composing = true));
    input.addEventListener("compositionend", () => {
      this.composing = false;
      this.drawChoices();
    });
    input.addEventListener("input", () => {
      state.keystrokes += 1;
      actions.typed(state, input.value);
      if (!this.composing) this.drawChoices();
    });
    input.addEventListener("keydown", (event) => this.onKey(event as KeyboardEvent));
    this.element.addEventListener("mousedown", (event) => {
      if (this.active || event.target === input) return;
      event.preventDefault();
      input.focus();
    });
  }

  private onKey(event: KeyboardEvent): void {
    if (this.composing || event.isComposing || event.keyCode === 229 || event.ctrlKey || event.altKey) return;
    const digits = this.digitsPick() && !this.actions.writesMark(this.input, event.key);
    if (this.choices.pressed(event.key, digits)) event.preventDefault();
  }

  /** A digit picks an offer unless digits are what is being typed: after a space it begins a number (Thôn 3). */
  private digitsPick(): boolean {
    const { kind } = this.state.data;
    if (kind === "code" || kind === "name") return true;
    return kind !== "date" && kind !== "number" && !/[\d\s]$/.test(this.typed);
  }

  /** Offers for what stands in the field now. */
  drawChoices(): void {
    const untouched = this.typed === this.inputText();
    const offers = this.actions.offers(this.state, this.typed, untouched);
    this.choices.show(offers, this.state.data.codes ? shown(this.state.data, meant(this.state.data, this.typed)) : this.typed);
    // Nine offers are taller than the line was.
    if (offers.length && this.active) this.element.scrollIntoView({ block: "nearest" });
  }

  private take(offer: Offer, byEnter: boolean): void {
    this.input.value = offer.value;
    this.taken = offer;
    this.actions.took(this.state, offer, byEnter);
  }

  private openFindings(): Finding[] {
    return this.state.mark === "as_written" ? [] : this.findings;
  }

  private drawNotes(): void {
    const { mark, value } = this.state;
    const notes: HTMLElement[] = this.openFindings().map((finding) =>
      h("div", { class: `finding ${finding.severity}` }, icon("alert"), h("span", {}, finding.message), ...this.answers(finding)),
    );
    if (mark === "as_written" && value) notes.push(h("div", { class: "answered" }, icon("check"), MARK_WORDS[mark]));
    this.notes.replaceChildren(...notes);
  }

  /** What can be said to a finding: the rule's own value taken, or the book's word against it. */
  private answers({ proposal }: Finding): HTMLElement[] {
    const { state, actions } = this;
    if (!state.value) return state.mark ? [] : [this.answer("Trống trong sổ", "F2", () => actions.empty("blank", state))];
    const asWritten = this.answer("Đúng như trong sổ", "F8", () => actions.asWritten(state));
    if (!proposal) return [asWritten];
    return [this.answer(`Nhận “${this.wordsOf(proposal)}”`, "", () => actions.accept(state, proposal)), asWritten];
  }

  private answer(words: string, key: string, run: () => void): HTMLElement {
    // Leaving the line would draw the button anew between press and click.
    const stay = (event: Event) => event.preventDefault();
    return h("button", { type: "button", tabindex: -1, class: "btn btn-row", onmousedown: stay, onclick: run }, words, key ? h("kbd", {}, key) : null);
  }
}
