// SPDX-License-Identifier: Apache-2.0

export const levels = 7;

/// 0 (nothing) to 7 (the most), for the classes of the colour scale in charts.css.
export function level(value: number, most: number): number {
  if (value <= 0 || most <= 0) return 0;
  return Math.max(1, Math.min(levels, Math.ceil((value / most) * levels)));
}

/// The same for quantities of which few places have most: each step holds as much on a square-root scale.
export function rootLevel(value: number, most: number): number {
  return level(Math.sqrt(Math.max(0, value)), Math.sqrt(Math.max(0, most)));
}
