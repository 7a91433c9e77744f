import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { NoAnswer, Refusal } from "../src/lib/http";
import { here, keptJson, letGo } from "../src/lib/kept";
import { LettersHere } from "../src/lib/letters";
import { ask, change, eraseAll, eraseCopies, peopleHere } from "../src/lib/local";
import { keepMachine, nextSeq, setClock } from "../src/lib/packet";
import { forgetPerson, lettersLeft } from "../src/lib/page_outbox";
import { due, eraseOld, sweep } from "../src/lib/sweep";

const line = vi.hoisted(() => ({ answer: (): unknown => ({}), told: (): unknown => ({}) }));
vi.mock("../src/lib/http", async (original) => ({
  ...(await original<object>()),
  getJson: async () => line.answer(),
  postJson: async () => line.told(),
}));

const down = () => {
  throw new NoAnswer("down");
};
const letter = (id: string) => ({ id, url: "/a", body: {}, keptAt: 1 });
const keep = (person: string) =>
  change(person, ["records", "kept", "facts", "letters"], (store) => {
    store("records").put({ reading: "r", place: 0, record: {} });
    store("kept").put({ url: "/u", content: 1 });
    store("facts").put({ until: null }, "lease");
    store("letters").put(letter("1"));
  });
const count = (person: string, store: "records" | "kept" | "letters") => ask<number>(person, store, (found) => found.count());

beforeEach(async () => {
  Object.defineProperty(globalThis, "isSecureContext", { value: true, configurable: true });
  Object.defineProperty(navigator, "serviceWorker", { value: { getRegistrations: async () => [] }, configurable: true });
  Object.defineProperty(navigator, "locks", { value: {}, configurable: true });
  document.body.dataset["person"] = "me";
  localStorage.clear();
  line.answer = line.told = () => ({});
  for (const person of await peopleHere()) await eraseAll(person);
});

describe("what the server said, kept for one person", () => {
  it("comes from here where the line is down, and for nobody else", async () => {
    line.answer = () => ({ n: 1 });
    expect(await keptJson("/words/")).toEqual({ n: 1 });
    line.answer = down;
    expect(await keptJson("/words/")).toEqual({ n: 1 });
    await expect(keptJson("/other/")).rejects.toBeInstanceOf(NoAnswer);
    document.body.dataset["person"] = "somebody";
    await expect(keptJson("/words/")).rejects.toBeInstanceOf(NoAnswer);
  });

  it("is newer whenever the line is up, and a refusal is a refusal", async () => {
    line.answer = () => 1;
    await keptJson("/words/");
    line.answer = () => 2;
    expect(await keptJson("/words/")).toBe(2);
    line.answer = () => {
      throw new Refusal(403, "Không được.");
    };
    await expect(keptJson("/words/")).rejects.toBeInstanceOf(Refusal);
    await letGo(["/words/"]);
    expect(await here("/words/")).toBeNull();
  });

  it("is not kept where the page is not secure", async () => {
    Object.defineProperty(globalThis, "isSecureContext", { value: false, configurable: true });
    line.answer = () => 1;
    expect(await keptJson("/words/")).toBe(1);
    expect(await peopleHere()).toEqual([]);
  });
});

describe("letters on the disk", () => {
  it("outlive the page and are taken over from localStorage", async () => {
    localStorage.setItem("sohotich.outbox.me.7", JSON.stringify(letter("7")));
    localStorage.setItem("sohotich.outbox.other.8", JSON.stringify(letter("8")));
    const store = new LettersHere("me");
    await store.takeOver("sohotich.outbox.me");
    await store.add(letter("9"), { store: "records", row: { reading: "r", record: null } });
    expect((await new LettersHere("me").all()).map(({ id }) => id)).toEqual(["7", "9"]);
    expect(await count("me", "records")).toBe(1);
    expect(Object.keys(localStorage)).toEqual(["sohotich.outbox.other.8"]);
    await store.remove(["7"]);
    expect(await lettersLeft()).toBe(1);
  });
});

describe("erasing", () => {
  it("at sign-out leaves nothing of the person, and what others have not sent", async () => {
    await keep("me");
    await keep("other");
    localStorage.setItem("sohotich:unfolded:KS.1998.02", "1");
    localStorage.setItem("sohotich.machine", "7");
    sessionStorage.setItem("x", "1");
    await forgetPerson();
    expect(await peopleHere()).toEqual(["other"]);
    expect(await count("other", "letters")).toBe(1);
    expect(Object.keys(localStorage)).toEqual(["sohotich.machine"]);
    expect(sessionStorage.length).toBe(0);
  });

  it("takes copies of who is not signed in, and keeps their letters", async () => {
    await keep("me");
    await keep("other");
    line.told = down;
    await sweep();
    expect([await count("other", "records"), await count("other", "kept"), await count("other", "letters")]).toEqual([0, 0, 1]);
    expect(await count("me", "records")).toBe(1);
  });

  it("follows the server: accounts that are over, leases that were ended", async () => {
    await keep("me");
    await keep("gone");
    line.told = () => ({ ended: ["gone"], person: "me", leased: false, hours: 48, days: 14, now: Date.now() });
    await sweep();
    expect(await peopleHere()).toEqual(["me"]);
    expect([await count("me", "records"), await count("me", "letters")]).toEqual([0, 1]);
  });

  it("goes by the time limit without a line", async () => {
    const contact = { at: 0, hours: 48, days: 14 };
    const day = 24 * 3_600_000;
    expect([due(contact, 2 * day), due(contact, 2 * day + 1), due(contact, 14 * day + 1)]).toEqual(["nothing", "copies", "all"]);
    await keep("me");
    await change("me", ["facts"], (store) => store("facts").put({ ...contact, at: Date.now() - 3 * day }, "contact"));
    await eraseOld(["me"]);
    expect([await count("me", "records"), await count("me", "letters")]).toEqual([0, 1]);
    await eraseCopies("me");
  });
});

describe("the number of what was typed", () => {
  it("grows with the clock, never repeats, and tells the machine", () => {
    localStorage.setItem("sohotich.machine", "7");
    const first = nextSeq(0, 1_800_000_000_000);
    expect(first).toBe(1_800_000_000_000 * 4096 + 7);
    expect(nextSeq(first, 1_800_000_000_000)).toBe(first + 4096);
    expect(Number.isSafeInteger(first)).toBe(true);
  });

  it("keeps the machine's number on the disk, where a crash leaves it", async () => {
    localStorage.setItem("sohotich.machine", "7");
    await keepMachine();
    localStorage.clear();
    await keepMachine();
    expect(nextSeq(0) % 4096).toBe(7);
  });

  it("goes by the server's clock", () => {
    localStorage.setItem("sohotich.machine", "0");
    setClock(1_800_000_000_000, 1_799_999_000_000);
    expect(nextSeq(0, 1_799_999_000_000)).toBe(1_800_000_000_000 * 4096);
  });
});
