import { beforeEach, describe, expect, it, vi } from "vitest";
import { NoAnswer, Refusal } from "../src/lib/http";
import { Outbox, backOff } from "../src/lib/outbox";
import { savingParts } from "../src/lib/saving";

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

function box(post: (url: string, body: unknown) => Promise<unknown>, wait = () => Promise.resolve()) {
  return new Outbox({ storage: localStorage, name: "box.person", post, wait });
}

describe("Outbox", () => {
  beforeEach(() => localStorage.clear());

  it("sends in order and forgets what was answered", async () => {
    const sent: string[] = [];
    const outbox = box(async (url) => void sent.push(url));
    outbox.put("1", "/a", {});
    outbox.put("2", "/b", {});
    outbox.put("3", "/c", {});
    await settled();
    expect(sent).toEqual(["/a", "/b", "/c"]);
    expect(localStorage.length).toBe(0);
    expect(outbox.state.lastSent).not.toBeNull();
  });

  it("hands the answer to who asked", async () => {
    const heard = vi.fn();
    box(async () => ({ seq: 7 })).put("1", "/a", {}, heard);
    await settled();
    expect(heard).toHaveBeenCalledWith({ seq: 7 });
  });

  it("tries again with growing pauses until the line is back, losing nothing and doubling nothing", async () => {
    const pauses: number[] = [];
    let down = 4;
    const sent: unknown[] = [];
    const outbox = new Outbox({
      storage: localStorage,
      name: "box.person",
      post: async (_url, body) => {
        if (down-- > 0) throw new NoAnswer("down");
        sent.push(body);
      },
      wait: async (milliseconds) => void pauses.push(milliseconds),
    });
    outbox.put("1", "/a", { n: 1 });
    outbox.put("2", "/a", { n: 2 });
    await settled();
    expect(pauses).toEqual([1000, 2000, 4000, 8000]);
    expect(sent).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it("says since when it waits and how many it holds", async () => {
    const outbox = box(
      () => Promise.reject(new NoAnswer("down")),
      () => new Promise(() => undefined),
    );
    outbox.put("1", "/a", {});
    outbox.put("2", "/a", {});
    await settled();
    expect(outbox.state.waiting).toBe(2);
    const words = savingParts(outbox.state).map((part) => part.words);
    expect(words.join(" · ")).toMatch(/Đã lưu trên máy \d\d:\d\d · Chờ mạng từ \d\d:\d\d · giữ 2 ô/);
  });

  it("sends after a restart what the last window kept, and only this person's", async () => {
    const silent = box(() => new Promise(() => undefined));
    silent.put("b.2", "/a", { n: 2 });
    localStorage.setItem("box.other.x", JSON.stringify({ id: "x", url: "/no", body: {}, keptAt: 1 }));
    const sent: string[] = [];
    const again = box(async (url) => void sent.push(url));
    await again.flush();
    expect(sent).toEqual(["/a"]);
    expect(localStorage.getItem("box.other.x")).not.toBeNull();
  });

  it("takes a refused letter out and shows why", async () => {
    const outbox = box(async (url) => {
      if (url === "/bad") throw new Refusal(409, "Phần việc này không còn do anh/chị giữ.");
    });
    outbox.put("1", "/bad", {});
    outbox.put("2", "/good", {});
    await settled();
    expect(outbox.state.waiting).toBe(0);
    expect(outbox.state.refused.map((entry) => entry.refusal.message)).toEqual([
      "Phần việc này không còn do anh/chị giữ.",
    ]);
  });

  it("waits at an ended session: nothing is thrown away", async () => {
    const outbox = box(
      () => Promise.reject(new Refusal(401, "Phiên đăng nhập đã hết.")),
      () => new Promise(() => undefined),
    );
    outbox.put("1", "/a", {});
    await settled();
    expect(outbox.state.waiting).toBe(1);
    expect(outbox.state.refused).toEqual([]);
  });

  it("goes on in memory when the machine has no room", async () => {
    const full = { ...localStorage, length: 0, key: () => null, getItem: () => null, removeItem: () => undefined };
    const storage = { ...full, setItem: () => { throw new Error("quota"); } };
    const sent: string[] = [];
    const outbox = new Outbox({ storage, name: "box", post: async (url) => void sent.push(url) });
    outbox.put("1", "/a", {});
    await settled();
    expect(sent).toEqual(["/a"]);
    expect(outbox.state.lastKept).toBeNull();
  });
});

describe("backOff", () => {
  it("doubles up to half a minute", () => {
    expect([0, 1, 4, 5, 20].map(backOff)).toEqual([1000, 2000, 16_000, 30_000, 30_000]);
  });
});
