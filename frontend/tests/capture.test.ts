import { describe, expect, it } from "vitest";
import { blurOf, judge, wordsOf } from "../src/capture/checks";
import { findOutline, type Grey } from "../src/capture/outline";
import { Shots } from "../src/capture/shots";
import type { Carried } from "../src/shell/carriers";

const WIDTH = 200;
const HEIGHT = 260;

/** A page of `light` on a table of `table`, its strokes `thick` pixels wide and `soft` at the edge. */
function picture(box = [30, 30, 170, 230], light = 210, table = 70, soft = 0): Grey {
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = box;
  const values = new Uint8Array(WIDTH * HEIGHT);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const page = x >= x0 && x < x1 && y >= y0 && y < y1;
      const stroke = page && y % 16 < 2 && x > x0 + 10 && x < x1 - 10 && x % 7 < 5;
      values[y * WIDTH + x] = stroke ? light * 0.3 : page ? light : table;
    }
  }
  return soft ? blurred({ width: WIDTH, height: HEIGHT, values }, soft) : { width: WIDTH, height: HEIGHT, values };
}

function blurred(grey: Grey, reach: number): Grey {
  const { width, height, values } = grey;
  const out = new Uint8Array(values.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      let count = 0;
      for (let dy = -reach; dy <= reach; dy++) {
        for (let dx = -reach; dx <= reach; dx++) {
          const [px, py] = [x + dx, y + dy];
          if (px < 0 || py < 0 || px >= width || py >= height) continue;
          sum += values[py * width + px] ?? 0;
          count += 1;
        }
      }
      out[y * width + x] = sum / count;
    }
  }
  return { width, height, values: out };
}

describe("the page in the camera", () => {
  it("is outlined where it lies", () => {
    const outline = findOutline(picture());
    const far = outline?.corners.map(({ x, y }) => [Math.round(x * WIDTH), Math.round(y * HEIGHT)]);
    expect(far).toEqual([[31, 31], [170, 31], [170, 230], [31, 230]]);
    expect(outline?.cut).toEqual([]);
  });

  it.each([
    [[0, 30, 170, 230], ["left"]],
    [[30, 0, 170, 230], ["top"]],
    [[30, 30, 200, 260], ["right", "bottom"]],
  ])("is cut where it runs over the picture: %j", (box, sides) => {
    expect(findOutline(picture(box))?.cut).toEqual(sides);
  });

  it("is not claimed on a table as bright as paper", () => {
    expect(findOutline(picture([30, 30, 170, 230], 210, 200))?.corners ?? null).toBeNull();
  });
});

describe("what is wrong with a picture", () => {
  const problems = (grey: Grey) => judge(grey, grey).problems;
  it.each([
    ["nothing", picture(), []],
    ["dark", picture([30, 30, 170, 230], 80, 20), ["dark"]],
    ["blurred", picture([30, 30, 170, 230], 210, 70, 4), ["blurred"]],
    ["far", picture([80, 100, 150, 200]), ["far"]],
    ["cut", picture([0, 30, 170, 230]), ["cut-left"]],
    ["unseen", picture([30, 30, 170, 230], 210, 200), ["unseen"]],
  ])("%s", (_, grey, wanted) => expect(problems(grey)).toEqual(wanted));

  it("grows with the blur", () => {
    const measured = [0, 1, 2, 4].map((soft) => blurOf(picture([30, 30, 170, 230], 210, 70, soft)));
    expect([...measured].sort((a, b) => a - b)).toEqual(measured);
  });

  it("is told in one sentence", () => {
    expect(wordsOf([])).toBe("");
    expect(wordsOf(["dark", "cut-left"])).toBe("Mép trái của trang bị cắt");
    expect(wordsOf(["cut-left", "cut-top"])).toBe("Trang bị cắt, lùi ra xa hơn");
    expect(wordsOf(["blurred"])).toBe("Ảnh nhòe, giữ chắc tay");
  });
});

describe("the pages taken", () => {
  function strip() {
    const told: { name: string; tell: Carried; started: number }[] = [];
    const shots = new Shots("/parts/", () => undefined, (file, tell) => {
      const one = { name: file.name, tell, started: 0 };
      told.push(one);
      return { start: () => (one.started += 1), stop: () => undefined };
    });
    const add = () => shots.add(new Blob(["x"], { type: "image/jpeg" }), "", [], new Date(2026, 10, 23, 8, 5, 9));
    return { shots, told, add };
  }

  it("stay until the next is taken, go one by one, in the order of their names", () => {
    const { shots, told, add } = strip();
    add();
    expect(told).toEqual([]);
    add();
    add();
    expect(told.map((one) => one.name)).toEqual(["chup-20261123-080509-001.jpg"]);
    told[0]?.tell.taken({});
    expect(told[1]?.name).toBe("chup-20261123-080509-002.jpg");
    expect(shots.all.map((shot) => shot.state)).toEqual(["sent", "sending", "held"]);
  });

  it("can be taken again while they are here only", () => {
    const { shots, told, add } = strip();
    const first = add();
    shots.drop(first);
    expect(shots.all).toEqual([]);
    const again = add();
    shots.release();
    shots.drop(again);
    expect(shots.all).toHaveLength(1);
    expect(told[0]?.name).toContain("-002");
  });

  it("wait for the line and go on; a refused one lets the others pass", () => {
    const { shots, told, add } = strip();
    add();
    add();
    told[0]?.tell.notTaken(0, {});
    expect(shots.unsent).toBe(2);
    shots.next();
    expect(told[0]?.started).toBe(2);
    shots.release();
    told[0]?.tell.notTaken(400, { error: { message: "ảnh hỏng" } });
    expect(shots.all[0]?.words).toBe("ảnh hỏng");
    expect(told[1]?.started).toBe(1);
  });
});
