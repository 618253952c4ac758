// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFunnel, useLayout } from "../../api/queries";
import type { Figure, Funnel } from "../../api/types";
import { useAddress } from "../../app/address";
import { useMay } from "../../app/session";
import { useStore } from "../../app/store";
import { Bar } from "../../charts/bar";
import { ChartFrame } from "../../charts/frame";
import { CoverageNote } from "../../charts/notes";
import { useFilters } from "../../filters/filters";
import { useFormat } from "../../i18n/format";
import { figureText } from "../../model/figure";
import { Select } from "../../ui/field";
import { Answer, Empty } from "../../ui/state";
import { Table } from "../../ui/table";

/// Visits that reached each zone of an ordered list.
export function FunnelView() {
  const { t } = useTranslation();
  const store = useStore();
  const may = useMay();
  const { asked } = useFilters();
  const [search, change] = useAddress();
  const layout = useLayout(store.id);
  const funnels = layout.data?.data.funnels ?? [];
  const chosen = funnels.find((f) => f.id === search.get("funnel")) ?? funnels[0];
  const query = useFunnel(store.id, chosen?.id ?? "", asked);
  if (layout.data && !chosen) {
    return (
      <Empty title={t("journeys.noFunnel")}>
        <p>{t("journeys.noFunnelWhy")}</p>
        {may("changeLayout") && (
          <Link className="button" to="/setup/layout">
            {t("nav.setup")}
          </Link>
        )}
      </Empty>
    );
  }
  return (
    <>
      {funnels.length > 1 && chosen && (
        <Select
          label={t("journeys.funnel")}
          value={chosen.id}
          options={funnels.map((f) => ({ value: f.id, label: f.name }))}
          onChange={(id) => change({ funnel: id })}
        />
      )}
      <Answer query={query}>{(data) => <Steps data={data} />}</Answer>
    </>
  );
}

interface Step {
  name: string;
  figure: Figure;
  comparison: Figure | null;
  ofAll: number | undefined;
  ofPrevious: number | undefined;
}

function stepsOf(data: Funnel, name: (id: string) => string, all: string): Step[] {
  const rows = [
    { name: all, figure: data.visits, comparison: null },
    ...data.steps.map((s) => ({ name: name(s.zone), figure: s.figure, comparison: s.comparison })),
  ];
  const share = (a: Figure | undefined, b: Figure | undefined) =>
    a && b && a.value !== null && b.value ? a.value / b.value : undefined;
  return rows.map((row, i) => ({
    ...row,
    ofAll: share(row.figure, data.visits),
    ofPrevious: i === 0 ? undefined : share(row.figure, rows[i - 1]?.figure),
  }));
}

function Steps({ data }: { data: Funnel }) {
  const { t } = useTranslation();
  const store = useStore();
  const format = useFormat(store.time_zone);
  const layout = useLayout(store.id);
  const name = (id: string) => layout.data?.data.zones.find((z) => z.id === id)?.name ?? id;
  const steps = stepsOf(data, name, t("journeys.allVisits"));
  const percent = (value: number | undefined) =>
    value === undefined ? "–" : format.percent(value);
  const last = steps.at(-1) as Step;
  const summary =
    last.ofAll === undefined
      ? t("chart.nothing")
      : t("journeys.funnelSummary", { share: percent(last.ofAll), zone: last.name });
  return (
    <ChartFrame
      title={data.funnel.name}
      summary={summary}
      notes={<CoverageNote figures={steps.map((s) => s.figure)} />}
      chart={
        <ol className="funnel">
          {steps.map((step, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same zone may be a step twice
            <li key={`${i}${step.name}`}>
              <span className="funnel-name">{step.name}</span>
              <Bar share={step.ofAll ?? 0} tone="tall" />
              <span className="funnel-value">
                <b>{figureText(step.figure, format.count)}</b>{" "}
                <span className="muted">{percent(step.ofAll)}</span>
              </span>
            </li>
          ))}
        </ol>
      }
      table={
        <Table
          caption={data.funnel.name}
          rows={steps}
          rowKey={(row, i) => `${i}${row.name}`}
          columns={[
            { id: "zone", head: t("journeys.step"), cell: (row: Step) => row.name },
            {
              id: "visits",
              head: t("metric.visits"),
              number: true,
              cell: (row: Step) => figureText(row.figure, format.count),
            },
            {
              id: "all",
              head: t("journeys.ofAll"),
              number: true,
              cell: (row: Step) => percent(row.ofAll),
            },
            {
              id: "previous",
              head: t("journeys.ofPrevious"),
              number: true,
              cell: (row: Step) => percent(row.ofPrevious),
            },
            {
              id: "before",
              head: t("chart.before"),
              number: true,
              cell: (row: Step) => figureText(row.comparison, format.count),
            },
          ]}
        />
      }
    />
  );
}
