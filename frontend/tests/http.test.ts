import { afterEach, describe, expect, it, vi } from "vitest";
import { NoAnswer, postJson, Refusal } from "../src/lib/http";

afterEach(() => vi.unstubAllGlobals());

function answering(status: number, body: unknown): void {
  const answer = { ok: status < 400, status, redirected: false, headers: new Headers(), json: () => Promise.resolve(body) };
  vi.stubGlobal("fetch", () => Promise.resolve(answer));
}

describe("a request", () => {
  it("is sent again where the page's token was too old", async () => {
    answering(403, { error: { code: "csrf", message: "Trang này đã cũ nên chưa lưu được." } });
    await expect(postJson("/x", {})).rejects.toBeInstanceOf(NoAnswer);
  });

  it("is refused where the person may not", async () => {
    answering(403, { error: { message: "Không có quyền." } });
    await expect(postJson("/x", {})).rejects.toBeInstanceOf(Refusal);
  });
});
