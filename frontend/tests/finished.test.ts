import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it } from "vitest";
import { finishedHere, forgetFinished, keepFinished } from "../src/keying/finished";
import { eraseAll, eraseCopies, peopleHere } from "../src/lib/local";

const last = (number: string) => ({ number, book: "KS.1998.01", url: `/${number}` });
const page = (number: string, done: number, at: number) => ({ last: last(number), done, at });
const said = ({ last, done }: { last: { number: string } | null; done: number }) => [last?.number, done];

beforeEach(async () => {
  localStorage.clear();
  document.body.dataset["person"] = "me";
  for (const person of await peopleHere()) await eraseAll(person);
});

describe("what was finished last, and how many today", () => {
  it("outlives a reload without a line, which brings the page of before", async () => {
    const before = page("1", 3, Date.now() - 60_000);
    await finishedHere(before, false);
    await keepFinished(last("6"));
    await keepFinished(last("7"));
    expect(said(await finishedHere(before, false))).toEqual(["7", 5]);
  });

  it("is the server's once it has heard of everything, and not before", async () => {
    await keepFinished(last("7"));
    const later = page("2", 1, Date.now() + 60_000);
    expect(said(await finishedHere(later, true))).toEqual(["7", 1]);
    expect(said(await finishedHere({ ...later, done: 9 }, false))).toEqual(["2", 9]);
  });

  it("is no longer known here once it was opened again, or with the copies gone", async () => {
    const before = page("1", 3, Date.now() - 60_000);
    await keepFinished(last("7"));
    await forgetFinished();
    expect(said(await finishedHere(before, false))).toEqual(["1", 3]);
    await keepFinished(last("7"));
    await eraseCopies("me");
    expect(said(await finishedHere(before, false))).toEqual(["1", 3]);
  });

  it("counts from nothing on another day", async () => {
    const yesterday = page("1", 40, Date.now() - 24 * 3_600_000);
    expect(said(await finishedHere(yesterday, false))).toEqual(["1", 0]);
    await keepFinished(last("2"));
    expect(said(await finishedHere(yesterday, false))).toEqual(["2", 1]);
  });
});
