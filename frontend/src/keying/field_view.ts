import { choiceDigit, matchingCodes } from "../lib/codes";
import { screenDate } from "../lib/dates";
import { h, icon } from "../lib/dom";
import { type PageImage, strip } from "../viewer/viewer";
import type { Aid, Finding } from "./contract";
import { type FieldState, meant, shown } from "./state";

const MARK_WORDS = { blank: "trống trong sổ", unreadable: "không đọc được", as_written: "đúng như trong sổ", "": "" };
const STRIP_HEIGHT = 84;

/** What the form does when the keyer acts inside a field. */
export interface FieldActions {
  enter(field: FieldState): void;
  leave(field: FieldState, typed: string): void;
  next(field: FieldState): void;
  asWritten(field: FieldState): void;
}

/** One field: a quiet line that grows into strip, input and choices when it is the active one. */
export class FieldView {
  readonly element: HTMLElement;
  readonly input: HTMLInputElement | HTMLTextAreaElement;
  private readonly value = h("span", { class: "value" });
  private readonly source = h("span", { class: "source" });
  private readonly strip = h("div", { class: "strip-place" });
  private readonly choices = h("div", { class: "choices" });
  private readonly help = h("div", { class: "help second" });
  private readonly notes = h("div", { class: "notes" });
  private findings: Finding[];
  private completions: string[] = [];
  private picked: string | null = null;
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
    const body = h("div", { class: "body" }, this.strip, this.input, this.value, this.source, this.choices, this.help, this.notes);
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
    return this.picked === this.typed ? "completed" : "";
  }

  setFindings(findings: Finding[]): void {
    this.findings = findings;
    this.draw();
  }

  setCompletions(completions: string[]): void {
    this.completions = completions;
    if (this.active) this.drawChoices();
  }

  /** Grows: the strip above, the whole value selected so that typing replaces it. */
  activate(pages: readonly PageImage[]): void {
    this.element.classList.add("active");
    this.input.value = this.inputText();
    this.input.select();
    this.drawStrip(pages);
    this.drawChoices();
    this.help.textContent = this.state.value ? "" : (this.state.data.help ?? "");
    this.element.scrollIntoView({ block: "nearest" });
  }

  /** The field's part of the image, magnified, where its place is known. */
  drawStrip(pages: readonly PageImage[]): void {
    const { region } = this.state.data;
    const page = region ? pages[region.page] : undefined;
    const width = this.strip.clientWidth || 480;
    this.strip.replaceChildren(...(region && page ? [strip(page, region, width, STRIP_HEIGHT)] : []));
  }

  deactivate(): void {
    this.element.classList.remove("active");
    this.strip.replaceChildren();
    this.choices.replaceChildren();
    this.help.textContent = "";
    this.draw();
  }

  /** Shows what the state holds now. */
  draw(): void {
    const { value, mark, aid, passed, data } = this.state;
    const words = data.kind === "date" ? screenDate(value) : shown(data, value);
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
    const { data, value } = this.state;
    return data.kind === "date" ? screenDate(value) : shown(data, value);
  }

  private makeInput(): HTMLInputElement | HTMLTextAreaElement {
    const { data } = this.state;
    const attributes = { id: `field-${data.key}`, autocomplete: "off", spellcheck: "false", maxlength: data.maxlen ?? null };
    if (data.kind === "long") return h("textarea", { ...attributes, rows: 3 });
    const digits = data.kind === "date" || data.kind === "number";
    return h("input", { ...attributes, type: "text", inputmode: digits ? "numeric" : "text" });
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
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.altKey) return;
    const pick = /^[0-9]$/.test(event.key) ? this.choices.querySelector<HTMLElement>(`[data-digit="${event.key}"]`) : null;
    if (!pick || !this.digitsPick()) return;
    event.preventDefault();
    pick.click();
  }

  /** A digit picks a choice unless digits are what is being typed. */
  private digitsPick(): boolean {
    const { kind } = this.state.data;
    return kind === "code" || (kind !== "date" && kind !== "number" && !/\d$/.test(this.typed) && this.completions.length > 0);
  }

  private offered(): { value: string; words: string; digit: string }[] {
    const { data } = this.state;
    if (data.codes) {
      const untouched = this.typed === this.inputText();
      const found = matchingCodes(data.codes, untouched ? "" : this.typed);
      const { codes } = data;
      return found.map((code, index) => ({ value: code.code, words: code.label, digit: choiceDigit(codes, code, index) }));
    }
    return this.completions.slice(0, 3).map((words, index) => ({ value: words, words, digit: String(index + 1) }));
  }

  private drawChoices(): void {
    const meantNow = meant(this.state.data, this.typed);
    const buttons = this.offered().map(({ value, words, digit }) => {
      const chosen = value === meantNow ? "true" : "false";
      const choose = () => {
        this.input.value = words;
        this.picked = this.state.data.codes ? null : words;
        this.actions.next(this.state);
      };
      return h("button", { type: "button", tabindex: -1, "aria-pressed": chosen, "data-digit": digit, onclick: choose }, h("kbd", {}, digit), words);
    });
    for (const button of buttons) button.addEventListener("mousedown", (event) => event.preventDefault());
    this.choices.replaceChildren(...buttons);
  }

  private openFindings(): Finding[] {
    return this.state.mark === "as_written" ? [] : this.findings;
  }

  private drawNotes(): void {
    const { mark, value } = this.state;
    const notes: HTMLElement[] = this.openFindings().map((finding) =>
      h("div", { class: `finding ${finding.severity}` }, icon("alert"), h("span", {}, finding.message), this.answerButton()),
    );
    if (mark === "as_written" && value) notes.push(h("div", { class: "answered" }, icon("check"), MARK_WORDS[mark]));
    this.notes.replaceChildren(...notes);
  }

  private answerButton(): HTMLElement {
    const run = () => this.actions.asWritten(this.state);
    return h("button", { type: "button", tabindex: -1, class: "btn btn-row", onclick: run }, "Đúng như trong sổ", h("kbd", {}, "F8"));
  }
}
