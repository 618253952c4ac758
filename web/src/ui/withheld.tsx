// SPDX-License-Identifier: Apache-2.0
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { Quality } from "../api/types";
import { useStore } from "../app/store";
import { Bar } from "../charts/bar";
import { useFormat } from "../i18n/format";
import { Table } from "./table";

type Row = Quality["withheld"][number];

/// Names of the figures of releases, some of which are no metric of their own.
export function storedName(t: TFunction, metric: string): string {
  return t(`stored.${metric}` as "stored.dwell", {
    defaultValue: t(`metric.${metric}` as "metric.entries", { defaultValue: metric }),
  });
}

/// How many figures of bins were shown, and how many were hidden to protect small groups.
export function WithheldTable({ rows }: { rows: readonly Row[] }) {
  const { t } = useTranslation();
  const store = useStore();
  const format = useFormat(store.time_zone);
  const share = (row: Row) =>
    row.shown + row.withheld === 0 ? 0 : row.withheld / (row.shown + row.withheld);
  return (
    <Table
      caption={t("withheld.title")}
      rows={rows}
      rowKey={(row) => row.metric}
      columns={[
        { id: "metric", head: t("withheld.metric"), cell: (row) => storedName(t, row.metric) },
        {
          id: "shown",
          head: t("withheld.shown"),
          number: true,
          cell: (row) => format.count(row.shown),
        },
        {
          id: "withheld",
          head: t("withheld.withheld"),
          number: true,
          cell: (row) => format.count(row.withheld),
        },
        {
          id: "share",
          head: t("unit.share"),
          number: true,
          cell: (row) => format.percent(share(row), 0),
        },
        { id: "bar", head: "", cell: (row) => <Bar share={share(row)} tone="low" /> },
      ]}
    />
  );
}
