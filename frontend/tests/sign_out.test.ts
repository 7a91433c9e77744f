import { describe, expect, it, vi } from "vitest";
import { type Leaving, leave } from "../src/shell/sign_out";

function leaving(more: Partial<Leaving> = {}) {
  return { unsent: async () => 0, insist: vi.fn(async () => true), tell: vi.fn(async () => "/dang-nhap/"), forget: vi.fn(async () => undefined), ...more };
}

describe("leave", () => {
  it("asks nothing where nothing is left", async () => {
    const all = leaving();
    expect(await leave(all)).toEqual({ address: "/dang-nhap/" });
    expect(all.insist).not.toHaveBeenCalled();
    expect(all.forget).toHaveBeenCalledOnce();
  });
  it("names the count and stays", async () => {
    const all = leaving({ unsent: async () => 3, insist: vi.fn(async () => false) });
    expect(await leave(all)).toBe("stayed");
    expect(all.insist).toHaveBeenCalledWith(3);
    expect(all.tell).not.toHaveBeenCalled();
    expect(all.forget).not.toHaveBeenCalled();
  });
  it("leaves and erases on demand", async () => {
    const all = leaving({ unsent: async () => 3 });
    expect(await leave(all)).toEqual({ address: "/dang-nhap/" });
    expect(all.forget).toHaveBeenCalledOnce();
  });
  it("erases nothing while the server does not know", async () => {
    const all = leaving({ unsent: async () => 3, tell: async () => null });
    expect(await leave(all)).toBe("no answer");
    expect(all.forget).not.toHaveBeenCalled();
  });
});
