import { describe, expect, it } from "vitest";
import { screenDate, typedDate } from "../src/lib/dates";

describe("typedDate", () => {
  it.each([
    ["25041998", "25.04.1998"],
    ["250498", "25.04.1998"],
    ["25/4/98", "25.04.1998"],
    ["5.4.1998", "05.04.1998"],
    ["25 04 1998", "25.04.1998"],
    ["041998", "04.1998"],
    ["4/1998", "04.1998"],
    ["1998", "1998"],
    ["29.02.1996", "29.02.1996"],
  ])("%s → %s", (typed, text) => expect(typedDate(typed)).toBe(text));

  it.each(["", "31.04.1998", "29.02.1998", "13/1998", "00041998", "25041", "ngày 5", "5/4", "010103"])(
    "%s is no sure date",
    (typed) => expect(typedDate(typed)).toBeNull(),
  );

  it("comes back from the screen unchanged", () => {
    for (const text of ["25.04.1998", "04.1998", "1998"]) expect(typedDate(screenDate(text))).toBe(text);
  });

  it("leaves what is no date as it is", () => expect(screenDate("tháng tư")).toBe("tháng tư"));
});
