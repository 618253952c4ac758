// SPDX-License-Identifier: Apache-2.0
import type { LineDefinition } from "../api/types";
import { type Point, turn } from "./geometry";
import type { CountLine } from "./walk";

/// Pairs of the API as points, and back to centimetres.
export const toPoint = (pair: readonly number[]): Point => ({ x: pair[0] ?? 0, y: pair[1] ?? 0 });
export const toPair = (p: Point): [number, number] => [round(p.x), round(p.y)];

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

export function toCountLine(line: LineDefinition): CountLine {
  const [from, to] = [toPoint(line.from), toPoint(line.to)];
  return { from, to, inside: turn(from, to, toPoint(line.inside)) > 0 ? "left" : "right" };
}

/// A short id for a name that people type: what the API allows, and not taken.
export function idFor(name: string, taken: readonly string[], fallback: string): string {
  const plain = name
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 28);
  const base = plain || fallback;
  if (!taken.includes(base)) return base;
  for (let i = 2; ; ++i) if (!taken.includes(`${base}-${i}`)) return `${base}-${i}`;
}
