import { beforeEach, describe, expect, it, vi } from "vitest";
import { Ahead } from "../src/lib/ahead";
import { NoAnswer } from "../src/lib/http";
import { Outbox } from "../src/lib/outbox";

const post = vi.hoisted(() => vi.fn<(url: string, body: { have: string[] }) => Promise<{ item: string | null }>>());
vi.mock("../src/lib/http", async (original) => ({ ...(await original<object>()), postJson: post }));

const ahead = (count: number, atHand: string[] = ["one"], ready: string[] = []) =>
  new Ahead<string>("/next/", count, (item) => item, () => atHand, (item) => ready.push(item));

describe("Ahead", () => {
  beforeEach(() => post.mockReset());

  it("asks beyond what is at hand and what already waits", async () => {
    post.mockResolvedValueOnce({ item: "two" }).mockResolvedValueOnce({ item: "three" });
    const ready: string[] = [];
    const items = ahead(2, ["one"], ready);
    await items.fill();
    expect(post.mock.calls.map(([, body]) => body.have)).toEqual([["one"], ["one", "two"]]);
    expect(ready).toEqual(["two", "three"]);
    expect(await items.next()).toBe("two");
  });

  it("asks again where nothing waited before: work comes while one works", async () => {
    post.mockResolvedValueOnce({ item: null }).mockResolvedValueOnce({ item: "two" });
    const items = ahead(1);
    await items.fill();
    await items.fill();
    expect(await items.next()).toBe("two");
  });

  it("is quiet ahead of need when the line is down, and says so when asked", async () => {
    post.mockRejectedValue(new NoAnswer("down"));
    const items = ahead(1);
    await items.fill();
    await expect(items.next()).rejects.toBeInstanceOf(NoAnswer);
  });

  it("hands an item that was given back out first", async () => {
    post.mockResolvedValueOnce({ item: "two" });
    const items = ahead(1);
    await items.fill();
    items.giveBack("one");
    expect(await items.next()).toBe("one");
    expect(await items.next()).toBe("two");
  });
});

describe("Outbox at the end of a page", () => {
  beforeEach(() => localStorage.clear());

  it("knows what still waits for an address, and when all has gone", async () => {
    let answer: (value: unknown) => void = () => undefined;
    const outbox = new Outbox({
      storage: localStorage,
      name: "box",
      post: () => new Promise((resolve) => (answer = resolve)),
      wait: () => new Promise(() => undefined),
    });
    outbox.put("1", "/a", { n: 1 });
    outbox.put("2", "/b", { n: 2 });
    expect(outbox.kept("/b").map((letter) => letter.body)).toEqual([{ n: 2 }]);
    let gone = false;
    const drained = outbox.drained(60_000).then(() => (gone = true));
    answer({});
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(gone).toBe(false);
    answer({});
    await drained;
    expect(outbox.kept("/b")).toEqual([]);
  });

  it("waits no longer than it is told", async () => {
    const outbox = new Outbox({ storage: localStorage, name: "box", post: () => new Promise(() => undefined), wait: () => Promise.resolve() });
    outbox.put("1", "/a", {});
    await outbox.drained(10);
    expect(outbox.state.waiting).toBe(1);
  });
});
