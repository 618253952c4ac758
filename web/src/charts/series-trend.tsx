// SPDX-License-Identifier: Apache-2.0
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Point, Series } from "../api/types";
import { type Format, useFormat } from "../i18n/format";
import { unitFormat } from "../model/units";
import { Trend, type TrendPoint } from "./trend";

const hourMs = 3_600_000;

function pointsOf(points: readonly Point[], format: Format): TrendPoint[] {
  return points.map(({ from, to, figure }) => ({ label: pointLabel(from, to, format), figure }));
}

/// Bins are named by their length: a day of a clock change has 23 or 25 hours.
function pointLabel(from: string, to: string, format: Format): string {
  const hours = (Date.parse(to) - Date.parse(from)) / hourMs;
  const bin = hours < 20 ? "hour" : hours < 30 ? "day" : hours < 24 * 10 ? "week" : "month";
  return format.bin(from, bin);
}

/// A series of the API as a trend.
export function SeriesTrend({
  series,
  timeZone,
  title,
}: {
  series: Series;
  timeZone: string;
  title?: string;
}) {
  const { t } = useTranslation();
  const format = useFormat(timeZone);
  const points = useMemo(() => pointsOf(series.points, format), [series, format]);
  const comparison = useMemo(
    () => (series.comparison ? pointsOf(series.comparison.points, format) : undefined),
    [series, format],
  );
  const write = useMemo(() => unitFormat(series.unit, format), [series.unit, format]);
  const name = title ?? t("chart.metricOverTime", { metric: t(`metric.${series.metric}`) });
  return <Trend title={name} points={points} comparison={comparison} format={write} />;
}
