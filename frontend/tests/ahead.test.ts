import { beforeEach, describe, expect, it, vi } from "vitest";
import { Ahead } from "../src/lib/ahead";
import { NoAnswer } from "../src/lib/http";
import { Outbox } from "../src/lib/outbox";
import { LettersInMemory } from "./letters_in_memory";

type Answer = { item: string | null } | Error | Promise<{ item: string | null }>;
const line = vi.hoisted(() => ({ answers: [] as Answer[], asked: [] as string[][] }));
vi.mock("../src/lib/http", async (original) => ({
  ...(await original<object>()),
  postJson: async (_url: string, body: { have: string[] }) => {
    line.asked.push(body.have);
    const answer = line.answers.shift() ?? { item: null };
    if (answer instanceof Error) throw answer;
    return answer;
  },
}));

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));
const ahead = (count: number, ready: string[] = []) =>
  new Ahead<string>("/next/", count, (item) => item, () => ["one"], (item) => ready.push(item));

describe("Ahead", () => {
  beforeEach(() => {
    line.asked.length = 0;
    line.answers.length = 0;
  });

  it("asks beyond what is at hand and what already waits", async () => {
    line.answers.push({ item: "two" }, { item: "three" });
    const ready: string[] = [];
    const items = ahead(2, ready);
    await items.fill();
    expect(line.asked).toEqual([["one"], ["one", "two"]]);
    expect(ready).toEqual(["two", "three"]);
    expect(await items.next()).toBe("two");
  });

  it("lets go of what was only fetched ahead", async () => {
    line.answers.push({ item: "two" }, { item: "three" }, { item: null });
    const items = ahead(2);
    await items.fill();
    expect(items.drop()).toEqual(["two", "three"]);
    expect(items.drop()).toEqual([]);
    expect(await items.next()).toBe(null);
  });

  it("asks again where nothing waited before: work comes while one works", async () => {
    line.answers.push({ item: null }, { item: "two" });
    const items = ahead(1);
    await items.fill();
    await items.fill();
    expect(await items.next()).toBe("two");
  });

  it("hands out what is here while more is on its way, and goes on naming it", async () => {
    let comes: (answer: { item: string }) => void = () => undefined;
    line.answers.push({ item: "two" }, new Promise((resolve) => (comes = resolve)));
    const items = ahead(2);
    const filled = items.fill();
    await vi.waitFor(() => expect(line.asked).toHaveLength(2));
    expect(await items.next()).toBe("two");
    comes({ item: "three" });
    await filled;
    expect(line.asked.at(-1)).toEqual(["one", "two", "three"]);
  });

  it("waits for the first that comes, not for all", async () => {
    let comes: (answer: { item: string }) => void = () => undefined;
    line.answers.push(new Promise((resolve) => (comes = resolve)), new Promise(() => undefined));
    const items = ahead(2);
    void items.fill();
    const next = items.next();
    comes({ item: "two" });
    expect(await next).toBe("two");
  });

  it("is quiet ahead of need when the line is down, and says so when asked", async () => {
    line.answers.push(new NoAnswer("down"), new NoAnswer("down"));
    const items = ahead(1);
    await items.fill();
    await expect(items.next()).rejects.toBeInstanceOf(NoAnswer);
  });

  it("hands an item that was given back out first", async () => {
    line.answers.push({ item: "two" });
    const items = ahead(1);
    await items.fill();
    items.giveBack("one");
    expect(await items.next()).toBe("one");
    expect(await items.next()).toBe("two");
  });
});

describe("Outbox at the end of a page", () => {
  it("knows what still waits for an address, and when all has gone", async () => {
    let answer: (value: unknown) => void = () => undefined;
    const outbox = new Outbox({
      store: new LettersInMemory(),
      post: () => new Promise((resolve) => (answer = resolve)),
      wait: () => new Promise(() => undefined),
    });
    void outbox.put("1", "/a", { n: 1 });
    await outbox.put("2", "/b", { n: 2 });
    await settled();
    expect(outbox.kept("/b").map((letter) => letter.body)).toEqual([{ n: 2 }]);
    let gone = false;
    const drained = outbox.drained(60_000).then(() => (gone = true));
    answer({});
    await settled();
    expect(gone).toBe(false);
    answer({});
    await drained;
    expect(outbox.kept("/b")).toEqual([]);
  });

  it("waits no longer than it is told", async () => {
    const outbox = new Outbox({ store: new LettersInMemory(), post: () => new Promise(() => undefined), wait: () => Promise.resolve() });
    await outbox.put("1", "/a", {});
    await outbox.drained(10);
    expect(outbox.state.waiting).toBe(1);
  });
});
