import { beforeEach, describe, expect, it, vi } from "vitest";
import { forgetPerson, lettersLeft } from "../src/lib/page_outbox";
import { type Leaving, leave } from "../src/shell/sign_out";

function leaving(more: Partial<Leaving> = {}) {
  return { unsent: async () => 0, insist: vi.fn(async () => true), tell: vi.fn(async () => "/dang-nhap/"), forget: vi.fn(), ...more };
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

describe("what stays on the machine", () => {
  beforeEach(() => {
    localStorage.clear();
    document.body.dataset["person"] = "me";
  });

  it("nothing of the person who left, and what others have not sent yet", () => {
    localStorage.setItem("sohotich.outbox.me.1", "{}");
    localStorage.setItem("sohotich.outbox.me.2", "{}");
    localStorage.setItem("sohotich.outbox.mei.1", "{}");
    localStorage.setItem("sohotich:unfolded:KS.1998.02", "1");
    sessionStorage.setItem("x", "1");
    expect(lettersLeft()).toBe(2);
    forgetPerson();
    expect(Object.keys(localStorage)).toEqual(["sohotich.outbox.mei.1"]);
    expect(sessionStorage.length).toBe(0);
  });
});
