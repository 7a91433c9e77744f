import { describe, expect, it } from "vitest";
import { LastOne, hintFor } from "../src/keying/last_one";

describe("the registration finished last", () => {
  const last = { number: "7", book: "KS.1998.02", url: "/x" };
  it("is told by its number alone in the bar, with its book at the pointer", () => {
    document.body.innerHTML = '<button data-take-back hidden><span data-take-back-words></span></button>';
    new LastOne(last, () => undefined);
    const button = document.querySelector<HTMLButtonElement>("[data-take-back]")!;
    expect([button.hidden, button.textContent]).toEqual([false, "Mở lại số 7"]);
    expect(button.title).toBe(hintFor(last));
    expect(hintFor(last)).toContain("sổ KS.1998.02");
  });
});
