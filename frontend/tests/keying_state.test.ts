import { describe, expect, it } from "vitest";
import type { FieldData } from "../src/keying/contract";
import { type FieldState, calledBy, leave, markAsWritten, markEmpty, meant, namesOf, shown, unanswered } from "../src/keying/state";

function field(data: Partial<FieldData> = {}, more: Partial<FieldState> = {}): FieldState {
  const whole: FieldData = { key: "k", label: "", kind: "text", value: "", mark: "", aid: "", ...data };
  const { value, mark, aid } = whole;
  return { data: whole, value, mark, aid, folded: false, rare: false, passed: false, keystrokes: 0, ...more };
}
const SEX = [{ code: "1", label: "Nam" }, { code: "2", label: "Nữ" }];

describe("meant and shown", () => {
  it("dates by digits", () => expect(meant(field({ kind: "date" }).data, "250498")).toBe("25.04.1998"));
  it("an unreadable date stays as typed", () => expect(meant(field({ kind: "date" }).data, "31/4")).toBe("31/4"));
  it("codes by letters, shown by words", () => {
    const { data } = field({ kind: "code", codes: SEX });
    expect(meant(data, "nu")).toBe("2");
    expect(shown(data, "2")).toBe("Nữ");
    expect(meant(data, shown(data, "1"))).toBe("1");
  });
});

describe("leave", () => {
  it("tells the server of a change, once", () => {
    const state = field();
    expect(leave(state, " Phạm  Thị Lý ")).toBe(true);
    expect(state.value).toBe("Phạm Thị Lý");
    expect(leave(state, "Phạm Thị Lý")).toBe(false);
  });
  it("passing a carried value confirms it and keeps its aid", () => {
    const state = field({ value: "Kinh", aid: "carried" });
    expect(leave(state, "Kinh")).toBe(true);
    expect(state.aid).toBe("carried");
    expect(leave(state, "Kinh")).toBe(false);
  });
  it("typing over a carried value makes it one's own", () => {
    const state = field({ value: "Kinh", aid: "carried" });
    leave(state, "Tày");
    expect([state.value, state.aid]).toEqual(["Tày", ""]);
  });
  it("an empty field passed by keeps quiet", () => expect(leave(field(), "")).toBe(false));
});

describe("marks", () => {
  it("blank and unreadable take the value away, the same key takes them back", () => {
    const state = field({ value: "x" });
    markEmpty(state, "unreadable");
    expect([state.value, state.mark]).toEqual(["", "unreadable"]);
    markEmpty(state, "unreadable");
    expect(state.mark).toBe("");
  });
  it("leaving a marked field empty keeps the mark, typing lifts it", () => {
    const state = field();
    markEmpty(state, "blank");
    expect(leave(state, "")).toBe(false);
    expect(state.mark).toBe("blank");
    expect(leave(state, "Nam")).toBe(true);
    expect(state.mark).toBe("");
  });
  it("as written keeps the value", () => {
    const state = field({ kind: "date" });
    markAsWritten(state, "250498");
    expect([state.value, state.mark]).toEqual(["25.04.1998", "as_written"]);
  });
  it("counts what is neither filled, marked nor folded", () => {
    const fields = [field(), field({ value: "x" }), field({ mark: "blank" }), field({}, { folded: true })];
    expect(unanswered(fields)).toEqual([fields[0]]);
  });
});

describe("lines called out by an answer", () => {
  const abroad = (when: NonNullable<FieldData["when"]>) => field({ key: "soDangKyNuocNgoai", when }, { folded: true, rare: true });
  const kind = (value: string) => field({ key: "loaiDangKy", value });
  it("come with one of the codes", () => {
    const lines = [kind("3"), abroad({ field: "loaiDangKy", codes: ["3"] })];
    expect(calledBy(lines[0]!, lines)).toEqual([lines[1]]);
    expect(calledBy(kind("1"), lines)).toEqual([]);
  });
  it("come with words that begin so", () => {
    const lines = [abroad({ field: "loaiDangKy", words: "ghi vào sổ" })];
    expect(calledBy(kind("Ghi vào sổ việc giám hộ"), lines)).toEqual(lines);
    expect(calledBy(kind("Đăng ký mới"), lines)).toEqual([]);
    expect(calledBy(kind(""), lines)).toEqual([]);
  });
  it("not by another field, nor twice", () => {
    const line = abroad({ field: "loaiDangKy", codes: ["3"] });
    expect(calledBy(field({ key: "so", value: "3" }), [line])).toEqual([]);
    expect(calledBy(kind("3"), [{ ...line, rare: false }])).toEqual([]);
  });
});

describe("names of the unanswered", () => {
  const named = (count: number) => Array.from({ length: count }, (_, n) => field({ label: `ô ${n + 1}` }));
  it("names a few", () => expect(namesOf(named(2))).toBe("ô 1, ô 2"));
  it("counts the rest of many", () => expect(namesOf(named(29))).toMatch(/ô 8 và 21 ô khác$/));
});
