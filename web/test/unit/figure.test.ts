// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import type { Figure } from "../../src/api/types";
import { runs } from "../../src/charts/trend-option";
import { makeFormat } from "../../src/i18n/format";
import { figureText, intervalText, isPartlyObserved, stateOf } from "../../src/model/figure";
import { level, rootLevel } from "../../src/model/scale";
import { unitFormat } from "../../src/model/units";

const base: Figure = {
  value: 12,
  withheld: false,
  low: null,
  high: null,
  interval: "none",
  coverage: 1,
  k: 10,
  bins: { measured: 4, withheld: 0, missing: 0 },
  metric_version: 2,
};
const write = (value: number) => String(value);

describe("a figure", () => {
  test("is never 0 where it is not known", () => {
    expect(figureText({ ...base, value: 0 }, write)).toBe("0");
    expect(figureText({ ...base, value: null }, write)).toBe("–");
    expect(figureText(null, write)).toBe("–");
    expect(figureText({ ...base, value: null, withheld: true, k: 25 }, write)).toBe("<25");
    expect(figureText({ ...base, interval: "at_least" }, write)).toBe("≥ 12");
  });

  test("knows its state", () => {
    expect(stateOf(base)).toBe("shown");
    expect(stateOf({ ...base, value: null, withheld: true })).toBe("withheld");
    expect(stateOf({ ...base, value: null })).toBe("not_observed");
    expect(isPartlyObserved({ ...base, coverage: 0.5 })).toBe(true);
    expect(isPartlyObserved({ ...base, coverage: null })).toBe(false);
  });

  test("tells an interval only where there is one", () => {
    expect(intervalText({ ...base, low: 11, high: 14 }, write)).toBe("11 – 14");
    expect(intervalText({ ...base, low: 12, high: 12 }, write)).toBeUndefined();
    expect(intervalText(base, write)).toBeUndefined();
  });
});

describe("numbers are written as in the language", () => {
  const format = (language: string) => makeFormat(language, "Europe/Zurich");
  test("counts, shares and changes", () => {
    expect(format("en").count(12345)).toBe("12,345");
    expect(format("de").count(12345)).toBe("12.345");
    expect(format("fr").count(12345)).toMatch(/^12\s345$/);
    expect(format("de").percent(0.123)).toMatch(/^12,3\s%$/);
    expect(format("en").change(0.25)).toBe("+25%");
    expect(unitFormat("people", format("en"))(2.75)).toBe("2.8");
    expect(unitFormat("people", format("en"))(2000)).toBe("2,000");
  });

  test("durations", () => {
    const duration = (seconds: number) => format("en").duration(seconds).replaceAll("\u00a0", " ");
    expect([0, 0.2, 59, 60, 73, 599, 3540, 3600, 3900].map(duration)).toEqual([
      "0 s",
      "<1 s",
      "59 s",
      "1 min",
      "1 min 13 s",
      "9 min 59 s",
      "59 min",
      "1 h",
      "1 h 5 min",
    ]);
  });

  test("times are those of the store", () => {
    expect(format("en").time("2026-07-01T10:00:00Z")).toBe("12:00");
    expect(format("en").time("2026-12-01T10:00:00Z")).toBe("11:00");
  });
});

describe("scales and runs", () => {
  test("level 0 is nothing alone", () => {
    expect([0, 0.01, 50, 100].map((v) => level(v, 100))).toEqual([0, 1, 4, 7]);
    expect(rootLevel(25, 100)).toBe(4);
    expect(level(5, 0)).toBe(0);
  });

  test("gaps that touch are one", () => {
    expect(runs([1, 0, 0, 1, 0], (v) => v === 0)).toEqual([
      [1, 2],
      [4, 4],
    ]);
  });
});
