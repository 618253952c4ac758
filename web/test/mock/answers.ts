// SPDX-License-Identifier: Apache-2.0
import type * as api from "../../src/api/types";
import { comparisonPeriod } from "../../src/filters/period";
import {
  addDays,
  chance,
  daysOf,
  figure,
  hidden,
  hourly,
  instant,
  localDay,
  metricFigure,
  midnight,
  missing,
  movement,
  observed,
  pointsOf,
  timeZone,
  totalOf,
  unitOf,
} from "./figures";
import { funnels, layout, zones } from "./layout";
import { segments } from "./segments";

export type Query = URLSearchParams;

const thresholds = {
  k: 10,
  bin_minutes: 15,
  entry_confirm_s: 2,
  line_band_m: 0.3,
  zone_min_stay_s: 5,
  zone_gap_s: 3,
  engaged_s: 15,
  bounce_s: 30,
  group_distance_m: 1.5,
  state_ttl_s: 60,
};

export const store: api.Store = {
  id: "demo-store",
  name: "Demo store",
  time_zone: timeZone,
  bin_minutes: 15,
  k: 10,
  mode: "standard",
  link_level: 2,
  metric_version: 2,
  first: "2026-10-01T06:00:00Z",
  last: instant(Math.floor(Date.now() / 900_000) * 900_000),
  demonstration: true,
  configured: true,
  segments_enabled: false,
  thresholds,
};

interface Spans {
  days: string[];
  before: string[] | null;
}

function spans(query: Query): Spans {
  const [from, to] = [query.get("from") ?? "", query.get("to") ?? ""];
  const other = comparisonPeriod({ from, to }, (query.get("compare") ?? "none") as "none");
  return { days: daysOf(from, to), before: other ? daysOf(other.from, other.to) : null };
}

const periodOf = (days: string[]) => ({
  from: instant(midnight(days[0] ?? "2026-11-01")),
  to: instant(midnight(addDays(days.at(-1) ?? "2026-11-01", 1))),
});

function frame(query: Query): api.Frame {
  const { days, before } = spans(query);
  return {
    store: store.id,
    period: periodOf(days),
    comparison_period: before && periodOf(before),
    time_zone: timeZone,
    mode: "standard",
    thresholds,
    evaluation: false,
  };
}

function card(metric: api.MetricName, query: Query, scope = "", scale = 1): api.MetricCard {
  const { days, before } = spans(query);
  const now = totalOf(metric, days, scope, scale);
  const then = before && totalOf(metric, before, scope, scale);
  return {
    metric,
    unit: unitOf(metric),
    figure: now,
    comparison: then,
    change: then && movement(now, then),
  };
}

function series(
  metric: api.MetricName,
  query: Query,
  bin: string,
  scope: api.Series["scope"],
  scale = 1,
): api.Series {
  const { days, before } = spans(query);
  const total = totalOf(metric, days, scope.id, scale);
  const then = before && totalOf(metric, before, scope.id, scale);
  return {
    metric,
    unit: unitOf(metric),
    scope,
    total,
    points: pointsOf(metric, days, bin, scope.id, scale),
    comparison: before &&
      then && {
        total: then,
        points: pointsOf(metric, before, bin, scope.id, scale),
        change: movement(total, then),
      },
  };
}

const whole: api.Series["scope"] = { kind: "store", id: "", name: "Demo store" };
const overviewCards: api.MetricName[] = [
  "entries",
  "visits",
  "capture_rate",
  "occupancy_max",
  "visit_duration_median_s",
  "bounce_rate",
  "checkout_reach_rate",
  "queue_wait_median_s",
];

export function overview(query: Query): api.Overview {
  const { days } = spans(query);
  return {
    ...frame(query),
    cards: overviewCards.map((metric) => card(metric, query)),
    trend: series("entries", query, days.length <= 3 ? "hour" : "day", whole),
    busiest: Array.from({ length: 7 }, (_, day) =>
      Array.from({ length: 24 }, (_, hour) => {
        const mine = days.filter(
          (d) => (new Date(`${d}T12:00:00Z`).getUTCDay() || 7) === day + 1 && observed(d, hour) > 0,
        );
        if (mine.length === 0) return missing;
        return figure(mine.reduce((sum, d) => sum + hourly(d, hour), 0) / mine.length);
      }),
    ),
  };
}

const measured = zones.filter((z) => !["staff", "fitting", "objection"].includes(z.type));
const zoneMetrics: api.MetricName[] = [
  "zone_visits",
  "zone_exposure",
  "engagement_rate",
  "dwell_median_s",
  "dwell_p90_s",
  "shopper_associate_ratio",
];
const queueMetrics: api.MetricName[] = [
  "queue_joined",
  "queue_abandoned",
  "queue_abandonment_rate",
  "queue_wait_median_s",
  "queue_wait_p90_s",
  "service_time_median_s",
  "queue_length_mean",
  "queue_length_max",
];
const ref = ({ id, name, type }: api.ZoneDefinition): api.ZoneRef => ({ id, name, type });

export function zoneTable(query: Query): api.ZoneTable {
  return {
    ...frame(query),
    zones: measured.map((z) => ({
      zone: ref(z),
      cards: zoneMetrics.map((metric) => {
        const made = card(metric, query, z.id, 0.3 + 1.4 * chance(z.id));
        return z.id === "toys" && metric.startsWith("dwell")
          ? { ...made, figure: hidden, change: null }
          : made;
      }),
    })),
  };
}

export function queueTable(query: Query): api.QueueTable {
  const queues = measured.filter((z) => z.type === "checkout_queue");
  return {
    ...frame(query),
    queues: queues.map((z) => ({
      zone: ref(z),
      cards: queueMetrics.map((m) => card(m, query, z.id)),
    })),
  };
}

export function metrics(query: Query): api.MetricSeries {
  const bin = (query.get("bin") ?? "day") as api.MetricSeries["bin"];
  const names = (query.get("metric") ?? "").split(",") as api.MetricName[];
  const scope = query.get("scope") ?? "store";
  const ids = scope === "all" ? measured.map((z) => z.id) : scope.split(",");
  const scopeOf = (id: string): api.Series["scope"] =>
    id === "store" ? whole : { kind: "zone", id, name: zones.find((z) => z.id === id)?.name ?? id };
  return {
    ...frame(query),
    bin,
    series: names.flatMap((m) => ids.map((id) => series(m, query, bin, scopeOf(id)))),
  };
}

export function durations(query: Query): api.Histogram {
  const metric = query.get("metric") ?? "dwell";
  const scope = query.get("scope") ?? "store";
  const { days } = spans(query);
  const total = totalOf("zone_visits", days, scope, 1);
  const edges = Array.from({ length: 14 }, (_, i) => Math.round(5 * 2 ** (i / 2) * 10) / 10);
  const peak = metric === "visit_duration" ? 11 : metric === "dwell" ? 5 : 8;
  return {
    ...frame(query),
    metric,
    scope: { kind: "zone", id: scope, name: zones.find((z) => z.id === scope)?.name ?? scope },
    total,
    median: figure(edges[peak] ?? 60),
    p90: figure(edges[Math.min(13, peak + 3)] ?? 200),
    classes: edges.map((from_s, i) => ({
      from_s,
      to_s: edges[i + 1] ?? null,
      count: Math.round((total.value ?? 0) * 0.2 * Math.exp(-((i - peak) ** 2) / 6)),
      joined: i < 2 || i > 11,
    })),
  };
}

const ways: [string, string, number][] = [
  ["entrance", "fruit", 0.5],
  ["entrance", "household", 0.12],
  ["entrance", "fashion", 0.1],
  ["fruit", "grocery", 0.31],
  ["fruit", "dairy", 0.1],
  ["grocery", "drinks", 0.2],
  ["grocery", "dairy", 0.16],
  ["drinks", "dairy", 0.11],
  ["dairy", "household", 0.17],
  ["dairy", "queue", 0.18],
  ["household", "care", 0.08],
  ["household", "queue", 0.14],
  ["toys", "queue", 0.04],
  ["care", "queue", 0.09],
  ["drinks", "queue", 0.12],
  ["fashion", "queue", 0.06],
  ["fruit", "queue", 0.07],
  ["queue", "tills", 0.66],
  ["household", "toys", 0.05],
  ["dairy", "grocery", 0.06],
  ["grocery", "fruit", 0.05],
];

export function flows(query: Query): api.Flows {
  const { days } = spans(query);
  const total = totalOf("entries", days, "", 1).value ?? 0;
  return {
    ...frame(query),
    zones: measured.map(ref),
    flows: ways.map(([from, to, part]) => ({
      from,
      to,
      figure: figure(Math.round(total * part), {
        interval: "at_least",
        low: Math.round(total * part),
        bins: { measured: 20, withheld: 3, missing: 0 },
      }),
    })),
    others: figure(Math.round(total * 0.12)),
  };
}

export function paths(query: Query): api.Paths {
  const { days } = spans(query);
  const total = totalOf("entries", days, "", 1).value ?? 0;
  const found: [string[], number][] = [
    [["entrance", "fruit", "grocery", "dairy", "queue", "tills"], 0.09],
    [["entrance", "fruit", "queue", "tills"], 0.06],
    [["entrance", "fruit", "grocery", "drinks", "queue", "tills"], 0.05],
    [["entrance", "household", "queue", "tills"], 0.04],
    [["entrance", "fashion"], 0.03],
    [["entrance", "fashion", "queue", "tills"], 0.02],
    [["entrance"], 0.02],
  ];
  return {
    ...frame(query),
    items: found.map(([way, part]) => ({ zones: way, figure: figure(Math.round(total * part)) })),
    others: figure(Math.round(total * 0.55)),
    next: null,
  };
}

export function funnel(id: string, query: Query): api.Funnel {
  const { days, before } = spans(query);
  const definition = funnels.find((f) => f.id === id) ?? (funnels[0] as api.FunnelDefinition);
  const parts = [0.93, 0.52, 0.7, 0.66];
  const at = (span: string[], i: number) =>
    figure(
      Math.round(
        (totalOf("visits", span, "", 1).value ?? 0) *
          (parts[i] ?? 0.5) *
          (i === 2 ? 0.7 : i === 3 ? 0.68 : 1),
      ),
    );
  return {
    ...frame(query),
    funnel: definition,
    visits: totalOf("visits", days, "", 1),
    steps: definition.zones.map((zone, i) => ({
      zone,
      figure: at(days, i),
      comparison: before && at(before, i),
    })),
  };
}

export function heat(query: Query): api.Heat {
  const { days } = spans(query);
  const scale = (totalOf("entries", days, "", 1).value ?? 0) / 400;
  const areas: api.Heat["areas"] = [];
  for (let x = 0; x < 20; ++x) {
    for (let y = 0; y < 20; ++y) {
      const weight = measured.reduce((sum, z) => {
        const [a, b] = [z.area[0] as [number, number], z.area[2] as [number, number]];
        return x + 1 > a[0] && x < b[0] && y + 1 > a[1] && y < b[1]
          ? sum + 2 + 8 * chance(z.id, "heat")
          : sum;
      }, 0.4);
      if (chance(x, y, "none") < 0.08) continue;
      const value =
        chance(x, y, "hide") < 0.03
          ? null
          : Math.round(weight * scale * (4 + 8 * chance(x, y)) * 10) / 10;
      areas.push({
        x_m: x,
        y_m: y,
        width_m: 1,
        height_m: 1,
        value,
        joined: chance(x, y, "join") < 0.1,
      });
    }
  }
  return {
    ...frame(query),
    figure: figure(30 * scale),
    unit: "person_seconds_per_m2",
    areas: scale === 0 ? [] : areas,
  };
}

export function audience(query: Query): api.Audience {
  return {
    ...frame(query),
    cards: (["groups", "groups_of_several", "group_share"] as const).map((m) => card(m, query)),
    segments: segments(spans(query).days.length, measured.map(ref)),
  };
}

export function comparison(query: Query): api.Comparison {
  const metric = (query.get("metric") ?? "entries") as api.MetricName;
  const scope = query.get("scope") ?? "store";
  const side = (from: string, to: string): api.Comparison["a"] => {
    const points = pointsOf(metric, daysOf(from, to), "day", scope, 1);
    const known = points.flatMap((p) => (p.figure.value === null ? [] : [p.figure.value]));
    const mean = known.reduce((s, v) => s + v, 0) / Math.max(1, known.length);
    return {
      period: periodOf(daysOf(from, to)),
      mean_per_day: known.length === 0 ? missing : figure(mean),
      days: known.length,
      points,
    };
  };
  const a = side(query.get("a_from") ?? "", query.get("a_to") ?? "");
  const b = side(query.get("b_from") ?? "", query.get("b_to") ?? "");
  const enough =
    a.days >= 5 && b.days >= 5 && a.mean_per_day.value !== null && b.mean_per_day.value !== null;
  const [ma, mb] = [a.mean_per_day.value ?? 0, b.mean_per_day.value ?? 0];
  const half = ma * 0.08;
  const verdict = Math.abs(mb - ma) < half ? "no_clear_change" : mb > ma ? "more" : "less";
  return {
    store: store.id,
    metric,
    unit: unitOf(metric),
    scope: scope === "store" ? whole : { kind: "zone", id: scope, name: scope },
    a,
    b,
    difference: enough
      ? { value: mb - ma, low: mb - ma - half, high: mb - ma + half }
      : { value: null, low: null, high: null },
    change: enough
      ? { relative: mb / ma - 1, low: mb / ma - 1.08, high: mb / ma - 0.92, verdict }
      : { relative: null, low: null, high: null, verdict: "not_enough_data" },
  };
}

export function live(setUpProblem: string | null): api.Live {
  return {
    store: store.id,
    at: instant(Date.now()),
    inside: 37,
    entries_today: 412,
    queues: [{ zone: "queue", length: 4 }],
    cameras: cameraHealth(),
    set_up_problem: setUpProblem,
    demonstration: true,
  };
}

export function cameraHealth(): api.CameraHealth[] {
  return [
    { camera: "door", state: "ok", since: "2026-11-25T06:00:00Z", analysed_fps: 8.1 },
    { camera: "aisle", state: "ok", since: "2026-11-25T06:00:00Z", analysed_fps: 7.9 },
    { camera: "tills", state: "frozen", since: "2026-11-26T04:10:00Z", analysed_fps: null },
  ];
}

export function quality(query: Query): api.Quality {
  const { days } = spans(query);
  const rows = days.map((date) => {
    const hours = Array.from({ length: 12 }, (_, i) => observed(date, i + 8));
    const share = hours.reduce((s, v) => s + v, 0) / 12;
    return {
      date,
      coverage: share === 0 ? null : share,
      bins: Math.round(share * 96),
      bins_expected: date > localDay(Date.now()) ? 0 : 96,
    };
  });
  const known = rows.map((r) => r.coverage ?? 0);
  const coverage = known.reduce((s, v) => s + v, 0) / Math.max(1, known.length);
  return {
    ...frame(query),
    coverage,
    grade: coverage >= 0.98 ? "A" : coverage >= 0.9 ? "B" : "C",
    days: rows,
    withheld: withheld(),
    cameras: cameraHealth(),
  };
}

export function withheld(): api.Quality["withheld"] {
  return [
    { metric: "entries", shown: 1840, withheld: 0 },
    { metric: "zone_visits", shown: 12400, withheld: 1310 },
    { metric: "dwell", shown: 9100, withheld: 4200 },
    { metric: "path", shown: 190, withheld: 28 },
  ];
}

export { layout, metricFigure };
