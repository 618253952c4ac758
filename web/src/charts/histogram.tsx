// SPDX-License-Identifier: Apache-2.0
import type { EChartsCoreOption } from "echarts/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Histogram as Data } from "../api/types";
import { useFormat } from "../i18n/format";
import { figureText } from "../model/figure";
import { FigureMarks } from "../ui/metric-card";
import { Table } from "../ui/table";
import { ChartFrame } from "./frame";
import { Plot, type Tokens } from "./plot";
import { tooltipBox, tooltipStyle } from "./tooltip";

type Class = Data["classes"][number];

/// Durations in classes that double every second step; those known only together with neighbours are lighter.
export function Histogram({ data, title }: { data: Data; title: string }) {
  const { t } = useTranslation();
  const format = useFormat(data.time_zone);
  const name = useMemo(
    () => (c: Class) =>
      c.to_s === null
        ? t("histogram.andMore", { from: format.duration(c.from_s) })
        : `${format.duration(c.from_s)} – ${format.duration(c.to_s)}`,
    [format, t],
  );
  const option = useMemo(
    () => (tokens: Tokens) => bars(data.classes, name, format.count, format.duration, tokens),
    [data, name, format],
  );
  const summary =
    data.median.value === null
      ? t("chart.nothing")
      : t("histogram.summary", {
          median: figureText(data.median, format.duration),
          p90: figureText(data.p90, format.duration),
        });
  return (
    <ChartFrame
      title={title}
      summary={summary}
      chart={
        <>
          <Plot label={`${title}. ${summary}`} height={240} option={option} />
          {data.classes.some((c) => c.joined) && (
            <p className="small muted">{t("histogram.joined")}</p>
          )}
          <FigureMarks figure={data.total} />
        </>
      }
      table={
        <Table
          caption={title}
          rows={data.classes}
          rowKey={(row) => String(row.from_s)}
          columns={[
            { id: "class", head: t("histogram.class"), cell: name },
            {
              id: "count",
              head: t("histogram.count"),
              number: true,
              cell: (row) => `${row.joined ? "≈ " : ""}${format.count(row.count)}`,
            },
          ]}
        />
      }
    />
  );
}

function bars(
  classes: readonly Class[],
  name: (c: Class) => string,
  count: (value: number) => string,
  duration: (seconds: number) => string,
  tokens: Tokens,
): EChartsCoreOption {
  return {
    grid: { left: 8, right: 12, top: 12, bottom: 4, containLabel: true },
    tooltip: {
      trigger: "axis",
      axisPointer: { type: "none" },
      ...tooltipStyle(tokens),
      formatter: (params: { dataIndex: number }[]) => {
        const found = classes[params[0]?.dataIndex ?? 0];
        return found
          ? tooltipBox(name(found), [["", `${found.joined ? "≈ " : ""}${count(found.count)}`]])
          : "";
      },
    },
    xAxis: {
      type: "category",
      data: classes.map((c) => duration(c.from_s)),
      axisLabel: { color: tokens.color("ink-2"), hideOverlap: true },
      axisLine: { lineStyle: { color: tokens.color("line-strong") } },
      axisTick: { show: false },
    },
    yAxis: {
      type: "value",
      axisLabel: { color: tokens.color("ink-2"), formatter: count },
      splitLine: { lineStyle: { color: tokens.color("line") } },
      splitNumber: 3,
    },
    series: [
      {
        type: "bar",
        barCategoryGap: "12%",
        data: classes.map((c) => ({
          value: c.count,
          itemStyle: { color: tokens.color("series-1"), opacity: c.joined ? 0.5 : 1 },
        })),
      },
    ],
  };
}
