// SPDX-License-Identifier: Apache-2.0
import type { EChartsCoreOption } from "echarts/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Flows } from "../../api/types";
import { ChartFrame } from "../../charts/frame";
import { CoverageNote } from "../../charts/notes";
import { Plot, type Tokens } from "../../charts/plot";
import { tooltipBox, tooltipStyle } from "../../charts/tooltip";
import { useFormat } from "../../i18n/format";
import { figureText } from "../../model/figure";
import { Table } from "../../ui/table";

type Flow = Flows["flows"][number];

const mostRibbons = 40;

/// The most frequent transitions as ribbons from a zone to the next. Two columns, since people go back and forth.
export function FlowChart({ data }: { data: Flows }) {
  const { t } = useTranslation();
  const format = useFormat(data.time_zone);
  const names = useMemo(() => new Map(data.zones.map((z) => [z.id, z.name])), [data]);
  const sorted = useMemo(
    () => [...data.flows].sort((a, b) => (b.figure.value ?? 0) - (a.figure.value ?? 0)),
    [data],
  );
  const drawn = useMemo(
    () => sorted.filter((f) => (f.figure.value ?? 0) > 0).slice(0, mostRibbons),
    [sorted],
  );
  const name = (id: string) => names.get(id) ?? id;
  const option = useMemo(
    () => (tokens: Tokens, width: number) =>
      sankey(drawn, (id) => names.get(id) ?? id, format.count, tokens, width),
    [drawn, names, format],
  );
  const first = drawn[0];
  const summary = first
    ? t("journeys.flowSummary", {
        from: name(first.from),
        to: name(first.to),
        value: figureText(first.figure, format.count),
      })
    : t("chart.nothing");
  return (
    <ChartFrame
      title={t("journeys.flowTitle")}
      summary={summary}
      notes={
        <>
          <p>
            {t("journeys.others", {
              value: figureText(data.others, format.count),
              k: data.thresholds.k,
            })}
          </p>
          <CoverageNote figures={[data.others]} />
        </>
      }
      chart={<Plot label={`${t("journeys.flowTitle")}. ${summary}`} height={560} option={option} />}
      table={
        <Table
          caption={t("journeys.flowTitle")}
          rows={sorted}
          rowKey={(row) => `${row.from}>${row.to}`}
          columns={[
            { id: "from", head: t("journeys.from"), cell: (row: Flow) => name(row.from) },
            { id: "to", head: t("journeys.to"), cell: (row: Flow) => name(row.to) },
            {
              id: "value",
              head: t("unit.transitions"),
              number: true,
              cell: (row: Flow) => figureText(row.figure, format.count),
            },
          ]}
        />
      }
    />
  );
}

function sankey(
  flows: readonly Flow[],
  name: (id: string) => string,
  write: (value: number) => string,
  tokens: Tokens,
  width: number,
): EChartsCoreOption {
  const froms = [...new Set(flows.map((f) => f.from))];
  const tos = [...new Set(flows.map((f) => f.to))];
  const color = (id: string) => tokens.color(`series-${(hashOf(id) % 6) + 1}`);
  const room = Math.min(190, Math.max(80, width * 0.2));
  const label = {
    color: tokens.color("ink"),
    fontSize: 13,
    width: room - 16,
    overflow: "truncate",
  };
  const node = (side: string, id: string, position: string) => ({
    name: `${side}${id}`,
    itemStyle: { color: color(id) },
    label: { ...label, position, formatter: name(id) },
  });
  return {
    tooltip: {
      trigger: "item",
      ...tooltipStyle(tokens),
      formatter: (p: {
        dataType: string;
        name: string;
        value: number;
        data: { source: string; target: string };
      }) =>
        p.dataType === "edge"
          ? tooltipBox(`${name(p.data.source.slice(1))} → ${name(p.data.target.slice(1))}`, [
              ["", write(p.value)],
            ])
          : tooltipBox(name(p.name.slice(1)), [["", write(p.value)]]),
    },
    series: [
      {
        type: "sankey",
        left: room,
        right: room,
        top: 8,
        bottom: 8,
        nodeWidth: 10,
        nodeGap: 10,
        draggable: false,
        emphasis: { focus: "adjacency" },
        lineStyle: { color: "source", opacity: 0.32, curveness: 0.5 },
        data: [
          ...froms.map((id) => node("a", id, "left")),
          ...tos.map((id) => node("b", id, "right")),
        ],
        links: flows.map((f) => ({
          source: `a${f.from}`,
          target: `b${f.to}`,
          value: f.figure.value,
        })),
      },
    ],
  };
}

/// The same zone keeps its colour on both sides and from day to day.
function hashOf(id: string): number {
  let hash = 7;
  for (const char of id) hash = (hash * 31 + char.charCodeAt(0)) % 9973;
  return hash;
}
