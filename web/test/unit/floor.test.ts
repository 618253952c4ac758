// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { metreGrid, pictureView } from "../../src/editor/view";
import { area, contains, isSimple, type Point, segmentsMeet } from "../../src/model/geometry";
import {
  fitFloor,
  homography,
  inverse,
  multiply,
  nearlyOnALine,
  pixelError,
  project,
} from "../../src/model/homography";
import { bandM, crossings, walkAcross } from "../../src/model/walk";

const p = (x: number, y: number): Point => ({ x, y });
const square = [p(0, 0), p(4, 0), p(4, 4), p(0, 4)];
const image = [p(310, 620), p(980, 610), p(820, 300), p(440, 305)];

describe("polygons", () => {
  test("have an area, an inside, and edges that do not cross", () => {
    expect(area(square)).toBe(16);
    expect(contains(square, p(1, 1))).toBe(true);
    expect(contains(square, p(5, 1))).toBe(false);
    expect(isSimple(square)).toBe(true);
    expect(isSimple([p(0, 0), p(4, 4), p(4, 0), p(0, 4)])).toBe(false);
    expect(isSimple([p(0, 0), p(1, 1), p(2, 2)])).toBe(false);
    expect(segmentsMeet(p(0, 0), p(2, 2), p(0, 2), p(2, 0))).toBe(true);
    expect(segmentsMeet(p(0, 0), p(1, 0), p(2, 0), p(3, 0))).toBe(false);
  });
});

describe("the floor of a camera", () => {
  test("four points fit exactly, and come back", () => {
    const fit = fitFloor(image, square);
    expect(Math.max(...(fit?.residuals ?? [1]))).toBeLessThan(1e-6);
    const back = fit && project(fit.imageFromFloor, p(2, 2));
    const there = fit && back && project(fit.floorFromImage, back);
    expect(there?.x).toBeCloseTo(2, 9);
    expect(fit && pixelError(fit, image)).toBeGreaterThan(0.001);
  });

  test("a fifth point that is wrong shows as a residual", () => {
    const fit = fitFloor([...image, p(640, 450)], [...square, p(2, 3.2)]);
    const truth = fitFloor(image, square);
    const right = truth && project(truth.floorFromImage, p(640, 450));
    expect(Math.max(...(fit?.residuals ?? [0]))).toBeGreaterThan(0.1);
    const good = right && fitFloor([...image, p(640, 450)], [...square, right]);
    expect(Math.max(...(good?.residuals ?? [1]))).toBeLessThan(1e-6);
  });

  test("points on a line or too few make none", () => {
    expect(homography(image.slice(0, 3), square.slice(0, 3))).toBeUndefined();
    expect(fitFloor(image, [p(0, 0), p(1, 0), p(2, 0), p(3, 0)])).toBeUndefined();
    expect(nearlyOnALine([p(0, 0), p(1, 0.001), p(2, 0), p(0, 3)])).toBe(true);
    expect(nearlyOnALine(square)).toBe(false);
  });

  test("an inverse undoes it", () => {
    const m = homography(image, square) as number[];
    const one = multiply(m, inverse(m) as number[]);
    const unit = [1, 0, 0, 0, 1, 0, 0, 0, 1];
    for (const [i, v] of one.entries())
      expect(v / (one[8] as number)).toBeCloseTo(unit[i] as number, 6);
  });

  test("the grid stays on this side of the horizon", () => {
    const fit = fitFloor(image, square);
    const view = fit && pictureView(1280, 720, fit, p(640, 450));
    const lines = view ? metreGrid(view, p(2, 2), 12) : [];
    expect(lines.length).toBeGreaterThan(50);
    // The rectangle's sides meet far above the picture's top quarter: nothing is drawn at infinity.
    expect(Math.min(...lines.flat().map((q) => q.y))).toBeGreaterThan(-721);
  });
});

describe("a walker and a line", () => {
  const line = { from: p(0, 0), to: p(2, 0), inside: "left" as const };

  test("is counted once in, and once out on the way back", () => {
    const path = walkAcross(line);
    expect(crossings(line, path)).toEqual({ entries: 1, exits: 0 });
    expect(crossings(line, [...path, ...[...path].reverse()])).toEqual({ entries: 1, exits: 1 });
    expect(crossings({ ...line, inside: "right" }, path)).toEqual({ entries: 0, exits: 1 });
  });

  test("is not counted within the band, nor round the end", () => {
    expect(crossings(line, [p(1, -bandM * 0.9), p(1, bandM * 0.9)])).toEqual({
      entries: 0,
      exits: 0,
    });
    expect(crossings(line, [p(5, -1), p(5, 1)])).toEqual({ entries: 0, exits: 0 });
    expect(crossings(line, [p(1, -1), p(1, 0.1), p(1, -1), p(1, 1)])).toEqual({
      entries: 1,
      exits: 0,
    });
  });
});
