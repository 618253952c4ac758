// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from "react-i18next";
import { useDurations, useMetrics, useZones } from "../../api/queries";
import type { ZoneRow, ZoneTable } from "../../api/types";
import { useAddress } from "../../app/address";
import { useStore } from "../../app/store";
import { Histogram } from "../../charts/histogram";
import { SeriesTrend } from "../../charts/series-trend";
import { useFilters } from "../../filters/filters";
import { useFormat } from "../../i18n/format";
import { figureText } from "../../model/figure";
import { unitFormat } from "../../model/units";
import { Card } from "../../ui/card";
import { FigurePage } from "../../ui/figure-page";
import { FrameMarks } from "../../ui/frame-marks";
import { Change } from "../../ui/metric-card";
import { Answer, Empty } from "../../ui/state";
import { Table } from "../../ui/table";

/// One row a zone; the chosen one over time and by length of stay.
export function Zones() {
  const { t } = useTranslation();
  const store = useStore();
  const { asked } = useFilters();
  const [search] = useAddress();
  const query = useZones(store.id, asked);
  return (
    <FigurePage title={t("nav.zones")} lead={t("zones.lead")} bin>
      <Answer query={query}>
        {(data) => {
          if (data.zones.length === 0) {
            return (
              <Empty title={t("zones.none")}>
                <p>{t("zones.noneWhy")}</p>
              </Empty>
            );
          }
          const chosen = data.zones.find((row) => row.zone.id === search.get("zone"));
          return (
            <>
              <FrameMarks frame={data} />
              <ZoneRows data={data} />
              {chosen ? <ZoneDetail row={chosen} /> : <p className="muted">{t("zones.choose")}</p>}
            </>
          );
        }}
      </Answer>
    </FigurePage>
  );
}

function ZoneRows({ data }: { data: ZoneTable }) {
  const { t } = useTranslation();
  const format = useFormat(data.time_zone);
  const [search, change] = useAddress();
  const metrics = [...new Set(data.zones.flatMap((row) => row.cards.map((c) => c.metric)))].filter(
    (metric) => !metric.startsWith("queue") && !metric.startsWith("service"),
  );
  const cell = (row: ZoneRow, metric: string) => {
    const card = row.cards.find((c) => c.metric === metric);
    if (!card) return "–";
    const write = unitFormat(card.unit, format);
    return (
      <>
        {figureText(card.figure, write)}
        {metric === "zone_visits" && card.change && (
          <Change change={card.change} before={card.comparison} format={write} />
        )}
      </>
    );
  };
  return (
    <Card title={t("zones.table")} hint={t("zones.tableHint", { k: data.thresholds.k })}>
      <Table
        caption={t("zones.table")}
        rows={data.zones}
        rowKey={(row) => row.zone.id}
        columns={[
          {
            id: "zone",
            head: t("zones.zone"),
            cell: (row) => (
              <button
                type="button"
                className="link"
                aria-pressed={row.zone.id === search.get("zone")}
                onClick={() => change({ zone: row.zone.id })}
              >
                {row.zone.name}
              </button>
            ),
          },
          { id: "type", head: t("zones.type"), cell: (row) => t(`zoneType.${row.zone.type}`) },
          ...metrics.map((metric) => ({
            id: metric,
            head: t(`metric.${metric}`),
            number: true,
            cell: (row: ZoneRow) => cell(row, metric),
          })),
        ]}
      />
    </Card>
  );
}

function ZoneDetail({ row }: { row: ZoneRow }) {
  const { t } = useTranslation();
  const store = useStore();
  const { asked, shownBin } = useFilters();
  const visits = useMetrics(store.id, asked, ["zone_visits"], row.zone.id, shownBin);
  const dwell = useDurations(store.id, asked, "dwell", row.zone.id);
  return (
    <>
      <h2>{row.zone.name}</h2>
      <div className="grid-2">
        <Answer query={visits}>
          {(data) =>
            data.series.map((series) => (
              <SeriesTrend key={series.metric} series={series} timeZone={data.time_zone} />
            ))
          }
        </Answer>
        <Answer query={dwell}>
          {(data) => <Histogram data={data} title={t("zones.dwell")} />}
        </Answer>
      </div>
    </>
  );
}
