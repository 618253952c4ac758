// SPDX-License-Identifier: Apache-2.0

/// A local date of the store, `2026-11-26`. Calculations run on UTC noon, where no clock change is.
export type LocalDate = string;

const dayMs = 86_400_000;

export function isLocalDate(text: string | null | undefined): text is LocalDate {
  if (!text || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T12:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return new Date(Date.parse(`${date}T12:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/// Days from `from` to `to`; negative where `to` lies before.
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Math.round((Date.parse(`${to}T12:00:00Z`) - Date.parse(`${from}T12:00:00Z`)) / dayMs);
}

/// The date that the store's clocks show at a moment.
export function localDate(at: Date, timeZone: string): LocalDate {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).formatToParts(at);
  const part = (type: string) => parts.find((p) => p.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")}`;
}

/// The hour of the day that the store's clocks show, 0 to 23.
export function localHour(at: Date, timeZone: string): number {
  const text = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hour: "2-digit",
    hourCycle: "h23",
  }).format(at);
  return Number.parseInt(text, 10);
}

/// 1 (Monday) to 7 (Sunday).
export function isoWeekday(date: LocalDate): number {
  return new Date(`${date}T12:00:00Z`).getUTCDay() || 7;
}

export function startOfWeek(date: LocalDate): LocalDate {
  return addDays(date, 1 - isoWeekday(date));
}

export function startOfMonth(date: LocalDate): LocalDate {
  return `${date.slice(0, 8)}01`;
}
