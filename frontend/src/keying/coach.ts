import { announce, h, icon } from "../lib/dom";
import type { FieldData, Feedback, KeyingData, RecordData, SaveAnswer } from "./contract";
import { Guide, type Standing } from "./guide";

/**
 * Help beside the work: what to do in the active field, and in training what the book says of each
 * answer as soon as its field is left.
 */
export class Coach {
  private readonly guide: Guide | null;
  private readonly training: boolean;
  private record: RecordData | null = null;
  /** Field → whether its first answer was right, and what was said last. */
  private readonly said = new Map<string, { first: boolean; now: Feedback }>();

  constructor(data: KeyingData) {
    this.training = data.training === true;
    this.guide = data.guide ? new Guide() : null;
    document.addEventListener("focusin", (event) => this.entered(event.target));
  }

  /** A record is opened, its form drawn: judged answers of before the reload are shown again. */
  open(record: RecordData): void {
    this.record = record;
    this.said.clear();
    if (record.teaches) announce(record.teaches);
    this.take(record.feedback ?? {});
    this.entered(document.activeElement);
  }

  /** The server's answer to one field. */
  answered(answer: SaveAnswer): void {
    this.take(answer.feedback ?? {});
  }

  /** How the page went, before the next one comes; false where the learner stays to mend it. */
  async reviewed(arrived: () => Promise<void>): Promise<boolean> {
    if (!this.training) return true;
    await arrived();
    const wrong = [...this.said].filter(([, { now }]) => !now.right);
    const first = [...this.said.values()].filter((one) => one.first).length;
    return await tell(`Đúng ngay lần đầu ${first} trên ${this.said.size} ô`, wrong.map(([key, { now }]) => this.line(key, now)));
  }

  private line(key: string, { book, why }: Feedback): string {
    return `${this.field(key)?.label ?? key}: sổ ghi “${book}”. ${why}`;
  }

  private take(feedback: Record<string, Feedback>): void {
    for (const [key, now] of Object.entries(feedback)) {
      const before = this.said.get(key);
      this.said.set(key, { first: before?.first ?? now.right, now });
      this.draw(key, now);
    }
  }

  private draw(key: string, { right, book, why }: Feedback): void {
    const body = place(key)?.querySelector(".body");
    if (!body) return;
    body.querySelector(".verdict")?.remove();
    const words = right ? [h("span", {}, "Đúng")] : [h("span", {}, "Sổ ghi: ", h("b", {}, book), ". ", why)];
    const active = document.activeElement?.closest(".keyed-field");
    body.append(h("div", { class: `verdict ${right ? "right" : "wrong"}`, role: "status" }, icon(right ? "check" : "close"), ...words));
    // What was said makes the form longer: the field in work stays in sight.
    active?.scrollIntoView({ block: "nearest" });
  }

  private entered(target: EventTarget | null): void {
    const key = target instanceof HTMLElement ? target.id.replace(/^field-/, "") : "";
    const data = this.field(key);
    const element = place(key);
    if (!data || !element) return;
    const carried = data.aid === "carried" && data.value !== "" && !this.said.has(key);
    this.guide?.show(element, data, this.standing(key), carried);
  }

  private standing(key: string): Standing {
    const keys = this.fields().filter((field) => !field.folded && !field.hidden).map((field) => field.key);
    if (keys[0] === key) return "first";
    return keys.at(-1) === key ? "last" : "";
  }

  private fields(): FieldData[] {
    return this.record?.sections.flatMap((section) => section.fields) ?? [];
  }

  private field(key: string): FieldData | undefined {
    return this.fields().find((field) => field.key === key);
  }
}

function place(key: string): HTMLElement | null {
  return document.getElementById(`field-${key}`)?.closest<HTMLElement>(".keyed-field") ?? null;
}

/** Tells how a page went; true for going on. */
function tell(title: string, lines: string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const on = h("button", { class: "btn btn-primary", value: "yes" }, "Sang trang sau");
    const dialog = h(
      "dialog",
      { class: "page-went", "aria-labelledby": "page-went-title" },
      h("h2", { id: "page-went-title" }, title),
      lines.length ? h("ul", {}, ...lines.map((line) => h("li", {}, line))) : null,
      h("form", { method: "dialog", class: "actions" }, lines.length ? h("button", { class: "btn", value: "no" }, "Sửa lại") : null, on),
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
    on.focus();
  });
}
