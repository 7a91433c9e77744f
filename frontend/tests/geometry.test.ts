import { describe, expect, it } from "vitest";
import * as geometry from "../src/viewer/geometry";

const PAGE = { width: 1000, height: 2000 };
const STAGE = { width: 524, height: 600 };
const REGION = { x: 0.1, y: 0.8, w: 0.4, h: 0.02 };

describe("geometry", () => {
  it("fits the width", () => expect(geometry.fitWidth(PAGE, STAGE, 0)).toEqual({ scale: 0.5, x: 12, y: 12, turn: 0 }));
  it("keeps the sheet on the stage", () => {
    const view = geometry.held({ scale: 0.5, x: 500, y: -5000, turn: 0 }, PAGE, STAGE);
    expect([view.x, view.y]).toEqual([12, 600 - 1000 - 12]);
  });
  it("centres a region as far as the page goes", () => {
    const view = geometry.centred(geometry.fitWidth(PAGE, STAGE, 0), { ...REGION, y: 0.5 }, PAGE, STAGE);
    expect(view.y + 0.51 * 2000 * 0.5).toBeCloseTo(300);
  });
  it("four quarter turns bring a region home", () => {
    let region = REGION;
    for (let turn = 0; turn < 4; turn += 1) region = geometry.turnedRegion(region, 1);
    for (const side of ["x", "y", "w", "h"] as const) expect(region[side]).toBeCloseTo(REGION[side]);
  });
  it.each([0, 1, 2, 3] as const)("a stage point leads back to the page at turn %d", (turn) => {
    const view = geometry.fitWidth(PAGE, STAGE, turn);
    const part = geometry.turnedRegion({ x: 0.2, y: 0.7, w: 0, h: 0 }, turn);
    const sheet = geometry.turned(PAGE, turn);
    const at = { x: view.x + part.x * sheet.width * view.scale, y: view.y + part.y * sheet.height * view.scale };
    const point = geometry.pagePoint(view, PAGE, at);
    expect([point.x, point.y]).toEqual([expect.closeTo(0.2), expect.closeTo(0.7)]);
  });
  it("zooms around the pointer", () => {
    const view = geometry.zoomed({ scale: 1, x: 0, y: 0, turn: 0 }, 2, { x: 100, y: 50 });
    expect([view.x, view.y, view.scale]).toEqual([-100, -50, 2]);
  });
});
