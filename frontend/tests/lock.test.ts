import { beforeEach, describe, expect, it, vi } from "vitest";
import { Refusal } from "../src/lib/http";
import { Outbox } from "../src/lib/outbox";
import { isIdle } from "../src/shell/lock";
import { matching, startSearchLists } from "../src/shell/search_list";
import { LettersInMemory } from "./letters_in_memory";

describe("the lock", () => {
  it("comes once nobody touched the machine for as long as the province says", () => {
    expect(isIdle(600_000, 0, 600_000)).toBe(true);
    expect(isIdle(599_999, 0, 600_000)).toBe(false);
    expect(isIdle(600_000, 1, 0)).toBe(false);
  });

  it("keeps letters until it is open again", async () => {
    let locked = true;
    const post = vi.fn(async () => {
      if (locked) throw new Refusal(423, "Màn hình đang khóa.");
    });
    let go: () => void = () => undefined;
    const wait = () => new Promise<void>((resolve) => (go = resolve));
    const outbox = new Outbox({ store: new LettersInMemory(), post, wait });
    await outbox.put("1", "/a", {});
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(outbox.state.refused).toEqual([]);
    expect(outbox.state.waiting).toBe(1);
    locked = false;
    go();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(outbox.state.waiting).toBe(0);
  });
});

describe("a searched list", () => {
  beforeEach(() => {
    const options = ["", ...Array.from({ length: 9 }, (_, at) => `Xã Số ${at}`), "Xã An Tập"];
    document.body.innerHTML = `<select id="unit" data-search-list="Tìm đơn vị">${options.map((text) => `<option value="${text}">${text}</option>`).join("")}</select>`;
    startSearchLists(document);
  });

  const select = () => document.querySelector<HTMLSelectElement>("select")!;
  const type = (text: string) => {
    const input = document.querySelector<HTMLInputElement>("input")!;
    input.value = text;
    input.dispatchEvent(new Event("input"));
  };

  it("is narrowed without marks and chooses the first that is left", () => {
    type("an tap");
    expect([...select().options].map((option) => option.text)).toEqual(["Xã An Tập"]);
    expect(select().value).toBe("Xã An Tập");
  });

  it("comes back whole, with what was chosen", () => {
    type("an tap");
    type("");
    expect(select().options.length).toBe(11);
    expect(select().value).toBe("Xã An Tập");
  });

  it("finds every word in any order", () => {
    expect(matching(["Xã An Tập, huyện Lương Tài", "Xã Tập An"], "tap an")).toEqual([0, 1]);
    expect(matching(["Xã An Tập"], "lien bao")).toEqual([]);
  });
});
