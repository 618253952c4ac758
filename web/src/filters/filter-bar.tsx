// SPDX-License-Identifier: Apache-2.0
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "../app/store";
import { useFormat } from "../i18n/format";
import { addDays } from "../model/dates";
import { DateField, Select } from "../ui/field";
import { useFilters } from "./filters";
import {
  bins,
  comparisonPeriod,
  comparisons,
  customPeriod,
  longestPeriodDays,
  presets,
} from "./period";

interface Props {
  compare?: boolean;
  bin?: boolean;
}

/// Period, comparison and bin. What is chosen stays in the address: a link to the page is a link to the figures.
export function FilterBar({ compare = true, bin = false }: Props) {
  const { t } = useTranslation();
  const filters = useFilters();
  const store = useStore();
  const format = useFormat(store.time_zone);
  const before = comparisonPeriod(filters.period, filters.compare);
  return (
    <section className="filters" aria-label={t("filter.title")}>
      <Select
        label={t("filter.period")}
        value={filters.preset}
        options={presets.map((value) => ({ value, label: t(`filter.preset.${value}`) }))}
        onChange={(preset) =>
          filters.change(
            preset === "custom"
              ? { period: preset, from: filters.period.from, to: filters.lastDay }
              : { period: preset, from: null, to: null },
          )
        }
      />
      {filters.preset === "custom" && (
        <CustomDates key={`${filters.period.from}/${filters.lastDay}`} />
      )}
      {compare && (
        <Select
          label={t("filter.compare")}
          value={filters.compare}
          options={comparisons.map((value) => ({ value, label: t(`filter.comparison.${value}`) }))}
          onChange={(value) => filters.change({ compare: value })}
        />
      )}
      {bin && (
        <Select
          label={t("filter.bin")}
          value={filters.bin}
          options={bins.map((value) => ({ value, label: t(`filter.bins.${value}`) }))}
          onChange={(value) => filters.change({ bin: value === "auto" ? null : value })}
        />
      )}
      <p className="filters-say small muted">
        {format.dateRange(filters.period.from, filters.lastDay)}
        {compare && before && (
          <>
            <br />
            {t("filter.against", { range: format.dateRange(before.from, addDays(before.to, -1)) })}
          </>
        )}
      </p>
    </section>
  );
}

/// Two dates that apply together, once they make a period.
function CustomDates() {
  const { t } = useTranslation();
  const filters = useFilters();
  const [from, setFrom] = useState(filters.period.from);
  const [to, setTo] = useState(filters.lastDay);
  const period = customPeriod(from, to);
  return (
    <form
      className="row filters-dates"
      onSubmit={(event) => {
        event.preventDefault();
        if (period) filters.change({ period: "custom", from, to });
      }}
    >
      <DateField label={t("filter.from")} value={from} onChange={setFrom} />
      <DateField
        label={t("filter.to")}
        value={to}
        onChange={setTo}
        error={period ? undefined : t("filter.noPeriod", { days: longestPeriodDays })}
      />
      <button type="submit" className="button" disabled={!period}>
        {t("filter.apply")}
      </button>
    </form>
  );
}
