import { announce, need } from "../lib/dom";

/** The fields of the record: which of them is chosen, and the form that stands in its place. */
export class Rows {
  /** `onChosen` hears how far down the record the chosen field stands, 0 … 1. */
  constructor(private readonly onChosen: (place: number) => void) {}

  private get all(): HTMLElement[] {
    return [...document.querySelectorAll<HTMLElement>("[data-field]")].filter((row) => row.offsetParent !== null);
  }

  /** The field with the focus, or the first a rule speaks about. */
  get chosen(): HTMLElement | null {
    return this.focused ?? document.querySelector<HTMLElement>(".read-field.error, .read-field.doubt");
  }

  private get focused(): HTMLElement | null {
    return document.activeElement?.closest<HTMLElement>("[data-field]") ?? null;
  }

  move(step: number): void {
    const rows = this.all;
    const at = this.focused ? rows.indexOf(this.focused) : step > 0 ? -1 : rows.length;
    const row = rows[at + step];
    if (row) this.choose(row);
  }

  choose(row: HTMLElement): void {
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
    const rows = this.all;
    this.onChosen(rows.indexOf(row) / Math.max(rows.length - 1, 1));
  }

  /** After a correction: back to the field it was about. */
  chooseKey(key: string): void {
    const row = document.querySelector<HTMLElement>(`[data-field="${CSS.escape(key)}"]`);
    if (row) this.choose(row);
  }

  /** Opens the form of the chosen field, or of the row whose button was pressed. */
  async edit(button: HTMLElement | null): Promise<void> {
    const row = button?.closest<HTMLElement>("[data-field]");
    const address = button?.dataset["edit"];
    if (!row || !address) return announce("Chọn một ô bằng mũi tên trước.");
    this.cancel();
    const answer = await fetch(address, { credentials: "same-origin" });
    if (!answer.ok || answer.redirected) return location.reload();
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const form = need<HTMLFormElement>("[data-edit-form]", page);
    row.classList.add("editing");
    row.append(form);
    this.start(form, button);
  }

  private start(form: HTMLFormElement, button: HTMLElement): void {
    const value = need<HTMLInputElement>("#edit-value", form);
    const { proposal } = button.dataset;
    if (proposal !== undefined) value.value = proposal.replaceAll(/(?<=\d)\.(?=\d)/g, value.inputMode === "numeric" ? "/" : ".");
    for (const mark of form.querySelectorAll<HTMLInputElement>("[name=mark]")) {
      mark.addEventListener("change", () => (value.disabled = mark.value === "blank_in_book" || mark.value === "unreadable"));
    }
    value.focus();
    if ("select" in value) value.select();
    form.scrollIntoView({ block: "nearest" });
  }

  /** Takes an open form away; true when there was one. */
  cancel(): boolean {
    const form = document.querySelector("[data-edit-form]");
    const row = form?.closest<HTMLElement>("[data-field]");
    form?.remove();
    row?.classList.remove("editing");
    row?.focus({ preventScroll: true });
    return !!form;
  }
}
