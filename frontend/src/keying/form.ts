import { announce, h, icon } from "../lib/dom";
import type { PageImage, PageRegion } from "../viewer/viewer";
import { Advance } from "./advance";
import type { RecordData, SaveAnswer } from "./contract";
import { type Completion, codeOffers } from "./completion";
import { type FieldActions, FieldView } from "./field_view";
import { Findings } from "./findings";
import { BesideOthers } from "./in_book";
import type { Offer } from "./offer";
import { rareChoice } from "./rare_choice";
import { type FieldState, calledBy, fieldStates, leave, markAsWritten, markEmpty, unanswered } from "./state";
import { TypingKept } from "./typing";

const CHECKS = "keying:checks";
const MEASURED = 500;

/** What the form tells the screen. */
export interface FormEvents {
  /** Keep this field's value for the server. */
  save(field: FieldState): void;
  /** The active field changed; null region = follow the order instead. */
  active(region: PageRegion | null, place: number): void;
  /** Enter on the last field. */
  end(): void;
  /** The lines behind "Thêm dòng" were asked for. */
  unfolded(): void;
  /** Said in the strip's place where nobody has shown where the fields stand. */
  untaught?(): string;
  /** Whether this key writes a mark into the text before it. */
  writesMark(input: HTMLInputElement | HTMLTextAreaElement, key: string): boolean;
}

/** The fields of one record, in the book's order, one of them active. */
export class Form implements FieldActions {
  readonly fields: FieldState[];
  private readonly views = new Map<string, FieldView>();
  private readonly rareChoice: HTMLElement;
  private readonly advance = new Advance();
  private readonly findings: Findings;
  private readonly others: BesideOthers;
  private readonly typing: TypingKept;
  private completion: Completion | null = null;
  private activeKey = "";
  private readonly number: string;

  constructor(
    root: HTMLElement,
    record: RecordData,
    private readonly pages: readonly PageImage[],
    private readonly events: FormEvents,
  ) {
    this.fields = fieldStates(record);
    this.number = record.number;
    this.findings = new Findings(record.checks, this.fields);
    this.others = new BesideOthers(record.urls.inBook, record.comparedInBook ?? [], (found) => this.besideOthers(found));
    this.typing = new TypingKept(record.reading);
    const byKey = new Map(this.fields.map((field) => [field.data.key, field]));
    const sections = record.sections.map((section) => {
      const views = section.fields.map((data) => this.view(byKey.get(data.key)!));
      const heading = section.title ? h("h2", {}, section.title) : null;
      const place = h("section", { class: "keyed-section" }, heading, h("div", { class: "fields" }, ...views));
      place.hidden = section.fields.every((data) => data.folded || data.hidden);
      return place;
    });
    root.replaceChildren(...sections);
    const folded = this.fields.filter((field) => field.folded && !field.rare).length;
    if (folded) root.append(this.unfoldButton(folded));
    this.rareChoice = rareChoice(record, (key) => this.callRare(key));
    root.append(this.rareChoice);
    // A value carried or kept may call its lines out from the beginning.
    for (const field of this.fields) this.reveal(calledBy(field, this.fields));
  }

  /** Shows every line behind "Thêm dòng" and goes to the first; asked again, offers "Thêm trường". */
  unfold(): void {
    const folded = this.fields.filter((field) => field.folded && !field.rare);
    this.reveal(folded);
    document.querySelector("[data-unfold]")?.remove();
    this.events.unfolded();
    if (folded[0]) this.focusOn(folded[0]);
    else this.rareChoice.querySelector("select")?.focus();
  }

  /** A line chosen from "Thêm trường"; those that belong together come together. */
  private callRare(key: string): void {
    const chosen = this.fields.find((field) => field.data.key === key);
    if (!chosen) return;
    this.reveal(chosen.data.when ? this.fields.filter((field) => field.data.when) : [chosen]);
    this.focusOn(chosen);
  }

  private reveal(fields: readonly FieldState[]): void {
    for (const field of fields) {
      field.folded = field.rare = false;
      const { element } = this.viewOf(field);
      element.hidden = false;
      element.closest<HTMLElement>(".keyed-section")!.hidden = false;
      this.rareChoice.querySelector(`option[value="${field.data.key}"]`)?.remove();
    }
  }

  /** Puts the cursor where work goes on: the first field without value, reason or confirmation. */
  start(): void {
    const typed = this.typing.found();
    const begun = this.fields.find(({ data }) => data.key === typed?.field);
    const open = begun ?? unanswered(this.fields)[0] ?? this.fields[0];
    if (begun) this.reveal([begun]);
    if (open) this.viewOf(open).input.focus();
    // Stood in the field when the page went away.
    if (begun && typed) this.viewOf(begun).resume(typed.text);
  }

  typed(field: FieldState, text: string): void {
    this.typing.keep(field.data.key, text);
  }

  enter(field: FieldState): void {
    if (this.activeKey === field.data.key) return;
    this.activeView?.deactivate();
    this.activeKey = field.data.key;
    this.viewOf(field).activate(this.pages);
    this.tellActive(field);
  }

  private tellActive(field: FieldState): void {
    this.events.active(field.data.region ?? null, this.fields.indexOf(field) / Math.max(this.fields.length - 1, 1));
  }

  leave(field: FieldState, typed: string): void {
    const view = this.viewOf(field);
    const began = performance.now();
    const tell = leave(field, typed, view.aid);
    view.reset();
    view.draw();
    this.reveal(calledBy(field, this.fields));
    if (tell) this.save(field);
    this.typing.left();
    this.judge(field);
    if (performance.getEntriesByName(CHECKS).length >= MEASURED) performance.clearMeasures(CHECKS);
    performance.measure(CHECKS, { start: began, end: performance.now() });
  }

  private save(field: FieldState): void {
    this.findings.wentOut();
    this.events.save(field);
  }

  /** What the rules here say now that a field was left; its neighbours in the book are asked for. */
  private judge(field: FieldState): void {
    this.findings.recheck();
    this.drawFindings();
    const first = this.findings.of(field)[0];
    if (first && field.mark !== "as_written") announce(first.message);
    void this.others.left(field, this.fields);
  }

  private besideOthers(found: NonNullable<SaveAnswer["findings"]>): void {
    this.findings.besideOthers(found);
    this.drawFindings();
    const first = Object.values(found).flat()[0];
    if (first) announce(first.message);
  }

  /** Lines that stand under a warning which nobody has answered. */
  warned(): Set<string> {
    const open = this.fields.filter((field) => field.mark !== "as_written" && this.findings.of(field).some(({ severity }) => severity !== "info"));
    return new Set(open.map(({ data }) => data.key));
  }

  private drawFindings(): void {
    for (const field of this.fields) this.viewOf(field).setFindings(this.findings.of(field));
  }

  writesMark(input: HTMLInputElement | HTMLTextAreaElement, key: string): boolean {
    return this.events.writesMark(input, key);
  }

  offers(field: FieldState, typed: string, untouched: boolean): Offer[] {
    if (field.data.codes) return codeOffers(field.data.codes, untouched ? "" : typed);
    return this.completion?.offers(field, typed, untouched, this.fields, this.number) ?? [];
  }

  took(field: FieldState, offer: Offer, byEnter: boolean): void {
    for (const [key, value] of offer.fills ?? []) this.fill(key, value, offer);
    if (byEnter) this.go(this.fields.indexOf(field), 1);
    else this.next(field);
  }

  /** From now on offers come from this book's dictionary too. */
  assist(completion: Completion): void {
    this.completion = completion;
    this.activeView?.drawChoices();
  }

  /** A line that came with another: shown as carried until the keyer has passed it. */
  private fill(key: string, value: string, offer: Offer): void {
    const field = this.fields.find((one) => one.data.key === key);
    if (!field || field.value || field.mark || !value) return;
    field.value = value;
    field.aid = "carried";
    field.data.source = offer.note ?? "";
    this.reveal([field]);
    this.viewOf(field).reset();
    this.viewOf(field).draw();
  }

  /** On by itself, after a choice or a mark. */
  next(field: FieldState): void {
    this.go(this.fields.indexOf(field), 1);
    this.advance.went(this.activeField?.keystrokes ?? 0);
  }

  /** What a machine reads has come: shown in the field at hand, and in each one entered from now. */
  hinted(): void {
    const field = this.activeField;
    if (field) this.viewOf(field).drawHint();
  }

  /** Enter and Shift+Enter. */
  move(step: 1 | -1): void {
    const field = this.activeField;
    if (!field || (step === 1 && this.advance.covers(field.keystrokes))) return;
    this.go(this.fields.indexOf(field), step);
  }

  /** F2 and F4, mostly on the active field, then on to the next. */
  empty(mark: "blank" | "unreadable", field: FieldState | undefined = this.activeField): void {
    if (!field) return;
    markEmpty(field, mark);
    this.viewOf(field).reset();
    this.viewOf(field).draw();
    this.save(field);
    this.judge(field);
    if (field.mark) this.next(field);
  }

  asWritten(field: FieldState | undefined = this.activeField): void {
    if (!field) return;
    const view = this.viewOf(field);
    markAsWritten(field, view.typed);
    view.draw();
    this.save(field);
    this.judge(field);
  }

  /** A rule's own value is put into the field, as if typed. */
  accept(field: FieldState, proposal: string): void {
    const view = this.viewOf(field);
    if (!leave(field, proposal, "completed")) return;
    view.reset();
    view.draw();
    this.save(field);
    this.judge(field);
  }

  /** Takes the server's findings in, field by field. */
  answered(answer: SaveAnswer): void {
    this.findings.answered(answer.findings ?? {});
    this.drawFindings();
    const first = Object.values(answer.findings ?? {}).flat()[0];
    if (first) announce(first.message);
  }

  /** Leaves the active field and every carried one behind as confirmed; returns the fields still without answer. */
  finish(): FieldState[] {
    for (const field of this.fields) {
      const view = this.viewOf(field);
      if (leave(field, view.typed, view.aid)) this.save(field);
    }
    this.typing.left();
    return unanswered(this.fields);
  }

  /** Brings the image to the active field, and its strip into it: the image came after the form. */
  follow(): void {
    const field = this.activeField;
    if (!field) return;
    this.viewOf(field).drawStrip(this.pages);
    this.tellActive(field);
  }

  /** Typing goes on where it was left for something in the form's place. */
  back(): void {
    const field = this.activeField;
    if (!field) return this.start();
    this.follow();
    this.viewOf(field).input.focus();
    this.viewOf(field).input.select();
  }

  untaught(): string {
    return this.events.untaught?.() ?? "";
  }

  focusOn(field: FieldState): void {
    this.viewOf(field).input.focus();
  }

  private go(from: number, step: 1 | -1): void {
    let place = from + step;
    while (this.fields[place]?.folded) place += step;
    const target = this.fields[place];
    if (target) this.viewOf(target).input.focus();
    else if (step === 1) this.events.end();
  }

  private get activeField(): FieldState | undefined {
    return this.fields.find((field) => field.data.key === this.activeKey);
  }

  private get activeView(): FieldView | undefined {
    return this.views.get(this.activeKey);
  }

  private viewOf(field: FieldState): FieldView {
    return this.views.get(field.data.key)!;
  }

  private unfoldButton(count: number): HTMLElement {
    const props = { type: "button", class: "btn btn-row unfold", "data-unfold": true, onclick: () => this.unfold() };
    return h("button", props, icon("add"), `Thêm dòng (${count})`, h("kbd", {}, "Ctrl+."));
  }

  private view(field: FieldState): HTMLElement {
    const view = new FieldView(field, this);
    this.views.set(field.data.key, view);
    view.element.hidden = field.folded;
    return view.element;
  }
}
