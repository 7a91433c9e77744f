import { describe, expect, it } from "vitest";
import { said } from "../src/comparison/draw";

describe("what a side says aloud", () => {
  const side = { title: "Lần nhập 1", value: "", segments: [] };
  it("is its value", () => expect(said({ ...side, value: "Lê" })).toBe("Lê"));
  it("is why there is none", () => expect(said({ ...side, mark: "không đọc được" })).toBe("không đọc được"));
  it("is never silence", () => expect(said(side)).toBe("trống trong sổ"));
});
