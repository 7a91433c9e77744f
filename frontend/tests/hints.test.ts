import { describe, expect, it, vi } from "vitest";
import type { FieldData, RecordData } from "../src/keying/contract";
import { Form } from "../src/keying/form";
import { bringHints } from "../src/keying/hints";

const field = (key: string): FieldData => ({ key, label: key, kind: "date", value: "", mark: "", aid: "" });
const record = (hints?: string) =>
  ({ reading: "r", urls: hints ? { hints } : {}, images: [], sections: [{ key: "s", title: "", fields: [field("a"), field("b")] }] }) as unknown as RecordData;
const READ = { hints: { a: { value: "27.08.1931", sure: 0.85 } } };

describe("what a machine reads", () => {
  it("is not asked for where the record has no address for it", async () => {
    const ask = vi.fn();
    expect(await bringHints(record(), ask)).toBe(false);
    expect(ask).not.toHaveBeenCalled();
  });

  it("stands beside the active field and never in it", async () => {
    Element.prototype.scrollIntoView = () => undefined;
    document.body.innerHTML = "<form></form>";
    const data = record("/goi-y/");
    const save = vi.fn();
    const events = { save, active: vi.fn(), end: vi.fn(), unfolded: vi.fn(), writesMark: () => false, untaught: () => "" };
    const form = new Form(document.querySelector("form")!, data, [], events);
    form.start();
    expect(await bringHints(data, async () => READ)).toBe(true);
    form.hinted();
    expect(document.querySelector(".active [data-hint]")!.textContent).toContain("27/08/1931 (chắc 85 %)");
    expect(document.querySelector<HTMLInputElement>(".active input")!.value).toBe("");
    form.move(1);
    form.move(-1);
    for (const call of save.mock.calls) expect(JSON.stringify(call[0].value)).not.toContain("1931");
    expect(form.finish().length).toBeGreaterThanOrEqual(0);
  });

  it("is simply absent without a line", async () => {
    expect(await bringHints(record("/goi-y/"), () => Promise.reject(new Error("no line")))).toBe(false);
  });
});
