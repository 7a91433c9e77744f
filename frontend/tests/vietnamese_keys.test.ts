import { describe, expect, it } from "vitest";
import { type Method, vietnameseKey } from "../src/lib/vietnamese_keys";

function type(keys: string, method: Method): string {
  return [...keys].reduce((text, key) => vietnameseKey(text, key, method) ?? text + key, "");
}

// Syllables as keyboards of the country make them; the tone where the older spelling has it.
const TELEX: [string, string][] = [
  ["nguyeenx", "nguyễn"], ["Nguyeenx Thij Hueej", "Nguyễn Thị Huệ"], ["hoaf", "hòa"], ["hoafn", "hoàn"], ["thuys", "thúy"],
  ["ddawngj", "đặng"], ["dawngdj", "đặng"], ["DDoox", "Đỗ"], ["truwowngf", "trường"], ["truowngf", "trường"], ["quys", "quý"],
  ["quoocs", "quốc"], ["gias", "giá"], ["giangf", "giàng"], ["tuaans", "tuấn"], ["tuanas", "tuấn"], ["ass", "as"], ["aaa", "aa"],
  ["ddd", "dd"], ["aww", "aw"], ["hoasz", "hoa"], ["NGUYEENX", "NGUYỄN"], ["Xax", "Xã"], ["phwowng", "phương"], ["muaw", "mưa"],
  ["khuyeen", "khuyên"], ["oanh", "oanh"], ["thuyr", "thủy"], ["yeens", "yến"], ["nsx", "nsx"],
];
const VNI: [string, string][] = [
  ["nguye6n4", "nguyễn"], ["Nguye6n4 Thi5 Hue65", "Nguyễn Thị Huệ"], ["d9a8ng5", "đặng"], ["tru7o7ng2", "trường"], ["truo7ng2", "trường"],
  ["hoa2n", "hoàn"], ["quo6c1", "quốc"], ["D9o64", "Đỗ"], ["a11", "a1"], ["a66", "a6"], ["d99", "d9"], ["hoa10", "hoa"],
  ["nvh1", "nvh1"], ["thu3y", "thủy"], ["3", "3"],
];

describe("Telex", () => {
  it.each(TELEX)("%s → %s", (keys, text) => expect(type(keys, "telex")).toBe(text.normalize("NFC")));
});

describe("VNI", () => {
  it.each(VNI)("%s → %s", (keys, text) => expect(type(keys, "vni")).toBe(text.normalize("NFC")));
});

describe("both", () => {
  it("touch the last syllable only", () => expect(vietnameseKey("hoa ", "s", "telex")).toBeNull());
  it("leave keys alone that are no signs", () => expect(vietnameseKey("hoa", "Enter", "telex")).toBeNull());
  it("give what is written without marks", () => expect(vietnameseKey("Nguyen Thi Hoa".normalize("NFD"), "f", "telex")).toBe("Nguyen Thi Hòa"));
});
