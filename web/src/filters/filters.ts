// SPDX-License-Identifier: Apache-2.0
import { useMemo } from "react";
import type { Asked } from "../api/queries";
import { useAddress } from "../app/address";
import { useStore } from "../app/store";
import { today } from "../i18n/format";
import { addDays } from "../model/dates";
import {
  automaticBin,
  type Bin,
  bins,
  type Comparison,
  comparisons,
  customPeriod,
  type Period,
  type Preset,
  presets,
  resolvePreset,
} from "./period";

export interface Filters {
  preset: Preset;
  period: Period;
  /// The last day that is in the period, as people name it.
  lastDay: string;
  compare: Comparison;
  bin: Bin;
  /// `bin` with `auto` decided.
  shownBin: Exclude<Bin, "auto">;
  asked: Asked;
}

function oneOf<T extends string>(values: readonly T[], text: string | null, otherwise: T): T {
  return values.includes(text as T) ? (text as T) : otherwise;
}

/// What the address asks for; nonsense falls back to the default. Pure, so that it can be tested.
export function readFilters(search: URLSearchParams, day: string): Filters {
  let preset = oneOf(presets, search.get("period"), "last7");
  const custom = customPeriod(search.get("from"), search.get("to"));
  if (preset === "custom" && !custom) preset = "last7";
  const period = preset === "custom" ? (custom as Period) : resolvePreset(preset, day);
  const compare = oneOf(comparisons, search.get("compare"), "week");
  const bin = oneOf(bins, search.get("bin"), "auto");
  return {
    preset,
    period,
    lastDay: addDays(period.to, -1),
    compare,
    bin,
    shownBin: bin === "auto" ? automaticBin(period) : bin,
    asked: { ...period, compare },
  };
}

export function useFilters(): Filters & {
  change: (change: Record<string, string | null>) => void;
} {
  const store = useStore();
  const [search, change] = useAddress();
  const day = today(store.time_zone);
  const filters = useMemo(() => readFilters(search, day), [search, day]);
  return { ...filters, change };
}

const kept = ["store", "period", "from", "to", "compare", "bin"];

/// The filters that go along when somebody opens another page.
export function keptSearch(search: URLSearchParams): string {
  const next = new URLSearchParams();
  for (const key of kept) {
    const value = search.get(key);
    if (value) next.set(key, value);
  }
  const text = next.toString();
  return text ? `?${text}` : "";
}
