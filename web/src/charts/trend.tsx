// SPDX-License-Identifier: Apache-2.0
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Figure } from "../api/types";
import { figureText, intervalText, isPartlyObserved, stateOf } from "../model/figure";
import { Table } from "../ui/table";
import { ChartFrame } from "./frame";
import { CoverageNote } from "./notes";
import { Plot } from "./plot";
import { trendOption } from "./trend-option";
import { summarize } from "./trend-summary";

export interface TrendPoint {
  label: string;
  figure: Figure;
}

export interface TrendProps {
  title: string;
  points: readonly TrendPoint[];
  comparison?: readonly TrendPoint[] | undefined;
  format: (value: number) => string;
  /// Draws to scale of one day or less as steps would be; else as a line.
  bars?: boolean;
}

/// A figure over time: interval as a band, what was not observed as a hatched gap, what was withheld as a mark.
export function Trend({ title, points, comparison, format, bars = false }: TrendProps) {
  const { t } = useTranslation();
  const words = useMemo(
    () => ({
      now: t("chart.now"),
      before: t("chart.before"),
      interval: t("chart.interval"),
      coverage: t("chart.coverage"),
      gap: t("chart.notObserved"),
      withheld: t("chart.withheld"),
    }),
    [t],
  );
  const option = useMemo(
    () => trendOption({ points, comparison, format, bars, words }),
    [points, comparison, format, bars, words],
  );
  const summary = summarize(points, format, t);
  const columns = [
    { id: "when", oneLine: true, head: t("chart.when"), cell: (row: Row) => row.point.label },
    {
      id: "now",
      head: t("chart.now"),
      number: true,
      cell: (row: Row) => figureText(row.point.figure, format),
    },
    {
      id: "interval",
      head: t("chart.interval"),
      number: true,
      cell: (row: Row) => intervalText(row.point.figure, format) ?? "–",
    },
    ...(comparison
      ? [
          {
            id: "before",
            head: t("chart.before"),
            number: true,
            cell: (row: Row) => figureText(row.before?.figure, format),
          },
        ]
      : []),
    {
      id: "coverage",
      head: t("chart.coverage"),
      number: true,
      cell: (row: Row) => coverageText(row.point.figure.coverage),
    },
  ];
  const rows = points.map((point, i) => ({ point, before: comparison?.[i] }));
  return (
    <ChartFrame
      title={title}
      summary={summary}
      notes={<CoverageNote figures={points.map((p) => p.figure)} />}
      chart={
        <>
          <Plot label={`${title}. ${summary}`} height={280} option={option} />
          <Legend comparison={comparison !== undefined} points={points} />
        </>
      }
      table={<Table caption={title} columns={columns} rows={rows} rowKey={(_, i) => String(i)} />}
    />
  );
}

interface Row {
  point: TrendPoint;
  before?: TrendPoint | undefined;
}

function coverageText(coverage: number | null | undefined): string {
  return coverage === null || coverage === undefined ? "–" : `${Math.round(coverage * 100)} %`;
}

function Legend({ comparison, points }: { comparison: boolean; points: readonly TrendPoint[] }) {
  const { t } = useTranslation();
  const has = (test: (figure: Figure) => boolean) => points.some((p) => test(p.figure));
  return (
    <ul className="legend small" aria-hidden="true">
      <li className="key-now">{t("chart.now")}</li>
      {comparison && <li className="key-before">{t("chart.before")}</li>}
      {has((f) => f.low !== null && f.high !== null && f.low !== f.high) && (
        <li className="key-band">{t("chart.interval")}</li>
      )}
      {has((f) => stateOf(f) === "not_observed") && (
        <li className="key-gap">{t("chart.notObserved")}</li>
      )}
      {has((f) => stateOf(f) !== "not_observed" && isPartlyObserved(f)) && (
        <li className="key-partly">{t("chart.partlyObserved")}</li>
      )}
      {has((f) => stateOf(f) === "withheld") && (
        <li className="key-withheld">{t("chart.withheld")}</li>
      )}
    </ul>
  );
}
