// SPDX-License-Identifier: Apache-2.0
import { distance, type Point, segmentsMeet, turn } from "./geometry";

export interface CountLine {
  from: Point;
  to: Point;
  /// Which side of from-to is inside the store.
  inside: "left" | "right";
}

export interface Crossings {
  entries: number;
  exits: number;
}

/// Half the width of the band around a line in which the last side holds, as the floor's default.
export const bandM = 0.3;

/// Metres from the line; positive inside.
function depthInside(line: CountLine, p: Point): number {
  const length = distance(line.from, line.to);
  const left = length === 0 ? 0 : turn(line.from, line.to, p) / length;
  return line.inside === "left" ? left : -left;
}

/// How a walker on `path` would be counted: sides are taken beyond the band alone, and the way across must meet the
/// segment. The first side counts nothing.
export function crossings(line: CountLine, path: readonly Point[]): Crossings {
  const result = { entries: 0, exits: 0 };
  let side = 0;
  let last: Point | undefined;
  for (const p of path) {
    const depth = depthInside(line, p);
    if (Math.abs(depth) <= bandM) continue;
    const now = Math.sign(depth);
    if (last && side !== 0 && now !== side && segmentsMeet(line.from, line.to, last, p)) {
      if (now > 0) ++result.entries;
      else ++result.exits;
    }
    side = now;
    last = p;
  }
  return result;
}

/// A straight walk across the middle of the line, from 2 m outside to 2 m inside, in steps of a fifth of a metre.
export function walkAcross(line: CountLine): Point[] {
  const length = distance(line.from, line.to);
  if (length === 0) return [];
  const sign = line.inside === "left" ? 1 : -1;
  const normal = {
    x: (-(line.to.y - line.from.y) / length) * sign,
    y: ((line.to.x - line.from.x) / length) * sign,
  };
  const middle = { x: (line.from.x + line.to.x) / 2, y: (line.from.y + line.to.y) / 2 };
  return Array.from({ length: 21 }, (_, i) => {
    const t = -2 + i * 0.2;
    return { x: middle.x + normal.x * t, y: middle.y + normal.y * t };
  });
}
