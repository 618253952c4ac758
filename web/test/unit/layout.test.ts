// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import type { LayoutChange } from "../../src/api/types";
import {
  addLine,
  addZone,
  cornersOf,
  faults,
  squareAround,
  turned,
  withCorners,
  without,
} from "../../src/editor/shapes";
import { differences } from "../../src/model/differences";
import { idFor, toCountLine } from "../../src/model/layout";
import {
  type Draft,
  emptyPoints,
  fullPairs,
  missing,
  sourceFault,
} from "../../src/pages/setup/draft";
import { routeOf } from "../../src/pages/setup/step-check";
import { planImage } from "../../src/plan/plan-box";

const empty: LayoutChange = { lines: [], zones: [], funnels: [] };
const p = (x: number, y: number) => ({ x, y });

describe("the editor of lines and zones", () => {
  test("gives a line an inner side, which moving keeps and turning changes", () => {
    const [layout, line] = addLine(empty, "Main entrance", p(0, 0), p(2, 0));
    const sideOf = (l: LayoutChange) =>
      toCountLine(l.lines[0] as LayoutChange["lines"][number]).inside;
    expect(line.id).toBe("main-entrance");
    expect(sideOf(layout)).toBe("left");
    expect(sideOf(withCorners(layout, line, [p(1, 1), p(4, 1)]))).toBe("left");
    const other = turned(layout, line.id);
    expect(sideOf(other)).toBe("right");
    expect(sideOf(withCorners(other, line, [p(1, 1), p(4, 1)]))).toBe("right");
  });

  test("gives every shape an id of its own that the API allows", () => {
    expect(idFor("Entrée côté rue!", [], "line")).toBe("entree-cote-rue");
    expect(idFor("入口", ["zone"], "zone")).toBe("zone-2");
    let layout = empty;
    for (let i = 0; i < 3; ++i)
      [layout] = addZone(layout, "Aisle", "aisle", squareAround(p(0, 0), 2));
    expect(layout.zones.map((z) => z.id)).toEqual(["aisle", "aisle-2", "aisle-3"]);
  });

  test("takes a removed zone out of the funnels too", () => {
    let [layout, zone] = addZone(empty, "Till", "service", squareAround(p(1, 1), 2));
    layout = {
      ...layout,
      funnels: [
        { id: "f", name: "F", zones: [zone.id] },
        { id: "g", name: "G", zones: ["x", zone.id] },
      ],
    };
    expect(without(layout, zone)).toEqual({
      lines: [],
      zones: [],
      funnels: [{ id: "g", name: "G", zones: ["x"] }],
    });
    expect(cornersOf(layout, zone)).toHaveLength(4);
  });

  test("names what the desk would refuse", () => {
    const [layout, line] = addLine(empty, "Door", p(0, 0), p(0.2, 0));
    expect(faults(empty)).toEqual([{ fault: "noLine", name: "" }]);
    expect(faults(layout)).toEqual([{ fault: "shortLine", name: "Door" }]);
    const [crossed] = addZone(withCorners(layout, line, [p(0, 0), p(2, 0)]), "Bow", "aisle", [
      p(0, 0),
      p(4, 4),
      p(4, 0),
      p(0, 4),
    ]);
    expect(faults(crossed)).toEqual([{ fault: "crossed", name: "Bow" }]);
  });
});

describe("the wizard", () => {
  const draft: Draft = {
    id: null,
    name: "",
    source: "rtsp://",
    user: "",
    password: "",
    test: null,
    plate: null,
    points: emptyPoints,
    layout: empty,
    walked: false,
    privacy: {},
  };

  test("says what is missing, step by step", () => {
    expect(missing(draft, "camera")).toBe("name");
    expect(missing({ ...draft, name: "Door" }, "camera")).toBe("test");
    expect(missing(draft, "floor")).toBe("points");
    expect(missing(draft, "layout")).toBe("line");
    expect(missing({ ...draft, privacy: { seen: true } }, "privacy")).toBe("promises");
  });

  test("keeps passwords out of addresses", () => {
    expect(sourceFault("rtsp://192.0.2.1/stream")).toBeUndefined();
    expect(sourceFault("rtsp://me:secret@192.0.2.1/stream")).toBe("password");
    expect(sourceFault("ftp://192.0.2.1")).toBe("form");
    expect(sourceFault("rtsp://")).toBe("form");
  });

  test("half a point is none", () => {
    expect(
      fullPairs([
        { image: p(1, 1), floor: null },
        { image: p(1, 1), floor: p(0, 0) },
      ]),
    ).toHaveLength(1);
  });

  test("walks in over the line, through a zone, and out again", () => {
    const [layout] = addLine(empty, "Door", p(0, 0), p(2, 0));
    const route = routeOf(layout.lines[0] as LayoutChange["lines"][number], p(5, 5));
    expect(route.map(({ y }) => Math.sign(y))).toEqual([-1, 1, 1, 1, -1]);
    expect(route[2]).toEqual(p(5, 5));
  });
});

test("differences are told by path and id, not by place", () => {
  const before = {
    k: 10,
    zones: [
      { id: "a", type: "staff" },
      { id: "b", type: "aisle" },
    ],
  };
  const after = {
    k: 10,
    zones: [
      { id: "b", type: "aisle" },
      { id: "a", type: "aisle" },
    ],
  };
  expect(differences(before, after)).toEqual([
    { path: "zones.a.type", before: '"staff"', after: '"aisle"' },
  ]);
  expect(differences({ a: 1 }, {})).toEqual([{ path: "a", before: "1", after: "–" }]);
});

test("a picture of the plan lies where its origin and scale say", () => {
  const plan = {
    outline: [],
    has_image: true,
    image_type: "image/png" as const,
    image_px: [800, 600] as [number, number],
    origin_px: [40, 560] as [number, number],
    metres_per_px: 0.025,
  };
  expect(planImage(plan)).toMatchObject({ x: -1, y: -1, width: 20, height: 15 });
});
