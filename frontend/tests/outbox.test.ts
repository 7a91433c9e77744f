import { describe, expect, it, vi } from "vitest";
import { NoAnswer, Refusal } from "../src/lib/http";
import { Outbox, type OutboxOptions, backOff } from "../src/lib/outbox";
import { savingParts } from "../src/lib/saving";
import { LettersInMemory } from "./letters_in_memory";

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));
const never = () => new Promise<never>(() => undefined);
const down = () => Promise.reject(new NoAnswer("down"));

type Sent = { letters: { url: string; body: Record<string, unknown> }[] };

function box(post: (url: string, body: unknown) => Promise<unknown>, more: Partial<OutboxOptions> = {}) {
  return new Outbox({ store: new LettersInMemory(), post, wait: () => Promise.resolve(), ...more });
}

const together = { url: "/many", most: 3, covers: (url: string) => url.startsWith("/k") };

describe("Outbox", () => {
  it("sends in order and forgets what was answered", async () => {
    const sent: string[] = [];
    const store = new LettersInMemory();
    const outbox = box(async (url) => void sent.push(url), { store });
    for (const [id, url] of [["1", "/a"], ["2", "/b"], ["3", "/c"]] as const) void outbox.put(id, url, {});
    await settled();
    expect(sent).toEqual(["/a", "/b", "/c"]);
    expect(store.letters.size).toBe(0);
    expect(outbox.state.lastSent).not.toBeNull();
  });

  it("has a letter on the disk before it is sent, with what changes beside it", async () => {
    const store = new LettersInMemory();
    const onDisk: number[] = [];
    const outbox = box(async () => void onDisk.push(store.letters.size), { store });
    await outbox.put("1", "/a", {}, undefined, { store: "records", row: { reading: "r" } });
    await settled();
    expect(onDisk).toEqual([1]);
    expect(store.beside).toHaveLength(1);
  });

  it("hands the answer to who asked", async () => {
    const heard = vi.fn();
    void box(async () => ({ seq: 7 })).put("1", "/a", {}, heard);
    await settled();
    expect(heard).toHaveBeenCalledWith({ seq: 7 });
  });

  it("counts a letter as waiting no more when the page hears its answer", async () => {
    const waiting: number[] = [];
    const outbox = box(async () => ({}));
    void outbox.put("1", "/a", {}, () => void waiting.push(outbox.state.waiting));
    void outbox.put("2", "/a", {}, () => void waiting.push(outbox.state.waiting));
    await settled();
    expect(waiting).toEqual([1, 0]);
  });

  it("tries again with growing pauses until the line is back, losing nothing and doubling nothing", async () => {
    const pauses: number[] = [];
    let left = 4;
    const sent: unknown[] = [];
    const post = async (_url: string, body: unknown) => {
      if (left-- > 0) throw new NoAnswer("down");
      sent.push(body);
    };
    const outbox = box(post, { wait: async (milliseconds) => void pauses.push(milliseconds) });
    void outbox.put("1", "/a", { n: 1 });
    void outbox.put("2", "/a", { n: 2 });
    await settled();
    expect(pauses).toEqual([1000, 2000, 4000, 8000]);
    expect(sent).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it("says since when it waits and how many it holds", async () => {
    const outbox = box(down, { wait: never });
    void outbox.put("1", "/a", {});
    void outbox.put("2", "/a", {});
    await settled();
    expect(outbox.state.waiting).toBe(2);
    const words = savingParts(outbox.state).map((part) => part.words);
    expect(words.join(" · ")).toMatch(/Đã lưu trên máy \d\d:\d\d · Chờ mạng từ \d\d:\d\d · giữ 2 ô/);
  });

  it("sends after a restart what the last window kept", async () => {
    const store = new LettersInMemory();
    await box(never, { store }).put("b.2", "/a", { n: 2 });
    const sent: string[] = [];
    const again = box(async (url) => void sent.push(url), { store });
    await again.ready;
    expect(again.kept("/a").map(({ body }) => body)).toEqual([{ n: 2 }]);
    await again.flush();
    expect(sent).toEqual(["/a"]);
  });

  it("takes a refused letter out and shows why", async () => {
    const store = new LettersInMemory();
    const post = async (url: string) => {
      if (url === "/bad") throw new Refusal(409, "Phần việc này không còn do anh/chị giữ.");
    };
    const outbox = box(post, { store });
    void outbox.put("1", "/bad", {});
    void outbox.put("2", "/good", {});
    await settled();
    expect(outbox.state.waiting).toBe(0);
    expect(outbox.state.refused.map((entry) => entry.refusal.message)).toEqual(["Phần việc này không còn do anh/chị giữ."]);
    expect(store.letters.size).toBe(0);
  });

  it("waits at an ended session: nothing is thrown away", async () => {
    const outbox = box(() => Promise.reject(new Refusal(401, "Phiên đăng nhập đã hết.")), { wait: never });
    void outbox.put("1", "/a", {});
    await settled();
    expect(outbox.state.waiting).toBe(1);
    expect(outbox.state.refused).toEqual([]);
  });

  it("goes on in memory when the machine has no room", async () => {
    const sent: string[] = [];
    const outbox = box(async (url) => void sent.push(url), { store: new LettersInMemory(true) });
    void outbox.put("1", "/a", {});
    await settled();
    expect(sent).toEqual(["/a"]);
    expect(outbox.state.lastKept).toBeNull();
  });
});

describe("letters that travel together", () => {
  const run = async (count: number, post: (url: string, body: Sent) => Promise<unknown>, store = new LettersInMemory()) => {
    for (let n = 1; n <= count; n += 1) await store.add({ id: String(n), url: "/k", body: { n }, keptAt: n });
    const outbox = box((url, body) => post(url, body as Sent), { store, together });
    await outbox.flush();
    return { outbox, store };
  };

  it("go by as many as one request takes, in their order", async () => {
    const sent: number[][] = [];
    const { store } = await run(7, async (_url, body) => {
      const letters = body.letters ?? [{ body }];
      sent.push(letters.map((letter) => letter.body["n"] as number));
      return { answers: letters.map(() => ({ stored: true })) };
    });
    expect(sent).toEqual([[1, 2, 3], [4, 5, 6], [7]]);
    expect(store.letters.size).toBe(0);
  });

  it("are each answered: one that the server takes nowhere stays here and is told again", async () => {
    const store = new LettersInMemory();
    const answers = [{ stored: true }, { status: 400, error: { message: "Giá trị dài quá." } }, { status: 409, error: { message: "Đã giao." } }];
    const { outbox } = await run(3, async () => ({ answers }), store);
    expect(outbox.state.refused.map(({ refusal }) => refusal.message)).toEqual(["Giá trị dài quá.", "Đã giao."]);
    expect([...store.letters.keys()]).toEqual(["2"]);
    const post = vi.fn();
    const later = box(post, { store, together });
    await later.flush();
    expect(post).not.toHaveBeenCalled();
    expect(later.state.refused.map(({ refusal }) => refusal.message)).toEqual(["Giá trị dài quá."]);
    expect(savingParts(later.state)[0]?.words).toBe("1 ô máy chủ không nhận");
  });

  it("go one by one where the server does not take them together", async () => {
    const sent: string[] = [];
    const { store } = await run(3, async (url) => {
      if (url === "/many") throw new Refusal(400, "unreadable");
      sent.push(url);
      return {};
    });
    expect(sent).toEqual(["/k", "/k", "/k"]);
    expect(store.letters.size).toBe(0);
  });

  it("wait together for the line and for a sign-in", async () => {
    const store = new LettersInMemory();
    for (const id of ["1", "2"]) await store.add({ id, url: "/k", body: {}, keptAt: 1 });
    const outbox = box(() => Promise.reject(new Refusal(401, "Đăng nhập lại.")), { store, together, wait: never });
    void outbox.flush();
    await settled();
    expect(outbox.state.waiting).toBe(2);
    expect(store.letters.size).toBe(2);
  });
});

describe("two windows of one person", () => {
  it("one sends for both, and each hears its own answers", async () => {
    const store = new LettersInMemory();
    let tail: Promise<void> = Promise.resolve();
    const alone = (work: () => Promise<void>) => (tail = tail.then(work));
    const name = `windows.${Math.random()}`;
    const sent: string[] = [];
    const open = () =>
      box(async (url) => void sent.push(url), { store, alone, windows: new BroadcastChannel(name) });
    const [first, second] = [open(), open()];
    const heard = vi.fn();
    void first.put("1", "/a", {});
    void second.put("2", "/b", {}, heard);
    await vi.waitFor(() => expect(heard).toHaveBeenCalled());
    await vi.waitFor(() => expect([first.state.waiting, second.state.waiting]).toEqual([0, 0]));
    expect([...sent].sort()).toEqual(["/a", "/b"]);
  });
});

describe("backOff", () => {
  it("doubles up to half a minute", () => {
    expect([0, 1, 4, 5, 20].map(backOff)).toEqual([1000, 2000, 16_000, 30_000, 30_000]);
  });
});
