import { beforeEach, describe, expect, it } from "vitest";
import { Coach } from "../src/keying/coach";
import type { FieldData, KeyingData, RecordData } from "../src/keying/contract";
import { guideFor } from "../src/keying/guide";

const field = (key: string, kind: FieldData["kind"] = "name", more: Partial<FieldData> = {}): FieldData => ({
  key,
  label: key,
  kind,
  value: "",
  mark: "",
  aid: "",
  ...more,
});
const record = (...fields: FieldData[]) => ({ sections: [{ key: "a", title: "", fields }] }) as unknown as RecordData;
const data = (more: Partial<KeyingData>) => more as KeyingData;

function draw(...keys: string[]): void {
  document.body.replaceChildren();
  for (const key of keys) {
    const place = document.createElement("div");
    place.className = "keyed-field";
    place.innerHTML = `<div class="body"><input id="field-${key}"></div>`;
    document.body.append(place);
  }
}

const said = (key: string) => document.getElementById(`field-${key}`)!.parentElement!.querySelector(".verdict");
const guided = () => document.querySelector(".guide")?.textContent;
const press = (key: string) => document.dispatchEvent(new KeyboardEvent("keydown", { key }));

beforeEach(() => {
  localStorage.clear();
  draw("ten", "ngay");
  Element.prototype.scrollIntoView = () => undefined;
  HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
    this.setAttribute("open", "");
  };
});

describe("guide", () => {
  it("is silent where nobody is new", () => {
    new Coach(data({})).open(record(field("ten")));
    document.getElementById("field-ten")!.focus();
    expect(guided()).toBeUndefined();
  });

  it("says what to do by kind, and what is filled in beforehand", () => {
    expect(guideFor(field("a", "date"), "", false)).toContain("25031998");
    expect(guideFor(field("a", "name"), "", false)).toContain("Gõ không dấu rồi bấm số để chọn");
    expect(guideFor(field("a", "code"), "last", false)).toMatch(/Bấm số.*Ô cuối/);
    expect(guideFor(field("a", "place"), "first", true)).toMatch(/^Nhìn ảnh.*đúng như ảnh thì Enter, sai thì gõ đè/);
    expect(guideFor(field("trangSo", "number"), "first", false)).toContain("không thấy: F2");
  });

  it("goes with the active field, is put away and comes back with the page's keys", () => {
    const coach = new Coach(data({ guide: true }));
    coach.open(record(field("ten"), field("ngay", "date")));
    document.getElementById("field-ten")!.focus();
    expect(guided()).toContain("đủ dấu");
    document.querySelector<HTMLButtonElement>(".guide button")!.click();
    document.getElementById("field-ngay")!.focus();
    expect(guided()).toBeUndefined();
    press("?");
    expect(guided()).toContain("Gõ liền");
  });
});

describe("coach", () => {
  const wrong = { right: false, book: "Huệ", why: "Dấu." };
  const right = { right: true, book: "Huệ", why: "" };

  it("says beside the field what the book has, and at the end how often the first answer was right", async () => {
    const coach = new Coach(data({ training: true }));
    coach.open(record(field("ten"), field("ngay")));
    coach.answered({ seq: 1, feedback: { ten: wrong } });
    expect(said("ten")!.textContent).toContain("Sổ ghi: Huệ. Dấu.");
    coach.answered({ seq: 2, feedback: { ten: right, ngay: wrong } });
    expect(said("ten")!.textContent).toBe("Đúng");
    const going = coach.reviewed(() => Promise.resolve());
    await Promise.resolve();
    await Promise.resolve();
    const dialog = document.querySelector("dialog")!;
    expect(dialog.textContent).toContain("Đúng ngay lần đầu 0 trên 2 ô");
    expect(dialog.querySelectorAll("li")).toHaveLength(1);
    dialog.returnValue = "no";
    dialog.dispatchEvent(new Event("close"));
    expect(await going).toBe(false);
  });

  it("holds up nobody at real work", async () => {
    expect(await new Coach(data({})).reviewed(() => Promise.reject(new Error()))).toBe(true);
  });
});
