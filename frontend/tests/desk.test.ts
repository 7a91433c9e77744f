import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { Desk } from "../src/keying/desk";
import { eraseAll, peopleHere } from "../src/lib/local";

const line = vi.hoisted(() => ({ answer: async (_url: string): Promise<unknown> => ({}) }));
vi.mock("../src/lib/http", async (original) => ({
  ...(await original<object>()),
  getJson: (url: string) => line.answer(url),
  getBlob: async () => new Blob(["x"]),
}));
vi.mock("../src/lib/screen_copy", () => ({ keepScreen: async () => undefined }));

const LEASE = "/api/v1/keying/lease/";
const records = ["a", "b", "c"].map((reading) => ({ reading, url: `/${reading}` }));
const lease = { until: null, total: 3, records, urls: ["/dictionary"], screen: [] };
const record = (reading: string) => ({ reading, number: reading, images: [], sections: [], seq: 0 });

beforeEach(async () => {
  Object.defineProperty(globalThis, "isSecureContext", { value: true, configurable: true });
  Object.defineProperty(navigator, "serviceWorker", { value: {}, configurable: true });
  Object.defineProperty(navigator, "storage", { value: {}, configurable: true });
  const request = (_name: string, _options: object, work: (lock: object) => unknown) => Promise.resolve(work({}));
  Object.defineProperty(navigator, "locks", { value: { request }, configurable: true });
  document.body.dataset["person"] = "me";
  for (const person of await peopleHere()) await eraseAll(person);
});

describe("a day's work on its way to this machine", () => {
  it("opens with the first registration, the others come behind and are asked for once", async () => {
    let rest: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (rest = resolve));
    const asked: string[] = [];
    line.answer = async (url) => {
      asked.push(url);
      if (url === LEASE) return { lease, now: Date.now() };
      if (url !== "/a") await held;
      return record(url.slice(1));
    };
    const told: string[] = [];
    const desk = await Desk.open((parts) => told.push(parts.map(({ words }) => words).join(" · ")));
    expect((await desk.nextToCome())?.reading).toBe("a");
    expect(told).toContain("Còn 1 số trên máy · Đang tải về máy 1/3");
    const all = desk.synchronize();
    rest();
    await all;
    expect(desk.count).toBe(3);
    expect(asked.filter((url) => url === LEASE)).toHaveLength(1);
  });

  it("says there is none once the server has said so, or does not answer", async () => {
    line.answer = async () => ({ lease: { ...lease, records: [] }, now: Date.now() });
    const desk = await Desk.open(() => undefined);
    expect(await desk.nextToCome()).toBeNull();
    line.answer = async () => {
      throw new Error("down");
    };
    expect(await desk.nextToCome()).toBeNull();
  });
});
