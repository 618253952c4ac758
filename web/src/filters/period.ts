// SPDX-License-Identifier: Apache-2.0
import {
  addDays,
  daysBetween,
  isLocalDate,
  type LocalDate,
  startOfMonth,
  startOfWeek,
} from "../model/dates";

export const presets = [
  "today",
  "yesterday",
  "last7",
  "last28",
  "week",
  "month",
  "last90",
  "custom",
] as const;
export type Preset = (typeof presets)[number];

export const comparisons = ["previous", "week", "year", "none"] as const;
export type Comparison = (typeof comparisons)[number];

export const bins = ["auto", "quarter", "hour", "day", "week", "month"] as const;
export type Bin = (typeof bins)[number];

/// Local dates of the store: `from` is in the period, `to` is not.
export interface Period {
  from: LocalDate;
  to: LocalDate;
}

export const longestPeriodDays = 800;

export function resolvePreset(preset: Exclude<Preset, "custom">, today: LocalDate): Period {
  const tomorrow = addDays(today, 1);
  switch (preset) {
    case "today":
      return { from: today, to: tomorrow };
    case "yesterday":
      return { from: addDays(today, -1), to: today };
    case "last7":
      return { from: addDays(today, -7), to: today };
    case "last28":
      return { from: addDays(today, -28), to: today };
    case "last90":
      return { from: addDays(today, -90), to: today };
    case "week":
      return { from: startOfWeek(today), to: tomorrow };
    case "month":
      return { from: startOfMonth(today), to: tomorrow };
  }
}

/// The period of two dates that a person typed, both in it; nothing where they make none.
export function customPeriod(first: string | null, last: string | null): Period | undefined {
  if (!isLocalDate(first) || !isLocalDate(last)) return undefined;
  const days = daysBetween(first, last) + 1;
  if (days < 1 || days > longestPeriodDays) return undefined;
  return { from: first, to: addDays(last, 1) };
}

/// The period that the desk compares with (`compare` in api/openapi.yaml): as long, directly before; by whole weeks; by
/// 52 weeks, so that weekdays match.
export function comparisonPeriod(period: Period, comparison: Comparison): Period | undefined {
  if (comparison === "none") return undefined;
  const length = daysBetween(period.from, period.to);
  const shift =
    comparison === "previous" ? length : comparison === "week" ? Math.ceil(length / 7) * 7 : 364;
  return { from: addDays(period.from, -shift), to: addDays(period.to, -shift) };
}

/// The finest bin that stays readable as a line.
export function automaticBin(period: Period): Exclude<Bin, "auto"> {
  const days = daysBetween(period.from, period.to);
  if (days <= 2) return "hour";
  if (days <= 70) return "day";
  return days <= 400 ? "week" : "month";
}
