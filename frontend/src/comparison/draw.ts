import { h, need } from "../lib/dom";
import type { ItemData, QuestionData, SideData } from "./contract";

/** What a side says, in words: a blank is said, not left out. */
export function said(side: SideData): string {
  return side.value || side.mark || "trống trong sổ";
}

/** The side's words, the differing syllables marked; a blank is said, not left empty. */
function words(side: SideData): HTMLElement[] {
  if (!side.value) return [h("span", { class: "compared-mark" }, said(side))];
  return side.segments.map((segment, place) => {
    const gap = place ? " " : "";
    return h("span", {}, gap, segment.kind === "same" ? segment.text : h("mark", {}, segment.text));
  });
}

function drawSide(letter: "a" | "b", side: SideData): void {
  const place = need(`[data-side="${letter}"]`);
  need("[data-side-title]", place).textContent = side.title;
  need("[data-side-value]", place).replaceChildren(...words(side));
  need("[data-side-note]", place).textContent = side.note ?? "";
}

/** The question in view, and those of the same item that come after it. */
export function drawQuestion(item: ItemData, index: number, alone = false): void {
  const question = item.questions[index]!;
  need("[data-question]").textContent = question.label;
  need("[data-lead]").textContent = question.lead;
  drawSide("a", question.a);
  drawSide("b", question.b);
  const after = item.questions.slice(index + 1);
  need("[data-next]").hidden = alone || after.length === 0;
  need("[data-next-rows]").replaceChildren(...after.map(row));
}

function row(question: QuestionData): HTMLElement {
  const cell = (side: SideData) => h("td", {}, ...words(side));
  return h("tr", {}, h("th", { scope: "row" }, question.label), cell(question.a), cell(question.b));
}

/** What is agreed about the item, and what may help the eye. */
export function drawItem(item: ItemData): void {
  need("[data-subject]").textContent = item.subject;
  need("[data-agreed-title]").textContent = item.agreedTitle;
  need("[data-agreed]").replaceChildren(
    ...item.agreed.flatMap(({ label, value }) => [h("dt", {}, label), h("dd", {}, value || "–")]),
  );
  const reference = need("[data-reference]");
  reference.hidden = item.reference.length === 0;
  need("[data-reference-list]", reference).replaceChildren(
    ...item.reference.map(({ text, url }) => h("li", {}, url ? h("a", { href: url }, text) : text)),
  );
}
