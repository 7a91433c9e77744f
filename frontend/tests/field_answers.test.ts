import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Finding } from "../src/keying/contract";
import { FieldView, type FieldActions } from "../src/keying/field_view";
import type { FieldState } from "../src/keying/state";

const actions = { offers: () => [], asWritten: vi.fn(), empty: vi.fn(), accept: vi.fn() };

function drawn(value: string, finding: Partial<Finding>): { state: FieldState; buttons: HTMLButtonElement[] } {
  const told: Finding = { rule: "Q20-case", severity: "warning", message: "…", ...finding };
  const data: FieldState["data"] = { key: "ten", label: "Tên", kind: "name", value, mark: "", aid: "", findings: [told] };
  const state: FieldState = { data, value, mark: "", aid: "", folded: false, rare: false, passed: true, keystrokes: 0 };
  const view = new FieldView(state, actions as unknown as FieldActions);
  return { state, buttons: [...view.element.querySelectorAll<HTMLButtonElement>(".finding button")] };
}

beforeEach(() => vi.clearAllMocks());

describe("answers to a finding", () => {
  it("say of an empty line that it is empty in the book", () => {
    const { state, buttons } = drawn("", { rule: "Q01" });
    expect(buttons.map((one) => one.textContent)).toEqual(["Trống trong sổF2"]);
    buttons[0]!.click();
    expect(actions.empty).toHaveBeenCalledWith("blank", state);
  });

  it("take what the rule would put instead, where it knows it", () => {
    const { state, buttons } = drawn("vũ đức", { proposal: "Vũ Đức" });
    expect(buttons.map((one) => one.textContent)).toEqual(["Nhận “Vũ Đức”", "Đúng như trong sổF8"]);
    buttons[0]!.click();
    expect(actions.accept).toHaveBeenCalledWith(state, "Vũ Đức");
    expect(drawn("A1", {}).buttons.map((one) => one.textContent)).toEqual(["Đúng như trong sổF8"]);
  });
});
