import { h } from "../lib/dom";
import { unmarked } from "../lib/text";
import { type CutData, type PageData, labelOf } from "./contract";
import { type Part, countOn } from "./cuts";

/** What the person said: the parts with their numbers, and whether later pages count on. */
export interface Numbering {
  cuts: CutData[];
  countsOn: boolean;
}

const PARTS: [Part, string][] = [
  ["own", "một trường hợp"],
  ["joins", "nối với ô trước"],
  ["skipped", "ô trống"],
];

interface Row {
  input: HTMLInputElement;
  select: HTMLSelectElement;
  given: boolean;
}

const partOf = (cut: CutData): Part => (cut.joins ? "joins" : cut.skipped ? "skipped" : "own");
const tidy = (text: string) => unmarked(text.trim()).replace(/\s+/g, " ");

/** Asks what each part of the page is and which number it has; null for "Thôi". */
export function askNumbers(page: PageData): Promise<Numbering | null> {
  return new Promise((resolve) => {
    const rows = page.cuts.map((cut, place) => rowOf(cut, place));
    const counts = h("input", { type: "checkbox", class: "form-check-input", id: "counts-on", checked: true });
    const dialog = h(
      "dialog",
      { "aria-labelledby": "number-title" },
      h(
        "form",
        { method: "dialog" },
        h("h2", { id: "number-title" }, `${labelOf(page)}: số của từng ô`),
        h("div", { class: "number-rows" }, ...rows.flatMap((row, place) => [label(place), row.input, row.select])),
        h("div", { class: "form-check" }, counts, h("label", { class: "form-check-label", for: "counts-on" }, "Các trang sau đếm tiếp từ số này")),
        h("p", { class: "form-text" }, "Gõ số đầu, các số sau tự tiếp theo. Số bis viết liền: 70bis."),
        h("div", { class: "actions" }, h("button", { class: "btn", value: "", formnovalidate: true }, "Thôi"), h("button", { class: "btn btn-primary", value: "yes" }, "Sửa số")),
      ),
    );
    for (const [place, row] of rows.entries()) follow(rows, place, row, dialog);
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes" ? { cuts: page.cuts.map((cut, place) => said(cut, rows[place]!)), countsOn: counts.checked } : null);
    });
    document.body.append(dialog);
    dialog.showModal();
    rows[0]?.input.select();
  });
}

function label(place: number): HTMLElement {
  return h("label", { for: place ? `number-${place}` : "first-number" }, `Ô ${place + 1}`);
}

function rowOf(cut: CutData, place: number): Row {
  const id = place ? `number-${place}` : "first-number";
  const input = h("input", { class: "form-control", id, value: cut.number, inputmode: "numeric", maxlength: 16, autocomplete: "off" });
  const options = PARTS.map(([part, words]) => h("option", { value: part, selected: part === partOf(cut) }, words));
  const select = h("select", { class: "form-select", "aria-label": `Ô ${place + 1} là` }, ...options);
  input.disabled = partOf(cut) !== "own";
  return { input, select, given: !!cut.pinned };
}

function follow(rows: Row[], place: number, row: Row, dialog: HTMLDialogElement): void {
  const run = () => {
    const numbers = countOn(rows.map((one) => one.input.value), rows.map((one) => one.select.value as Part), rows.map((one) => one.given), place);
    for (const [at, number] of numbers.entries()) if (at > place) rows[at]!.input.value = number;
  };
  row.input.addEventListener("input", () => {
    row.given = tidy(row.input.value) !== "";
    run();
  });
  // Enter in a box means the last button, not the first.
  row.input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    dialog.close("yes");
  });
  row.select.addEventListener("change", () => {
    row.given = false;
    row.input.disabled = row.select.value !== "own";
    if (row.select.value === "skipped") row.input.value = "";
    run();
  });
}

function said(cut: CutData, row: Row): CutData {
  const part = row.select.value as Part;
  const number = tidy(row.input.value);
  return { ...cut, number, doubt: false, pinned: part === "own" && row.given && number !== "", joins: part === "joins", skipped: part === "skipped" };
}
