import { describe, expect, it } from "vitest";
import { Path } from "../src/comparison/path";
import type { ItemData } from "../src/comparison/contract";
import { clockParts } from "../src/shell/clock";
import { step } from "../src/shell/ledger";
import { jobWords, remaining } from "../src/shell/progress";
import { mayPassLater, Pace, totals } from "../src/shell/upload_figures";

const CLOCK = { day: 7, days: 15, daysLeft: 8, reportAt: "17:00", secondsLeft: 7500 };
const said = (elapsed: number) => clockParts(CLOCK, elapsed).map(([words]) => words).join("");

describe("clock", () => {
  it("says day, days left and time left", () => {
    expect(said(0)).toBe("Ngày 7/15 · còn 8 ngày · báo cáo lúc 17:00 (còn 2 giờ 05)");
    expect(said(120)).toContain("(còn 2 giờ 03)");
  });
  it("says that the report has closed", () => expect(said(7501)).toContain("(đã chốt)"));
});

describe("ledger boxes", () => {
  it.each([
    ["ArrowRight", 0, 1],
    ["ArrowLeft", 0, 0],
    ["ArrowDown", 3, 53],
    ["ArrowUp", 53, 3],
    ["ArrowDown", 150, 150],
    ["End", 3, 185],
  ])("%s from %d goes to %d", (combo, at, to) => expect(step(combo, at, 186)).toBe(to));
});

describe("progress", () => {
  const job = { state: "running" as const, done: 30, total: 90, note: "trang 30", message: "", running_seconds: 60 };
  it("tells the remaining time from the pace", () => expect(remaining(job)).toBe("còn khoảng 2 phút"));
  it("says nothing before the first step", () => expect(remaining({ ...job, done: 0 })).toBe(""));
  it("counts", () => expect(jobWords(job)).toBe("Đang chạy · 30/90 · trang 30"));
});

describe("upload", () => {
  it("sums without what was refused", () => {
    const sum = totals([
      { bytes: 100, sent: 100, state: "sent", words: "" },
      { bytes: 50, sent: 10, state: "sending", words: "" },
      { bytes: 900, sent: 0, state: "refused", words: "" },
    ]);
    expect(sum).toEqual({ files: 3, filesSent: 1, filesRefused: 1, filesFailed: 0, bytes: 150, sent: 110, open: true });
  });
  it.each([0, 408, 429, 500, 503, 507])("offers to send again after %d", (status) => expect(mayPassLater(status)).toBe(true));
  it.each([400, 401, 403, 413])("offers nothing after %d", (status) => expect(mayPassLater(status)).toBe(false));
  it("goes by the last seconds", () => {
    const pace = new Pace();
    pace.add(1_000_000, 0);
    pace.add(1000, 20_000);
    pace.add(1000, 21_000);
    expect(pace.perSecond(22_000)).toBe(1000);
  });
});

describe("comparison path", () => {
  const item = (key: string, questions: number) => ({ key, questions: Array(questions).fill({}) }) as unknown as ItemData;
  it("goes from question to question and back over items", () => {
    const path = new Path(item("one", 2));
    expect(path.answer("A")).toBe(true);
    expect(path.answer("B")).toBe(false);
    path.open(item("two", 1));
    expect(path.back()?.choice).toBe("B");
    expect([path.item.key, path.question]).toEqual(["one", 1]);
    expect(path.back()?.choice).toBe("A");
    expect(path.back()).toBeNull();
  });
});
