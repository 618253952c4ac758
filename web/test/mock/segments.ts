// SPDX-License-Identifier: Apache-2.0
import type * as api from "../../src/api/types";
import { chance, figure, hidden } from "./figures";

type Segments = api.Audience["segments"];

/// Off; in periods of three weeks or more on.
export function segments(days: number, zones: api.ZoneRef[]): Segments {
  if (days < 21) return { enabled: false, reason: "off_by_default", shares: [] };
  return {
    enabled: true,
    reason: null,
    shares: shares("store", 0.02),
    zones: zones.map((zone, i) => ({
      zone,
      shares: i === 2 ? withheld() : shares(zone.id, 0.05),
      dwell_difference: i === 2 ? null : dwell(zone.id, i % 3 === 0),
    })),
    hours: [8, 11, 14, 17].map((from_h) => ({
      from_h,
      to_h: from_h + 3,
      shares: from_h === 8 ? withheld() : shares(`hour ${from_h}`, 0.06),
    })),
    paths: [3, 2, 4].map((length) => ({
      zones: zones.slice(0, length).map((zone) => zone.id),
      shares: shares(`path ${length}`, 0.09),
    })),
    queues: zones
      .filter((zone) => zone.type === "checkout_queue")
      .map((zone) => ({ zone, abandonment_difference: abandonment(zone.id) })),
  };
}

function shares(of: string, half: number): Segments["shares"] {
  const unknown = 0.25 + 0.1 * chance(of, "unknown");
  const feminine = (1 - unknown) * (0.4 + 0.3 * chance(of, "feminine"));
  const known = (value: number) =>
    figure(value, { interval: "confidence", low: value - half, high: value + half });
  return [
    { segment: "feminine", figure: known(feminine) },
    { segment: "masculine", figure: known(1 - unknown - feminine) },
    { segment: "unknown", figure: figure(unknown) },
  ];
}

function withheld(): Segments["shares"] {
  return (["feminine", "masculine", "unknown"] as const).map((segment) => ({
    segment,
    figure: hidden,
  }));
}

function dwell(of: string, differs: boolean) {
  const change = differs ? 0.12 + 0.2 * chance(of, "dwell") : 0.06 * chance(of, "dwell") - 0.03;
  const feminine_s = 40 + 60 * chance(of, "stay");
  return {
    feminine_s,
    masculine_s: feminine_s / (1 + change),
    change,
    low: change - 0.09,
    high: change + 0.1,
    differs,
  };
}

function abandonment(of: string) {
  const [feminine, masculine] = [0.04 + 0.03 * chance(of, "f"), 0.05 + 0.03 * chance(of, "m")];
  const difference = feminine - masculine;
  return {
    feminine,
    masculine,
    difference,
    low: difference - 0.03,
    high: difference + 0.03,
    differs: false,
  };
}
