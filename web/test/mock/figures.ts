// SPDX-License-Identifier: Apache-2.0
import type { Figure, MetricName, Movement, Point, Unit } from "../../src/api/types";

/// A number in [0, 1) that depends on the words alone.
export function chance(...words: (string | number)[]): number {
  let hash = 2166136261;
  for (const char of words.join("|")) hash = Math.imul(hash ^ char.charCodeAt(0), 16777619);
  hash = Math.imul(hash ^ (hash >>> 15), 2246822519);
  hash ^= hash >>> 13;
  return (hash >>> 0) / 4294967296;
}

export function figure(value: number | null, change: Partial<Figure> = {}): Figure {
  return {
    value,
    withheld: false,
    low: null,
    high: null,
    interval: "none",
    coverage: 1,
    k: 10,
    bins: { measured: value === null ? 0 : 4, withheld: 0, missing: value === null ? 4 : 0 },
    metric_version: 2,
    ...change,
  };
}

export const missing = figure(null, { coverage: 0 });
export const hidden = figure(null, {
  withheld: true,
  bins: { measured: 0, withheld: 4, missing: 0 },
});

export function bounded(value: number): Figure {
  return figure(value, {
    interval: "bounds",
    low: Math.floor(value * 0.97),
    high: Math.ceil(value * 1.04),
  });
}

export const timeZone = "Europe/Zurich";
const hourMs = 3_600_000;

const hourText = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", hourCycle: "h23" });
const dayText = new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" });
const midnights = new Map<string, number>();

/// UTC of a local midnight in the store's time zone.
export function midnight(date: string): number {
  const known = midnights.get(date);
  if (known !== undefined) return known;
  const guess = Date.parse(`${date}T00:00:00Z`);
  const offset = [1, 2].find((o) => Number(hourText.format(guess - o * hourMs)) === 0) ?? 0;
  midnights.set(date, guess - offset * hourMs);
  return guess - offset * hourMs;
}

export const instant = (ms: number) => new Date(ms).toISOString().replace(".000Z", "Z");
export const addDays = (date: string, days: number) =>
  new Date(Date.parse(`${date}T12:00:00Z`) + days * 24 * hourMs).toISOString().slice(0, 10);
export const localDay = (ms: number) => dayText.format(ms);

export function daysOf(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day < to && days.length < 900; day = addDays(day, 1)) days.push(day);
  return days;
}

/// People who come in one hour: closed at night and on Sundays, more at noon, in the evening and on Saturdays.
export function hourly(day: string, hour: number, scale = 1): number {
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay();
  if (weekday === 0 || hour < 8 || hour > 19) return 0;
  const shape =
    30 + 45 * Math.exp(-((hour - 12.5) ** 2) / 4) + 60 * Math.exp(-((hour - 17.5) ** 2) / 5);
  const busy = weekday === 6 ? 1.5 : weekday === 5 ? 1.2 : 1;
  return Math.round(shape * busy * scale * (0.85 + 0.3 * chance(day, hour)));
}

/// The mock's whole life is one moment.
const born = Date.now();
const today = localDay(born);
const failedDay = addDays(today, -5);
const darkDay = addDays(today, -12);
const [gapFrom, gapTo] = [addDays(today, -60), addDays(today, -28)];

/// Share of an hour that was observed. Five days ago a camera failed for three hours; twelve days ago nothing ran; there
/// is a longer gap before the last 28 days.
export function observed(day: string, hour: number): number {
  if (day > today) return 0;
  if (day === today && midnight(day) + (hour + 1) * hourMs > born) return 0;
  if (day === failedDay) return hour >= 13 && hour < 16 ? 0 : 1;
  if (day === darkDay) return 0;
  return day > gapFrom && day < gapTo ? 0 : 1;
}

export const units: Partial<Record<MetricName, Unit>> = {
  visits: "visits",
  zone_visits: "stays",
  groups: "units",
  groups_of_several: "units",
  capture_rate: "share",
  bounce_rate: "share",
  group_share: "share",
  checkout_reach_rate: "share",
  zone_exposure: "share",
  queue_abandonment_rate: "share",
  entries_per_pass_by: "ratio",
  engagement_rate: "ratio",
  shopper_associate_ratio: "ratio",
};

export function unitOf(metric: string): Unit {
  if (metric.endsWith("_s")) return "seconds";
  return units[metric as MetricName] ?? "people";
}

const typical: Record<string, number> = {
  capture_rate: 0.21,
  entries_per_pass_by: 0.27,
  occupancy_mean: 18.4,
  occupancy_max: 71,
  group_share: 0.24,
  bounce_rate: 0.08,
  checkout_reach_rate: 0.71,
  visit_duration_median_s: 512,
  visit_duration_p90_s: 1490,
  zone_exposure: 0.42,
  engagement_rate: 0.55,
  dwell_median_s: 26,
  dwell_p90_s: 118,
  shopper_associate_ratio: 7.4,
  queue_abandonment_rate: 0.04,
  queue_wait_median_s: 74,
  queue_wait_p90_s: 236,
  service_time_median_s: 58,
  service_time_p90_s: 121,
  queue_length_mean: 2.7,
  queue_length_max: 14,
};

const share: Record<string, number> = {
  exits: 0.98,
  visits: 0.97,
  pass_by: 3.8,
  groups: 0.78,
  groups_of_several: 0.19,
  objections: 0.001,
  zone_visits: 0.5,
  queue_joined: 0.6,
  queue_abandoned: 0.03,
};

/// What a metric shows where `entries` came in.
export function metricFigure(
  metric: string,
  entries: number,
  coverage: number,
  seed: string,
): Figure {
  if (coverage === 0) return missing;
  const part = coverage < 1 ? { coverage } : {};
  const fixed = typical[metric];
  if (fixed !== undefined) {
    if (entries === 0)
      return figure(null, { coverage, bins: { measured: 0, withheld: 0, missing: 4 } });
    return figure(fixed * (0.9 + 0.2 * chance(metric, seed)), part);
  }
  const value = Math.round(entries * (share[metric] ?? 1));
  if (metric === "entries" || metric === "visits" || metric === "exits")
    return { ...bounded(value), ...part };
  if (metric !== "objections" && value > 0 && value < 10) return hidden;
  return figure(value, part);
}

export function movement(now: Figure, before: Figure): Movement {
  if (now.value === null || before.value === null || before.value === 0) {
    return { relative: null, low: null, high: null, verdict: "not_enough_data" };
  }
  const relative = now.value / before.value - 1;
  const verdict = Math.abs(relative) < 0.03 ? "no_clear_change" : relative > 0 ? "more" : "less";
  return { relative, low: relative - 0.03, high: relative + 0.03, verdict };
}

/// One point per bin of the days.
export function pointsOf(
  metric: string,
  days: readonly string[],
  bin: string,
  scope: string,
  scale: number,
): Point[] {
  if (bin === "hour" || bin === "quarter") {
    return days.flatMap((day) =>
      Array.from({ length: 24 }, (_, hour) => {
        const from = midnight(day) + hour * hourMs;
        const value = metricFigure(
          metric,
          hourly(day, hour, scale),
          observed(day, hour),
          `${day}${hour}${scope}`,
        );
        return { from: instant(from), to: instant(from + hourMs), figure: value };
      }),
    );
  }
  const step = bin === "week" ? 7 : bin === "month" ? 30 : 1;
  const points: Point[] = [];
  for (let i = 0; i < days.length; i += step) {
    const part = days.slice(i, i + step);
    points.push({
      from: instant(midnight(part[0] as string)),
      to: instant(midnight(addDays(part.at(-1) as string, 1))),
      figure: totalOf(metric, part, scope, scale),
    });
  }
  return points;
}

export function totalOf(
  metric: string,
  days: readonly string[],
  scope: string,
  scale: number,
): Figure {
  let [entries, open, seen] = [0, 0, 0];
  for (const day of days) {
    for (let hour = 8; hour < 20; ++hour) {
      open += 1;
      const coverage = observed(day, hour);
      seen += coverage;
      entries += coverage * hourly(day, hour, scale);
    }
  }
  const coverage = open === 0 ? 0 : Math.round((seen / open) * 1000) / 1000;
  return metricFigure(metric, entries, coverage, `${days[0]}${scope}`);
}
