import { beforeEach, describe, expect, it, vi } from "vitest";
import { BookRegions, regionsKnown, untaughtWords } from "../src/keying/book_regions";
import type { FieldData, RecordData } from "../src/keying/contract";
import { Form } from "../src/keying/form";
import { TeachingPanel } from "../src/keying/teaching_panel";
import { ask } from "../src/shell/confirm";
import type { PageRegion, Viewer } from "../src/viewer/viewer";

vi.mock("../src/shell/confirm", () => ({ ask: vi.fn() }));

const BOX: PageRegion = { page: 0, x: 0.1, y: 0.2, w: 0.3, h: 0.05 };
const IMAGE = { url: "", width: 100, height: 100, label: "" };
const field = (key: string, region: PageRegion | null): FieldData => ({ key, label: key, kind: "text", value: "", mark: "", aid: "", region });
const record = (place: string, region: PageRegion | null = null) =>
  ({ reading: place, regionsPlace: place, urls: {}, images: [IMAGE], sections: [{ key: "s", title: "", fields: [field("a", region), field("b", null)] }] }) as unknown as RecordData;

const bar = () => [...document.querySelectorAll<HTMLElement>(".key-bar > span")].filter((key) => !key.hidden).map((key) => key.textContent);
const at = () => document.activeElement?.id;
const keepButton = () => document.querySelector<HTMLButtonElement>(".sticky-actions .btn-primary")!;
const settled = () => new Promise((done) => setTimeout(done));

function press(key: string, ctrlKey = false): void {
  document.activeElement!.dispatchEvent(new KeyboardEvent("keydown", { key, ctrlKey, bubbles: true, cancelable: true }));
}

describe("the panel in the form's place", () => {
  const save = vi.fn();
  const look = vi.fn();
  let form: Form;

  function open(data: RecordData): void {
    const viewer = { focus: vi.fn(), drawing: vi.fn() } as unknown as Viewer;
    const events = { save: vi.fn(), active: vi.fn(), end: vi.fn(), unfolded: vi.fn(), writesMark: () => false, untaught: () => untaughtWords(data) };
    form = new Form(document.querySelector("form")!, data, data.images, events);
    form.start();
    form.move(1);
    new TeachingPanel(viewer, save, () => form.back(), look).start(data);
  }

  beforeEach(() => {
    save.mockReset();
    look.mockReset();
    vi.mocked(ask).mockReset();
    Element.prototype.scrollIntoView = () => undefined;
    document.body.innerHTML = '<form data-form></form><section data-teaching tabindex="-1" hidden></section><footer class="key-bar"><span>F4</span></footer>';
  });

  it("gives the keyboard back to the field it was taken from", () => {
    open(record("ot", BOX));
    expect(at()).toBe("");
    press("Escape");
    expect(at()).toBe("field-b");
    open(record("ot", BOX));
    press("Enter", true);
    expect([at(), save.mock.calls.length]).toEqual(["field-b", 1]);
  });

  it("offers a machine's places to be looked over, and keeps none by itself", async () => {
    const data = record("ot");
    data.urls.proposed = "/tim/";
    look.mockResolvedValue({ places: { a: { x: 0.1, y: 0.2, w: 0.3, h: 0.05, sure: 0.9 } }, words: "" });
    open(data);
    press("F9");
    await settled();
    expect(document.querySelector("[data-teaching]")!.textContent).toContain("máy đề nghị, chắc 90 %");
    expect(keepButton().textContent).toContain("1 ô máy đề nghị chưa xem");
    press("Enter");
    expect(keepButton().textContent).not.toContain("chưa xem");
    expect(save).not.toHaveBeenCalled();
    press("Enter", true);
    expect(save).toHaveBeenCalledWith({ a: [0.1, 0.2, 0.3, 0.05] });
  });

  it("has no such offer where the page has no address for it", () => {
    open(record("ot"));
    press("F9");
    expect(look).not.toHaveBeenCalled();
  });

  it("has its own keys in the page's bar while it is open", () => {
    open(record("ot"));
    expect(bar()).toContain("Ctrl+Zhoàn tác");
    expect(bar()).not.toContain("F4");
    press("Escape");
    expect(bar()).toEqual(["F4"]);
  });

  it("keeps nothing where nothing was shown", () => {
    open(record("ot"));
    expect(keepButton().disabled).toBe(true);
    press("Enter", true);
    expect([save.mock.calls.length, bar().includes("F4")]).toEqual([0, false]);
    press("Escape");
  });

  it("asks before it takes every place back from everybody", async () => {
    vi.mocked(ask).mockResolvedValueOnce(false).mockResolvedValueOnce(true);
    open(record("ot", BOX));
    press("F2");
    expect(keepButton().disabled).toBe(false);
    press("Enter", true);
    await settled();
    expect(save).not.toHaveBeenCalled();
    press("Enter", true);
    await settled();
    expect(save).toHaveBeenCalledWith({});
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it("says in the strip's place that nobody has shown this half", () => {
    open(record("1998 ob"));
    press("Escape");
    const place = () => document.querySelector(".keyed-field.active .strip-place")!.textContent;
    expect(place()).toBe("Chưa chỉ vị trí ô cho nửa trang này: Alt+V");
    open(record("1998 ob", BOX));
    press("Escape");
    expect(place()).toBe("");
  });
});

describe("what was shown on this page", () => {
  it("serves pictures cut alike and no other half or side", () => {
    const regions = new BookRegions();
    regions.keep(record("1998 ot"), { a: [0.1, 0.2, 0.3, 0.05] });
    const known = (place: string) => {
      const next = record(place);
      regions.applyTo(next);
      return regionsKnown(next);
    };
    expect(["1998 ot", "1998 ob", "1998 et"].map(known)).toEqual([true, false, false]);
  });
  it("names what has no places yet", () => {
    expect(untaughtWords(record("bt ol"))).toBe("Chưa chỉ vị trí ô cho trang này");
    expect(untaughtWords(record("bt "))).toBe("Chưa chỉ vị trí ô cho trang này");
  });
});
