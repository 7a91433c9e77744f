import { describe, expect, it } from "vitest";
import { Teaching, boxBetween } from "../src/keying/teaching";

const fields = () => ["so", "ngayDangKy", "nksHoTen"].map((key) => ({ key, label: key, box: null }));
const BOX = { x: 0.1, y: 0.2, w: 0.3, h: 0.05 };

describe("showing where fields stand", () => {
  it("goes on with each box and each one that is not there", () => {
    const work = new Teaching(fields());
    work.drawn(BOX);
    work.skip();
    work.drawn({ ...BOX, y: 0.4 });
    expect(work.done).toBe(true);
    expect(work.result()).toEqual({ so: [0.1, 0.2, 0.3, 0.05], nksHoTen: [0.1, 0.4, 0.3, 0.05] });
    work.drawn(BOX);
    expect(Object.keys(work.result())).toHaveLength(2);
  });

  it("takes a machine's boxes where there are none, and all of them back at once", () => {
    const work = new Teaching(fields());
    work.drawn(BOX);
    expect(work.propose({ so: { ...BOX, sure: 0.9 }, nksHoTen: { ...BOX, y: 0.6, sure: 0.5 }, la: { ...BOX, sure: 1 } })).toBe(1);
    expect([work.current?.key, work.proposed, work.shown]).toEqual(["nksHoTen", 1, 2]);
    work.nudge(1, 0, false);
    expect(work.proposed).toBe(0);
    work.undo();
    expect(work.proposed).toBe(1);
    work.undo();
    expect([work.proposed, work.shown]).toEqual([0, 1]);
  });

  it("takes each step back", () => {
    const work = new Teaching(fields());
    work.drawn(BOX);
    work.skip();
    work.undo();
    expect(work.current?.key).toBe("ngayDangKy");
    work.undo();
    expect([work.current?.key, work.result()]).toEqual(["so", {}]);
    work.undo();
    expect(work.current?.key).toBe("so");
  });

  it("leaves what was shown before, unless it is shown anew", () => {
    const work = new Teaching([{ key: "so", label: "so", box: BOX }]);
    work.move(1);
    expect(work.result()).toEqual({ so: [0.1, 0.2, 0.3, 0.05] });
    work.move(-1);
    work.skip();
    expect(work.result()).toEqual({});
  });

  it("moves and sizes a box by arrows, never off the page", () => {
    const work = new Teaching(fields());
    work.nudge(1, 0, false);
    expect(work.result()["so"]).toEqual([0.3, 0.45, 0.4, 0.05]);
    work.nudge(1, 0, false);
    work.nudge(0, 1, true);
    expect(work.result()["so"]).toEqual([0.31, 0.45, 0.4, 0.06]);
    for (let i = 0; i < 200; i += 1) work.nudge(1, 1, false);
    const [x, y, w, h] = work.result()["so"] as [number, number, number, number];
    expect([x + w, y + h].map((edge) => Number(edge.toFixed(5)))).toEqual([1, 1]);
    for (let i = 0; i < 200; i += 1) work.nudge(-1, -1, true);
    expect(work.result()["so"]![2]).toBeGreaterThan(0);
  });

  it("takes a box drawn either way, cut off at the page, and no slip of the mouse", () => {
    expect(boxBetween({ x: 0.5, y: 0.3 }, { x: 0.25, y: 0.25 })).toEqual({ x: 0.25, y: 0.25, w: 0.25, h: 0.04999999999999999 });
    expect(boxBetween({ x: -0.2, y: 0.5 }, { x: 0.5, y: 1.5 })).toEqual({ x: 0, y: 0.5, w: 0.5, h: 0.5 });
    expect(boxBetween({ x: 0.2, y: 0.2 }, { x: 0.203, y: 0.6 })).toBeNull();
  });
});
