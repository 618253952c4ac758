// SPDX-License-Identifier: Apache-2.0
import type { Point } from "../model/geometry";
import { type Fit, project } from "../model/homography";
import type { Box } from "../plan/plan-box";

/// What the floor is drawn on: the plan in metres, or the picture of a camera whose floor is known.
export interface View {
  box: Box;
  /// Nothing where the place is not in the view, as behind the horizon.
  toView: (floor: Point) => Point | undefined;
  toFloor: (view: Point) => Point | undefined;
}

export function planView(box: Box): View {
  return {
    box,
    toView: (p) => ({ x: p.x, y: -p.y }),
    toFloor: (p) => ({ x: p.x, y: -p.y }),
  };
}

/// `seen` is a point of the picture that surely shows the floor.
export function pictureView(width: number, height: number, fit: Fit, seen: Point): View {
  const floorSeen = project(fit.floorFromImage, seen);
  return {
    box: { x: 0, y: 0, width, height },
    toView: (p) => project(fit.imageFromFloor, p, floorSeen),
    toFloor: (p) => project(fit.floorFromImage, p, seen),
  };
}

/// Lines one metre apart on the floor around the middle, as far as they are in the picture.
export function metreGrid(view: View, middle: Point, reach: number): [Point, Point][] {
  const lines: [Point, Point][] = [];
  const [cx, cy] = [Math.round(middle.x), Math.round(middle.y)];
  const add = (a: Point, b: Point) => {
    const steps = 2 * reach;
    for (let i = 0; i < steps; ++i) {
      const at = (k: number) => ({
        x: a.x + ((b.x - a.x) * k) / steps,
        y: a.y + ((b.y - a.y) * k) / steps,
      });
      const [p, q] = [view.toView(at(i)), view.toView(at(i + 1))];
      if (p && q && near(view.box, p) && near(view.box, q)) lines.push([p, q]);
    }
  };
  for (let k = -reach; k <= reach; ++k) {
    add({ x: cx + k, y: cy - reach }, { x: cx + k, y: cy + reach });
    add({ x: cx - reach, y: cy + k }, { x: cx + reach, y: cy + k });
  }
  return lines;
}

function near(box: Box, p: Point): boolean {
  return (
    p.x > box.x - box.width &&
    p.x < box.x + 2 * box.width &&
    p.y > box.y - box.height &&
    p.y < box.y + 2 * box.height
  );
}
