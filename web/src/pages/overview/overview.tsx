// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useOverview } from "../../api/queries";
import type { Overview as Data } from "../../api/types";
import { useMay } from "../../app/session";
import { useStore } from "../../app/store";
import { SeriesTrend } from "../../charts/series-trend";
import { FilterBar } from "../../filters/filter-bar";
import { useFilters } from "../../filters/filters";
import { addDays, localDate } from "../../model/dates";
import { PageHead } from "../../ui/card";
import { FrameMarks } from "../../ui/frame-marks";
import { MetricCard } from "../../ui/metric-card";
import { Answer, Empty } from "../../ui/state";
import { Busiest } from "./busiest";

export function Overview() {
  const { t } = useTranslation();
  const store = useStore();
  const may = useMay();
  const { asked } = useFilters();
  const query = useOverview(store.id, asked, may("getOverview"));
  if (!may("getOverview")) return <NoFigures />;
  return (
    <div className="page">
      <PageHead title={t("overview.title")}>{store.name}</PageHead>
      <FilterBar />
      <Answer query={query}>
        {(data) => (hasFigures(data) ? <Figures data={data} /> : <NothingYet />)}
      </Answer>
    </div>
  );
}

function hasFigures(data: Data): boolean {
  return data.cards.some((card) => card.figure.bins.measured + card.figure.bins.withheld > 0);
}

function Figures({ data }: { data: Data }) {
  const { t } = useTranslation();
  const trend = data.trend.points.map((p) => p.figure.value);
  return (
    <>
      <FrameMarks frame={data} />
      <section className="grid-cards" aria-label={t("overview.cards")}>
        <h2 className="visually-hidden">{t("overview.cards")}</h2>
        {data.cards.map((card) => (
          <MetricCard
            key={card.metric}
            card={card}
            trend={card.metric === "entries" ? trend : undefined}
          />
        ))}
      </section>
      <SeriesTrend series={data.trend} timeZone={data.time_zone} />
      <Busiest rows={data.busiest} />
    </>
  );
}

function NothingYet() {
  const { t } = useTranslation();
  const store = useStore();
  const may = useMay();
  return (
    <Empty title={store.first ? t("overview.nothingInPeriod") : t("overview.nothingYet")}>
      <p>{store.first ? t("overview.nothingInPeriodWhy") : t("overview.nothingYetWhy")}</p>
      {store.last && (
        <Link to={lastWeek(store.last, store.time_zone)} className="button primary">
          {t("overview.lastFigures")}
        </Link>
      )}
      {!store.first && may("addCamera") && (
        <Link to="/setup" className="button primary">
          {t("overview.setUp")}
        </Link>
      )}
    </Empty>
  );
}

/// The address of the seven days that end with the last figures, as after a recording or a long pause.
function lastWeek(last: string, timeZone: string): string {
  const day = localDate(new Date(Date.parse(last) - 1), timeZone);
  return `/?period=custom&from=${addDays(day, -6)}&to=${day}`;
}

/// An installer sets up and reads no figures.
function NoFigures() {
  const { t } = useTranslation();
  return (
    <div className="page">
      <PageHead title={t("overview.title")} />
      <Empty title={t("overview.notForRole")}>
        <p>{t("overview.notForRoleWhy")}</p>
        <Link to="/setup" className="button primary">
          {t("nav.setup")}
        </Link>
      </Empty>
    </div>
  );
}
