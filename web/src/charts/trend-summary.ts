// SPDX-License-Identifier: Apache-2.0
import type { TFunction } from "i18next";
import type { TrendPoint } from "./trend";

/// One sentence: from the least to the most, and when the most was.
export function summarize(
  points: readonly TrendPoint[],
  format: (value: number) => string,
  t: TFunction,
): string {
  const known = points.filter((p) => p.figure.value !== null);
  if (known.length === 0) return t("chart.nothing");
  const by = (a: TrendPoint, b: TrendPoint) => (a.figure.value ?? 0) - (b.figure.value ?? 0);
  const sorted = [...known].sort(by);
  const [least, most] = [sorted[0] as TrendPoint, sorted.at(-1) as TrendPoint];
  const value = (p: TrendPoint) => format(p.figure.value ?? 0);
  if (known.length === 1) return t("chart.summaryOne", { when: most.label, value: value(most) });
  return t("chart.summary", {
    most: value(most),
    mostWhen: most.label,
    least: value(least),
    leastWhen: least.label,
  });
}
