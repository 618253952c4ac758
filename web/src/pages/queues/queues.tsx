// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useDurations, useMetrics, useQueues } from "../../api/queries";
import type { ZoneRow } from "../../api/types";
import { useMay } from "../../app/session";
import { useStore } from "../../app/store";
import { Histogram } from "../../charts/histogram";
import { SeriesTrend } from "../../charts/series-trend";
import { useFilters } from "../../filters/filters";
import { FigurePage } from "../../ui/figure-page";
import { FrameMarks } from "../../ui/frame-marks";
import { MetricCard } from "../../ui/metric-card";
import { Answer, Empty } from "../../ui/state";

/// Every waiting zone: how many joined, how long they waited, how many gave up.
export function Queues() {
  const { t } = useTranslation();
  const store = useStore();
  const may = useMay();
  const { asked } = useFilters();
  const query = useQueues(store.id, asked);
  return (
    <FigurePage title={t("nav.queues")} lead={t("queues.lead")} bin>
      <Answer query={query}>
        {(data) =>
          data.queues.length === 0 ? (
            <Empty title={t("queues.none")}>
              <p>{t("queues.noneWhy")}</p>
              {may("changeLayout") && (
                <Link className="button" to="/setup/layout">
                  {t("nav.setup")}
                </Link>
              )}
            </Empty>
          ) : (
            <>
              <FrameMarks frame={data} />
              {data.queues.map((row) => (
                <Queue key={row.zone.id} row={row} />
              ))}
            </>
          )
        }
      </Answer>
    </FigurePage>
  );
}

function Queue({ row }: { row: ZoneRow }) {
  const { t } = useTranslation();
  const store = useStore();
  const { asked, shownBin } = useFilters();
  const over = useMetrics(
    store.id,
    asked,
    ["queue_wait_median_s", "queue_length_mean"],
    row.zone.id,
    shownBin,
  );
  const waits = useDurations(store.id, asked, "queue_wait", row.zone.id);
  return (
    <section className="stack" aria-label={row.zone.name}>
      <h2>{row.zone.name}</h2>
      <div className="grid-cards">
        {row.cards.map((card) => (
          <MetricCard key={card.metric} card={card} />
        ))}
      </div>
      <div className="grid-2">
        <Answer query={over}>
          {(data) =>
            data.series.map((series) => (
              <SeriesTrend key={series.metric} series={series} timeZone={data.time_zone} />
            ))
          }
        </Answer>
      </div>
      <Answer query={waits}>{(data) => <Histogram data={data} title={t("queues.waits")} />}</Answer>
    </section>
  );
}
