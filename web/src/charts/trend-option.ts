// SPDX-License-Identifier: Apache-2.0
import type { EChartsCoreOption } from "echarts/core";
import type { Figure } from "../api/types";
import { figureText, intervalText, isPartlyObserved, stateOf } from "../model/figure";
import type { Tokens } from "./plot";
import { tooltipBox, tooltipStyle } from "./tooltip";
import type { TrendPoint } from "./trend";

interface Input {
  points: readonly TrendPoint[];
  comparison?: readonly TrendPoint[] | undefined;
  format: (value: number) => string;
  bars: boolean;
  words: Record<"now" | "before" | "interval" | "coverage" | "gap" | "withheld", string>;
}

const value = (point: TrendPoint | undefined) => point?.figure.value ?? null;

/// Runs of neighbouring points for which `test` holds, as pairs of first and last index.
export function runs<T>(items: readonly T[], test: (item: T) => boolean): [number, number][] {
  const found: [number, number][] = [];
  items.forEach((item, i) => {
    if (!test(item)) return;
    const last = found.at(-1);
    if (last && last[1] === i - 1) last[1] = i;
    else found.push([i, i]);
  });
  return found;
}

function marks(input: Input, tokens: Tokens) {
  const area = (test: (figure: Figure) => boolean, color: string) =>
    runs(input.points, (p) => test(p.figure)).map(([first, last]) => [
      {
        xAxis: first - 0.5,
        itemStyle: {
          color,
          borderColor: tokens.color("gap-line"),
          borderWidth: 1,
          borderType: "dashed",
        },
      },
      { xAxis: last + 0.5 },
    ]);
  return [
    ...area((f) => stateOf(f) === "not_observed", tokens.color("gap")),
    ...area((f) => stateOf(f) !== "not_observed" && isPartlyObserved(f), tokens.color("warn-soft")),
  ];
}

function rowsOf(input: Input, i: number): [string, string][] {
  const point = input.points[i];
  if (!point) return [];
  const figure = point.figure;
  const text =
    stateOf(figure) === "not_observed" ? input.words.gap : figureText(figure, input.format);
  const rows: [string, string][] = [[input.words.now, text]];
  const interval = intervalText(figure, input.format);
  if (interval) rows.push([input.words.interval, interval]);
  const before = input.comparison?.[i];
  if (before)
    rows.push([`${input.words.before} (${before.label})`, figureText(before.figure, input.format)]);
  if (typeof figure.coverage === "number") {
    rows.push([input.words.coverage, `${Math.round(figure.coverage * 100)} %`]);
  }
  return rows;
}

/// At most so many of n points, evenly spaced.
function labelled(n: number, most: number): number[] {
  const step = Math.max(1, Math.ceil(n / most));
  return Array.from({ length: Math.ceil(n / step) }, (_, i) => i * step);
}

/// The x axis counts points, half a point of room at both ends, so that gaps cover whole bins.
export function trendOption(input: Input) {
  return (tokens: Tokens, width: number): EChartsCoreOption => {
    const n = input.points.length;
    const label = (i: number) => input.points[i]?.label ?? "";
    const band = input.points.map((p) => {
      const { low, high } = p.figure;
      return low !== null && high !== null ? [low, high - low] : [null, null];
    });
    const xy = (values: readonly (number | null | undefined)[]) =>
      values.map((v, i) => [i, v ?? null]);
    const quiet = {
      symbol: "none",
      silent: true,
      tooltip: { show: false },
      lineStyle: { opacity: 0 },
    };
    const color = tokens.color("series-1");
    const alone = n === 1 || input.points.some((_, i) => isolated(input.points, i));
    return {
      grid: { left: 8, right: 12, top: 12, bottom: 4, containLabel: true },
      tooltip: {
        trigger: "axis",
        ...tooltipStyle(tokens),
        formatter: (params: { value: [number, number] }[]) => {
          const i = Math.round(params[0]?.value[0] ?? 0);
          return tooltipBox(label(i), rowsOf(input, i));
        },
      },
      xAxis: {
        type: "value",
        min: -0.5,
        max: n - 0.5,
        axisLabel: {
          color: tokens.color("ink-2"),
          formatter: label,
          customValues: labelled(n, Math.max(2, Math.floor(width / 100))),
          hideOverlap: true,
        },
        axisLine: { lineStyle: { color: tokens.color("line-strong") } },
        axisTick: { show: false },
        splitLine: { show: false },
      },
      yAxis: {
        type: "value",
        // Figures with noise may lie below 0; all others stand on it.
        min: (extent: { min: number }) => Math.min(0, extent.min),
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: { color: tokens.color("ink-2"), formatter: (v: number) => input.format(v) },
        splitLine: { lineStyle: { color: tokens.color("line") } },
        splitNumber: 4,
      },
      series: [
        { type: "line", stack: "band", data: xy(band.map((b) => b[0])), ...quiet },
        {
          type: "line",
          stack: "band",
          data: xy(band.map((b) => b[1])),
          areaStyle: { color, opacity: 0.16 },
          ...quiet,
        },
        {
          type: "line",
          data: xy(input.points.map((_, i) => value(input.comparison?.[i]))),
          symbol: "none",
          lineStyle: { color: tokens.color("series-2"), width: 2, type: [5, 4] },
          itemStyle: { color: tokens.color("series-2") },
        },
        {
          type: input.bars ? "bar" : "line",
          data: xy(input.points.map(value)),
          showSymbol: alone,
          symbol: "circle",
          symbolSize: 6,
          lineStyle: { color, width: 2.5 },
          itemStyle: { color },
          barMaxWidth: 28,
          markArea: { silent: true, data: marks(input, tokens) },
        },
        {
          type: "scatter",
          data: input.points.flatMap((p, i) => (stateOf(p.figure) === "withheld" ? [[i, 0]] : [])),
          symbol: "diamond",
          symbolSize: 9,
          itemStyle: { color: tokens.color("surface"), borderColor: color, borderWidth: 1.5 },
        },
      ],
    };
  };
}

/// A point without a neighbour would be an invisible line.
function isolated(points: readonly TrendPoint[], i: number): boolean {
  return (
    value(points[i]) !== null && value(points[i - 1]) === null && value(points[i + 1]) === null
  );
}
