import { describe, expect, it } from "vitest";
import { wordsFor } from "../src/keying/last_one";

describe("the registration finished last", () => {
  const last = { number: "7", book: "KS.1998.02", url: "/x" };
  it("is told by its number in its own book", () => expect(wordsFor(last, "KS.1998.02")).toBe("Mở lại số 7"));
  it("is told with its book in another one", () => expect(wordsFor(last, "KS.2001.01")).toBe("Mở lại số 7, sổ KS.1998.02"));
});
