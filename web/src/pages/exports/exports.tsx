// SPDX-License-Identifier: Apache-2.0
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { address, request } from "../../api/client";
import type { MetricName } from "../../api/types";
import { useStore } from "../../app/store";
import { FilterBar } from "../../filters/filter-bar";
import { useFilters } from "../../filters/filters";
import { type Language, languageNames, languages } from "../../i18n";
import { Card, PageHead } from "../../ui/card";
import { Check, Select } from "../../ui/field";
import { saveFile } from "../../ui/save-file";
import { Failed } from "../../ui/state";

const offered: MetricName[] = [
  "entries",
  "exits",
  "visits",
  "pass_by",
  "capture_rate",
  "occupancy_mean",
  "occupancy_max",
  "groups",
  "bounce_rate",
  "checkout_reach_rate",
  "zone_visits",
  "zone_exposure",
  "engagement_rate",
  "dwell_median_s",
  "queue_joined",
  "queue_abandonment_rate",
  "queue_wait_median_s",
  "queue_length_max",
];
const most = 8;

/// Figures as a file for a spreadsheet or a program.
export function Exports() {
  const { t, i18n } = useTranslation();
  const store = useStore();
  const { asked, shownBin, period, lastDay } = useFilters();
  const [metrics, setMetrics] = useState<MetricName[]>(["entries", "exits", "visits"]);
  const [format, setFormat] = useState<"csv" | "json">("csv");
  const [locale, setLocale] = useState<Language>(i18n.language as Language);
  const [error, setError] = useState<unknown>(null);
  const query = { format, locale, metric: metrics, from: asked.from, to: asked.to, bin: shownBin };
  const path = `/stores/${store.id}/export`;

  const toggle = (metric: MetricName, on: boolean) =>
    setMetrics((now) => (on ? [...now, metric] : now.filter((m) => m !== metric)));
  const download = async () => {
    try {
      setError(null);
      const response = await request(path, { query });
      saveFile(await response.blob(), `${store.id}_${period.from}_${lastDay}.${format}`);
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <div className="page">
      <PageHead title={t("nav.exports")}>{t("exports.lead")}</PageHead>
      <FilterBar compare={false} bin />
      <Card title={t("exports.what")} hint={t("exports.whatHint", { count: most })}>
        <fieldset className="checks">
          <legend className="visually-hidden">{t("exports.what")}</legend>
          {offered.map((metric) => (
            <Check
              key={metric}
              label={t(`metric.${metric}`)}
              checked={metrics.includes(metric)}
              disabled={!metrics.includes(metric) && metrics.length >= most}
              onChange={(on) => toggle(metric, on)}
            />
          ))}
        </fieldset>
      </Card>
      <Card title={t("exports.how")}>
        <div className="stack">
          <div className="row">
            <Select
              label={t("exports.format")}
              value={format}
              options={[
                { value: "csv", label: t("exports.csv") },
                { value: "json", label: t("exports.json") },
              ]}
              onChange={setFormat}
            />
            {format === "csv" && (
              <Select
                label={t("exports.locale")}
                value={locale}
                options={languages.map((value) => ({ value, label: languageNames[value] }))}
                onChange={setLocale}
              />
            )}
          </div>
          {format === "csv" && <p className="small muted">{t(`exports.localeHint.${locale}`)}</p>}
          {error ? <Failed error={error} /> : null}
          <div>
            <button
              type="button"
              className="button primary"
              disabled={metrics.length === 0}
              onClick={() => void download()}
            >
              {t("exports.download")}
            </button>
          </div>
          <details>
            <summary>{t("exports.program")}</summary>
            <p className="small muted">{t("exports.programHint")}</p>
            <p className="mono">{`${window.location.origin}${address(path, query)}`}</p>
          </details>
        </div>
      </Card>
    </div>
  );
}
