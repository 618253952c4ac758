// SPDX-License-Identifier: Apache-2.0
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { address } from "../../api/client";
import { useHeat, useLayout, usePlan } from "../../api/queries";
import type { Heat } from "../../api/types";
import { useStore } from "../../app/store";
import { ChartFrame } from "../../charts/frame";
import { useFilters } from "../../filters/filters";
import { useFormat } from "../../i18n/format";
import { contains } from "../../model/geometry";
import { toPoint } from "../../model/layout";
import { levels, rootLevel } from "../../model/scale";
import { PlanView } from "../../plan/plan-view";
import { Check } from "../../ui/field";
import { FigurePage } from "../../ui/figure-page";
import { FrameMarks } from "../../ui/frame-marks";
import { FigureMarks } from "../../ui/metric-card";
import { Answer, Empty } from "../../ui/state";
import { Table } from "../../ui/table";

type Area = Heat["areas"][number];

const mostRows = 100;

const centreOf = (area: Area) => ({
  x: area.x_m + area.width_m / 2,
  y: area.y_m + area.height_m / 2,
});

/// Where people spend their time, on the floor plan.
export function HeatPage() {
  const { t } = useTranslation();
  const store = useStore();
  const { asked } = useFilters();
  const query = useHeat(store.id, asked);
  return (
    <FigurePage title={t("nav.heat")} lead={t("heat.lead")} compare={false}>
      <Answer query={query}>
        {(data) =>
          data.areas.length === 0 ? (
            <Empty title={t("heat.none")}>
              <p>{t("heat.noneWhy", { k: data.thresholds.k })}</p>
            </Empty>
          ) : (
            <>
              <FrameMarks frame={data} />
              <Floor data={data} />
            </>
          )
        }
      </Answer>
    </FigurePage>
  );
}

function Floor({ data }: { data: Heat }) {
  const { t } = useTranslation();
  const store = useStore();
  const format = useFormat(store.time_zone);
  const plan = usePlan(store.id).data?.data;
  const layout = useLayout(store.id).data?.data;
  const [names, setNames] = useState(true);
  const sorted = useMemo(
    () => [...data.areas].sort((a, b) => (b.value ?? -1) - (a.value ?? -1)),
    [data],
  );
  // The scale is the store's: a busy street in front of it would leave no colours for the rest.
  const walls = plan && plan.outline.length > 2 ? plan.outline.map(toPoint) : undefined;
  const indoors = walls ? sorted.filter((area) => contains(walls, centreOf(area))) : sorted;
  const top = (indoors[0] ?? sorted[0]) as Area;
  const most = top.value ?? 0;
  const write = (value: number) => format.decimal(value, value < 10 ? 1 : 0);
  const where = (area: Area) => {
    return (
      layout?.zones.find((z) => contains(z.area.map(toPoint), centreOf(area)))?.name ??
      t("heat.noZone")
    );
  };
  const summary =
    most > 0 ? t("heat.summary", { zone: where(top), value: write(most) }) : t("chart.nothing");
  const hidden = data.areas.filter((a) => a.value === null).length;
  const image = plan?.has_image ? address(`/stores/${store.id}/plan/image`) : undefined;
  return (
    <ChartFrame
      title={t("heat.title")}
      summary={summary}
      actions={<Check label={t("heat.names")} checked={names} onChange={setNames} />}
      notes={hidden > 0 && <p>{t("heat.hidden", { count: hidden, k: data.thresholds.k })}</p>}
      chart={
        <>
          <PlanView
            plan={plan}
            layout={layout}
            image={image}
            names={names}
            label={`${t("heat.title")}. ${summary}`}
            under={<Areas areas={data.areas} most={most} />}
          />
          <Scale most={most} write={write} hidden={hidden > 0} />
          <FigureMarks figure={data.figure} />
        </>
      }
      table={
        <Table
          caption={
            sorted.length > mostRows ? t("heat.tableMore", { count: mostRows }) : t("heat.title")
          }
          showCaption={sorted.length > mostRows}
          rows={sorted.slice(0, mostRows)}
          rowKey={(row) => `${row.x_m}/${row.y_m}`}
          columns={[
            { id: "where", head: t("heat.where"), cell: where },
            { id: "x", head: "x (m)", number: true, cell: (row) => format.decimal(row.x_m) },
            { id: "y", head: "y (m)", number: true, cell: (row) => format.decimal(row.y_m) },
            {
              id: "size",
              head: t("heat.size"),
              number: true,
              cell: (row) => `${format.decimal(row.width_m)} × ${format.decimal(row.height_m)} m`,
            },
            {
              id: "value",
              head: t("unit.person_seconds_per_m2"),
              number: true,
              cell: (row) => (row.value === null ? `<${data.thresholds.k}` : write(row.value)),
            },
          ]}
        />
      }
    />
  );
}

function Areas({ areas, most }: { areas: readonly Area[]; most: number }) {
  return areas.map((area) => (
    <rect
      key={`${area.x_m}/${area.y_m}`}
      className={area.value === null ? "heat-hidden" : `heat-${rootLevel(area.value, most)}`}
      x={area.x_m}
      y={area.y_m}
      width={area.width_m}
      height={area.height_m}
    />
  ));
}

function Scale({
  most,
  write,
  hidden,
}: {
  most: number;
  write: (value: number) => string;
  hidden: boolean;
}) {
  const { t } = useTranslation();
  const upper = (level: number) => most * (level / levels) ** 2;
  return (
    <ul className="scale small" aria-label={t("unit.person_seconds_per_m2")}>
      {Array.from({ length: levels }, (_, i) => (
        <li key={upper(i + 1)}>
          <span className={`swatch heat-${i + 1}`} />
          {i + 1 < levels
            ? t("heat.upTo", { value: write(upper(i + 1)) })
            : t("histogram.andMore", { from: write(upper(i)) })}
        </li>
      ))}
      {hidden && (
        <li>
          <span className="swatch heat-hidden" />
          {t("chart.withheld")}
        </li>
      )}
    </ul>
  );
}
