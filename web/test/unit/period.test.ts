// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { readFilters } from "../../src/filters/filters";
import {
  automaticBin,
  comparisonPeriod,
  customPeriod,
  resolvePreset,
} from "../../src/filters/period";
import {
  addDays,
  daysBetween,
  isLocalDate,
  localDate,
  localHour,
  startOfWeek,
} from "../../src/model/dates";

const today = "2026-11-26"; // a Thursday

describe("dates of the store", () => {
  test("are those of its clocks, not of the browser's", () => {
    const at = new Date("2026-11-25T23:30:00Z");
    expect(localDate(at, "Europe/Zurich")).toBe("2026-11-26");
    expect(localDate(at, "America/Montreal")).toBe("2026-11-25");
    expect(localHour(at, "Europe/Zurich")).toBe(0);
  });

  test("go through clock changes, months and leap days", () => {
    expect(addDays("2026-03-28", 2)).toBe("2026-03-30");
    expect(addDays("2026-10-24", 2)).toBe("2026-10-26");
    expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
    expect(daysBetween("2026-10-24", "2026-10-26")).toBe(2);
    expect(startOfWeek("2026-11-29")).toBe("2026-11-23");
  });

  test("are refused where they are none", () => {
    for (const text of ["2026-02-30", "26-1-1", "", null, "2026-11-26T00:00:00Z"])
      expect(isLocalDate(text)).toBe(false);
  });
});

describe("periods", () => {
  test("include their first day and not `to`", () => {
    expect(resolvePreset("yesterday", today)).toEqual({ from: "2026-11-25", to: "2026-11-26" });
    expect(resolvePreset("last7", today)).toEqual({ from: "2026-11-19", to: "2026-11-26" });
    expect(resolvePreset("week", today)).toEqual({ from: "2026-11-23", to: "2026-11-27" });
    expect(resolvePreset("month", today)).toEqual({ from: "2026-11-01", to: "2026-11-27" });
  });

  test("that people type include both days, and are refused where they make none", () => {
    expect(customPeriod("2026-11-01", "2026-11-01")).toEqual({
      from: "2026-11-01",
      to: "2026-11-02",
    });
    expect(customPeriod("2026-11-02", "2026-11-01")).toBeUndefined();
    expect(customPeriod("2020-01-01", "2026-11-01")).toBeUndefined();
  });

  test("are compared with the same weekdays where asked", () => {
    const yesterday = { from: "2026-11-25", to: "2026-11-26" };
    expect(comparisonPeriod(yesterday, "week")).toEqual({ from: "2026-11-18", to: "2026-11-19" });
    expect(comparisonPeriod(yesterday, "previous")).toEqual({
      from: "2026-11-24",
      to: "2026-11-25",
    });
    expect(comparisonPeriod(yesterday, "year")).toEqual({ from: "2025-11-26", to: "2025-11-27" });
    expect(comparisonPeriod(yesterday, "none")).toBeUndefined();
    // Ten days are covered by two whole weeks.
    expect(comparisonPeriod({ from: "2026-11-10", to: "2026-11-20" }, "week")?.from).toBe(
      "2026-10-27",
    );
  });

  test("choose a step that stays readable", () => {
    expect(automaticBin({ from: "2026-11-25", to: "2026-11-26" })).toBe("hour");
    expect(automaticBin({ from: "2026-11-01", to: "2026-11-29" })).toBe("day");
    expect(automaticBin({ from: "2026-01-01", to: "2026-11-29" })).toBe("week");
  });
});

describe("filters in the address", () => {
  test("are read back as they are", () => {
    const filters = readFilters(
      new URLSearchParams("period=custom&from=2026-11-02&to=2026-11-08&compare=none&bin=hour"),
      today,
    );
    expect(filters.asked).toEqual({ from: "2026-11-02", to: "2026-11-09", compare: "none" });
    expect(filters.lastDay).toBe("2026-11-08");
    expect(filters.shownBin).toBe("hour");
  });

  test("fall back where they are nonsense", () => {
    const filters = readFilters(
      new URLSearchParams("period=custom&from=x&to=y&compare=moon&bin=-1"),
      today,
    );
    expect(filters.preset).toBe("last7");
    expect(filters.compare).toBe("week");
    expect(filters.shownBin).toBe("day");
  });
});
