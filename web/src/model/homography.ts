// SPDX-License-Identifier: Apache-2.0
import { distance, type Point, turn } from "./geometry";

/// Row-major 3x3, last element 1. Named target_from_source like everywhere in Sillage.
export type Matrix = readonly number[];

/// Gaussian elimination with the largest pivot; nothing where the system has no single solution.
function solve(rows: number[][]): number[] | undefined {
  const n = rows.length;
  for (let column = 0; column < n; ++column) {
    let pivot = column;
    for (let row = column + 1; row < n; ++row) {
      if (Math.abs(at(rows, row, column)) > Math.abs(at(rows, pivot, column))) pivot = row;
    }
    if (Math.abs(at(rows, pivot, column)) < 1e-10) return undefined;
    [rows[column], rows[pivot]] = [rows[pivot] as number[], rows[column] as number[]];
    for (let row = 0; row < n; ++row) {
      if (row === column) continue;
      const factor = at(rows, row, column) / at(rows, column, column);
      for (let k = column; k <= n; ++k) {
        (rows[row] as number[])[k] = at(rows, row, k) - factor * at(rows, column, k);
      }
    }
  }
  return rows.map((_, i) => at(rows, i, n) / at(rows, i, i));
}

function at(rows: number[][], row: number, column: number): number {
  return rows[row]?.[column] ?? 0;
}

/// Moves points to their middle and scales them to a mean distance of 1, so that pixels and metres weigh alike.
function normalization(points: readonly Point[]): { scale: number; cx: number; cy: number } {
  const cx = points.reduce((s, p) => s + p.x, 0) / points.length;
  const cy = points.reduce((s, p) => s + p.y, 0) / points.length;
  const mean = points.reduce((s, p) => s + Math.hypot(p.x - cx, p.y - cy), 0) / points.length;
  return { scale: mean > 0 ? 1 / mean : 1, cx, cy };
}

/// Least squares over four pairs or more (Hartley and Zisserman, Multiple View Geometry, 4.1, inhomogeneous form on
/// normalised points). Nothing where the points do not determine it.
export function homography(source: readonly Point[], target: readonly Point[]): Matrix | undefined {
  if (source.length < 4 || source.length !== target.length) return undefined;
  const s = normalization(source);
  const t = normalization(target);
  const normal = Array.from({ length: 8 }, () => new Array<number>(9).fill(0));
  const add = (row: number[]) => {
    for (let i = 0; i < 8; ++i) {
      for (let j = 0; j < 9; ++j) {
        (normal[i] as number[])[j] = at(normal, i, j) + (row[i] as number) * (row[j] as number);
      }
    }
  };
  source.forEach((p, i) => {
    const q = target[i] as Point;
    const [x, y] = [(p.x - s.cx) * s.scale, (p.y - s.cy) * s.scale];
    const [u, v] = [(q.x - t.cx) * t.scale, (q.y - t.cy) * t.scale];
    add([x, y, 1, 0, 0, 0, -u * x, -u * y, u]);
    add([0, 0, 0, x, y, 1, -v * x, -v * y, v]);
  });
  const h = solve(normal);
  if (!h) return undefined;
  const inner = multiply(
    [...h, 1],
    [s.scale, 0, -s.scale * s.cx, 0, s.scale, -s.scale * s.cy, 0, 0, 1],
  );
  const full = multiply([1 / t.scale, 0, t.cx, 0, 1 / t.scale, t.cy, 0, 0, 1], inner);
  const last = full[8] as number;
  if (Math.abs(last) < 1e-12) return undefined;
  return full.map((value) => value / last);
}

export function multiply(a: Matrix, b: Matrix): Matrix {
  return Array.from({ length: 9 }, (_, i) => {
    const [row, column] = [Math.floor(i / 3) * 3, i % 3];
    return [0, 1, 2].reduce(
      (sum, k) => sum + (a[row + k] as number) * (b[k * 3 + column] as number),
      0,
    );
  });
}

export function inverse(m: Matrix): Matrix | undefined {
  const [a, b, c, d, e, f, g, h, i] = m as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const det = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  if (Math.abs(det) < 1e-14) return undefined;
  return [
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ].map((value) => value / det);
}

/// Nothing for points on or behind the horizon: those of `reference` lie in front of it.
export function project(m: Matrix, p: Point, reference?: Point): Point | undefined {
  const w = depth(m, p);
  if (Math.abs(w) < 1e-9) return undefined;
  if (reference && w * depth(m, reference) < 0) return undefined;
  const [a, b, c, d, e, f] = m as [number, number, number, number, number, number];
  return { x: (a * p.x + b * p.y + c) / w, y: (d * p.x + e * p.y + f) / w };
}

function depth(m: Matrix, p: Point): number {
  return (m[6] as number) * p.x + (m[7] as number) * p.y + (m[8] as number);
}

export interface Fit {
  floorFromImage: Matrix;
  imageFromFloor: Matrix;
  /// Metres between each typed floor point and where the picture's point lands.
  residuals: number[];
}

/// What the four (or more) points of a camera say.
export function fitFloor(image: readonly Point[], floor: readonly Point[]): Fit | undefined {
  const floorFromImage = homography(image, floor);
  const imageFromFloor = floorFromImage && inverse(floorFromImage);
  if (!floorFromImage || !imageFromFloor) return undefined;
  const residuals = image.map((p, i) => {
    const landed = project(floorFromImage, p);
    return landed ? distance(landed, floor[i] as Point) : Number.POSITIVE_INFINITY;
  });
  return { floorFromImage, imageFromFloor, residuals };
}

/// Metres on the floor that one pixel of error at each point may move it: the honest figure for four points,
/// whose residual is 0 by construction.
export function pixelError(fit: Fit, image: readonly Point[]): number {
  let worst = 0;
  for (const p of image) {
    const here = project(fit.floorFromImage, p);
    for (const d of [
      { x: 1, y: 0 },
      { x: 0, y: 1 },
    ]) {
      const there = project(fit.floorFromImage, { x: p.x + d.x, y: p.y + d.y });
      if (here && there) worst = Math.max(worst, distance(here, there));
    }
  }
  return worst;
}

/// Three of the points on a line determine nothing across it.
export function nearlyOnALine(points: readonly Point[]): boolean {
  for (let i = 0; i < points.length; ++i) {
    for (let j = i + 1; j < points.length; ++j) {
      for (let k = j + 1; k < points.length; ++k) {
        const [a, b, c] = [points[i] as Point, points[j] as Point, points[k] as Point];
        const longest = Math.max(distance(a, b), distance(b, c), distance(a, c));
        if (longest === 0 || Math.abs(turn(a, b, c)) / (longest * longest) < 0.02) return true;
      }
    }
  }
  return false;
}
