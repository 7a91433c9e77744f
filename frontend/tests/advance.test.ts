import { beforeEach, describe, expect, it, vi } from "vitest";
import { Advance } from "../src/keying/advance";
import type { FieldData, RecordData } from "../src/keying/contract";
import { Form } from "../src/keying/form";

describe("Advance", () => {
  const clock = (moment: { now: number }) => new Advance(() => moment.now);

  it("takes the Enter of habit for part of the step, once", () => {
    const advance = clock({ now: 0 });
    advance.went(0);
    expect(advance.covers(0)).toBe(true);
    expect(advance.covers(0)).toBe(false);
  });
  it("lets an Enter through after something was typed", () => {
    const advance = clock({ now: 0 });
    advance.went(3);
    expect(advance.covers(4)).toBe(false);
  });
  it("lets a later Enter through", () => {
    const moment = { now: 0 };
    const advance = clock(moment);
    advance.went(0);
    moment.now = 600;
    expect(advance.covers(0)).toBe(false);
  });
  it("covers nothing where the form did not go on by itself", () => expect(clock({ now: 0 }).covers(0)).toBe(false));
});

describe("a choice by digit, then Enter", () => {
  const keys = ["a", "b", "c"];
  const codes = [{ code: "1", label: "Nam" }, { code: "2", label: "Nữ" }];
  const field = (key: string): FieldData => ({ key, label: key, kind: key === "a" ? "code" : "text", codes: key === "a" ? codes : undefined, value: "", mark: "", aid: "" }) as FieldData;
  const at = () => document.activeElement?.id.replace("field-", "");
  let form: Form;

  beforeEach(() => {
    vi.useFakeTimers();
    Element.prototype.scrollIntoView = () => undefined;
    document.body.innerHTML = "<form></form>";
    const record = { reading: "r", urls: {}, sections: [{ key: "s", title: "", fields: keys.map(field) }] } as unknown as RecordData;
    const events = { save: vi.fn(), active: vi.fn(), end: vi.fn(), unfolded: vi.fn(), writesMark: () => false };
    form = new Form(document.querySelector("form")!, record, [], events);
    form.start();
  });

  function pick(digit: string): void {
    document.activeElement!.dispatchEvent(new KeyboardEvent("keydown", { key: digit, bubbles: true, cancelable: true }));
  }

  it("is one step", () => {
    pick("1");
    expect(at()).toBe("b");
    form.move(1);
    expect(at()).toBe("b");
    form.move(1);
    expect(at()).toBe("c");
  });
  it("is two steps for who reads the next line first", () => {
    pick("1");
    vi.advanceTimersByTime(700);
    form.move(1);
    expect(at()).toBe("c");
  });
  it("is two steps once the next line is typed in", () => {
    pick("1");
    const input = document.activeElement as HTMLInputElement;
    input.value = "x";
    input.dispatchEvent(new Event("input"));
    form.move(1);
    expect(at()).toBe("c");
  });
  it("a mark goes on by itself in the same way, and back is always a step", () => {
    pick("2");
    form.empty("blank");
    expect(at()).toBe("c");
    form.move(-1);
    expect(at()).toBe("b");
  });
});
