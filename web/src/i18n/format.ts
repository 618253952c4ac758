// SPDX-License-Identifier: Apache-2.0
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type LocalDate, localDate } from "../model/dates";

/// Numbers and times as the reader writes them. Times are those of the store's clocks.
export interface Format {
  count: (value: number) => string;
  decimal: (value: number, digits?: number) => string;
  percent: (value: number, digits?: number) => string;
  change: (value: number) => string;
  duration: (seconds: number) => string;
  date: (date: LocalDate) => string;
  dateRange: (from: LocalDate, last: LocalDate) => string;
  time: (instant: string) => string;
  moment: (instant: string) => string;
  bin: (start: string, bin: string) => string;
  weekday: (isoWeekday: number, style?: "long" | "short") => string;
  hour: (hour: number) => string;
}

const localeOf: Record<string, string> = { en: "en-GB", fr: "fr-FR", de: "de-DE" };

const space = "\u00a0";

/// In symbols of units, which are the same in all our languages: `8 min 19 s`, `12 min`, `1 h 5 min`.
function durationText(seconds: number): string {
  const whole = Math.round(seconds);
  const parts = (a: number, unit: string, b: number, smaller: string) =>
    `${a}${space}${unit}${b > 0 ? ` ${b}${space}${smaller}` : ""}`;
  if (whole < 60) return `${seconds > 0 && whole === 0 ? "<1" : whole}${space}s`;
  if (whole < 600) return parts(Math.floor(whole / 60), "min", whole % 60, "s");
  const minutes = Math.round(whole / 60);
  if (minutes < 60) return `${minutes}${space}min`;
  return parts(Math.floor(minutes / 60), "h", minutes % 60, "min");
}

export function makeFormat(language: string, timeZone: string): Format {
  const locale = localeOf[language] ?? "en-GB";
  const number = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options);
  const day = new Intl.DateTimeFormat(locale, {
    timeZone: "UTC",
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
  });
  const when = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone, hourCycle: "h23", ...options });
  const noon = (date: LocalDate) => new Date(`${date}T12:00:00Z`);
  const weekdayOf = (isoWeekday: number, style: "long" | "short") =>
    new Intl.DateTimeFormat(locale, { timeZone: "UTC", weekday: style }).format(
      new Date(Date.UTC(2024, 0, isoWeekday, 12)),
    );
  const binText = (start: string, bin: string) => {
    const at = start.length === 10 ? noon(start) : new Date(start);
    const zone = start.length === 10 ? { timeZone: "UTC" } : {};
    if (bin === "day")
      return when({ weekday: "short", day: "numeric", month: "short", ...zone }).format(at);
    if (bin === "week") return when({ day: "numeric", month: "short", ...zone }).format(at);
    if (bin === "month") return when({ month: "short", year: "numeric", ...zone }).format(at);
    return when({ weekday: "short", hour: "2-digit", minute: "2-digit" }).format(at);
  };
  return {
    count: (value) => number({ maximumFractionDigits: 0 }).format(value),
    decimal: (value, digits = 1) => number({ maximumFractionDigits: digits }).format(value),
    percent: (value, digits = 1) =>
      number({ style: "percent", maximumFractionDigits: digits }).format(value),
    change: (value) =>
      number({
        style: "percent",
        signDisplay: "exceptZero",
        maximumFractionDigits: Math.abs(value) < 0.1 ? 1 : 0,
      }).format(value),
    duration: (seconds) => durationText(seconds),
    date: (date) => day.format(noon(date)),
    dateRange: (from, last) =>
      from === last ? day.format(noon(from)) : day.formatRange(noon(from), noon(last)),
    time: (instant) => when({ hour: "2-digit", minute: "2-digit" }).format(new Date(instant)),
    moment: (instant) =>
      when({
        day: "numeric",
        month: "short",
        year: "numeric",
        hour: "2-digit",
        minute: "2-digit",
      }).format(new Date(instant)),
    bin: binText,
    weekday: (isoWeekday, style = "long") => weekdayOf(isoWeekday, style),
    hour: (hour) =>
      when({ timeZone: "UTC", hour: "2-digit", minute: "2-digit" }).format(
        new Date(Date.UTC(2024, 0, 1, hour)),
      ),
  };
}

export function useFormat(timeZone: string): Format {
  const { i18n } = useTranslation();
  return useMemo(() => makeFormat(i18n.language, timeZone), [i18n.language, timeZone]);
}

export function today(timeZone: string, now: Date = new Date()): LocalDate {
  return localDate(now, timeZone);
}
