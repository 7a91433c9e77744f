import { describe, expect, it } from "vitest";
import type { Checks } from "../src/keying/checks";
import type { FieldData, Finding } from "../src/keying/contract";
import { Findings } from "../src/keying/findings";
import type { FieldState } from "../src/keying/state";
import { TypingKept } from "../src/keying/typing";

const CHECKS = {
  rules: { Q01: { message: "{label}", severity: "error", vouchable: false } },
  dates: [], required: ["name"], births: [], order: [], parents: null, worded: [],
  number: "^$", today: "", parentAge: 12, earliest: [1945, 1850], years: [1850, 2100], noMonth: "", noDay: "",
} as unknown as Checks;
const of = (rule: string): Finding => ({ rule, severity: "warning", message: rule });

function field(value = "", passed = true): FieldState {
  const data = { key: "name", label: "Tên", kind: "name", value, mark: "", aid: "" } as FieldData;
  return { data, value, mark: "", aid: "", folded: false, rare: false, passed, keystrokes: 0 };
}

describe("findings", () => {
  it("says nothing of a field nobody has come to", () => {
    const name = field("", false);
    expect(new Findings(CHECKS, [name]).of(name)).toEqual([]);
    name.passed = true;
    expect(new Findings(CHECKS, [name]).of(name)).toHaveLength(1);
  });

  it("takes the server's word once everything sent is answered, until then its own", () => {
    const name = field();
    const findings = new Findings(CHECKS, [name]);
    findings.wentOut();
    findings.wentOut();
    findings.answered({ name: [of("Q01"), of("Q20")] });
    name.value = "An";
    findings.recheck();
    expect(findings.of(name).map(({ rule }) => rule)).toEqual(["Q20"]);
    findings.answered({ name: [of("Q20-marks")] });
    expect(findings.of(name).map(({ rule }) => rule)).toEqual(["Q20-marks"]);
  });

  it("adds what the others of the book say, whatever the server answers", () => {
    const name = field("An");
    const findings = new Findings(undefined, [name]);
    findings.besideOthers({ name: [of("Q26-book")] });
    findings.answered({ name: [] });
    expect(findings.of(name)).toEqual([of("Q26-book")]);
    findings.besideOthers({ name: [] });
    expect(findings.of(name)).toEqual([]);
  });
});

describe("typing kept", () => {
  it("is there after a reload until the field is left, and gone for the next person", () => {
    const store = new Map<string, string>();
    const storage = new Proxy({} as Storage, {
      get: (_, name) => ({ setItem: (k: string, v: string) => store.set(k, v), getItem: (k: string) => store.get(k) ?? null, removeItem: (k: string) => store.delete(k) })[name as "setItem"],
      ownKeys: () => [...store.keys()],
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
    });
    const kept = new TypingKept("r1", storage, "p1");
    kept.keep("name", "Nguyễn");
    expect(new TypingKept("r1", storage, "p1").found()).toEqual({ field: "name", text: "Nguyễn" });
    expect(new TypingKept("r2", storage, "p1").found()).toBeNull();
    new TypingKept("r1", storage, "p2");
    expect(kept.found()).toBeNull();
    kept.keep("name", "Ng");
    kept.left();
    expect(kept.found()).toBeNull();
  });
});
