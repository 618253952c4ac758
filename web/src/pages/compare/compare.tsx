// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from "react-i18next";
import { type Sides, useComparison, useLayout } from "../../api/queries";
import type { MetricName } from "../../api/types";
import { useAddress } from "../../app/address";
import { useStore } from "../../app/store";
import { customPeriod, longestPeriodDays } from "../../filters/period";
import { today } from "../../i18n/format";
import { addDays, isLocalDate } from "../../model/dates";
import { PageHead } from "../../ui/card";
import { DateField, Select } from "../../ui/field";
import { Answer } from "../../ui/state";
import { Verdict } from "./verdict";

const storeMetrics: MetricName[] = [
  "entries",
  "visits",
  "pass_by",
  "capture_rate",
  "occupancy_mean",
  "groups",
  "bounce_rate",
  "checkout_reach_rate",
  "visit_duration_median_s",
];
const zoneMetrics: MetricName[] = [
  "zone_visits",
  "zone_exposure",
  "engagement_rate",
  "dwell_median_s",
  "shopper_associate_ratio",
  "queue_joined",
  "queue_abandonment_rate",
  "queue_wait_median_s",
  "queue_length_mean",
];

/// Before and after a change in the store: days against days, with an interval, or the word that there are too few.
export function Compare() {
  const { t } = useTranslation();
  const store = useStore();
  const [search, change] = useAddress();
  const layout = useLayout(store.id);
  const zones =
    layout.data?.data.zones.filter((z) => !["staff", "fitting", "objection"].includes(z.type)) ??
    [];
  const scope = zones.some((z) => z.id === search.get("scope"))
    ? (search.get("scope") as string)
    : "store";
  const metrics = scope === "store" ? storeMetrics : zoneMetrics;
  const wanted = search.get("metric") as MetricName;
  const metric = metrics.includes(wanted) ? wanted : (metrics[0] as MetricName);
  const dates = readDates(search, today(store.time_zone));
  const before = customPeriod(dates.a_from, dates.a_last);
  const after = customPeriod(dates.b_from, dates.b_last);
  const sides: Sides | undefined =
    before && after
      ? { metric, scope, a_from: before.from, a_to: before.to, b_from: after.from, b_to: after.to }
      : undefined;
  const query = useComparison(store.id, sides);
  const error = (period: unknown) =>
    period ? undefined : t("filter.noPeriod", { days: longestPeriodDays });
  const date = (key: keyof typeof dates, label: string, problem?: string) => (
    <DateField
      label={label}
      value={dates[key]}
      error={problem}
      onChange={(day) => isLocalDate(day) && change({ [key]: day }, true)}
    />
  );
  return (
    <div className="page">
      <PageHead title={t("nav.compare")}>{t("compare.lead")}</PageHead>
      <section className="filters" aria-label={t("filter.title")}>
        <Select
          label={t("compare.scope")}
          value={scope}
          options={[
            { value: "store", label: t("compare.wholeStore") },
            ...zones.map((z) => ({ value: z.id, label: z.name })),
          ]}
          onChange={(id) => change({ scope: id === "store" ? null : id, metric: null })}
        />
        <Select
          label={t("compare.metric")}
          value={metric}
          options={metrics.map((value) => ({ value, label: t(`metric.${value}`) }))}
          onChange={(value) => change({ metric: value })}
        />
        <div className="row side-pair">
          <fieldset className="side-dates">
            <legend>{t("compare.before")}</legend>
            {date("a_from", t("filter.from"))}
            {date("a_last", t("filter.to"), error(before))}
          </fieldset>
          <fieldset className="side-dates">
            <legend>{t("compare.after")}</legend>
            {date("b_from", t("filter.from"))}
            {date("b_last", t("filter.to"), error(after))}
          </fieldset>
        </div>
      </section>
      {sides && (
        <Answer query={query}>
          {(data) => <Verdict data={data} timeZone={store.time_zone} />}
        </Answer>
      )}
    </div>
  );
}

/// The two weeks until yesterday against the two before, where the address says nothing else.
export function readDates(search: URLSearchParams, day: string) {
  const of = (key: string, otherwise: string) => {
    const value = search.get(key);
    return isLocalDate(value) ? value : otherwise;
  };
  return {
    a_from: of("a_from", addDays(day, -28)),
    a_last: of("a_last", addDays(day, -15)),
    b_from: of("b_from", addDays(day, -14)),
    b_last: of("b_last", addDays(day, -1)),
  };
}
