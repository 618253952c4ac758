// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from "react-i18next";
import { useLayout, usePaths } from "../../api/queries";
import type { Paths } from "../../api/types";
import { useStore } from "../../app/store";
import { Bar } from "../../charts/bar";
import { useFilters } from "../../filters/filters";
import { useFormat } from "../../i18n/format";
import { figureText } from "../../model/figure";
import { Card } from "../../ui/card";
import { Answer, Empty } from "../../ui/state";
import { Table } from "../../ui/table";

type Item = Paths["items"][number];

/// Ordered zones of whole visits, most frequent first. Only ways that enough people took are there.
export function PathList() {
  const { t } = useTranslation();
  const store = useStore();
  const { asked } = useFilters();
  const query = usePaths(store.id, asked);
  return (
    <Answer query={query}>
      {(data) =>
        data.items.length === 0 ? (
          <Empty title={t("journeys.noPaths")}>
            <p>{t("journeys.noPathsWhy", { k: data.thresholds.k })}</p>
          </Empty>
        ) : (
          <List data={data} />
        )
      }
    </Answer>
  );
}

function List({ data }: { data: Paths }) {
  const { t } = useTranslation();
  const store = useStore();
  const format = useFormat(store.time_zone);
  const layout = useLayout(store.id);
  const name = (id: string) => layout.data?.data.zones.find((z) => z.id === id)?.name ?? id;
  const sum = data.items.reduce((s, i) => s + (i.figure.value ?? 0), 0) + (data.others.value ?? 0);
  const most = Math.max(...data.items.map((i) => i.figure.value ?? 0));
  return (
    <Card
      title={t("journeys.pathsTitle")}
      hint={t("journeys.pathsHint", {
        others: figureText(data.others, format.count),
        k: data.thresholds.k,
      })}
    >
      <Table
        caption={t("journeys.pathsTitle")}
        rows={data.items}
        rowKey={(row) => row.zones.join(">") || "none"}
        columns={[
          {
            id: "way",
            head: t("journeys.way"),
            cell: (row: Item) => (
              <ol className="way">
                {row.zones.length === 0 ? (
                  <li>{t("journeys.nowhere")}</li>
                ) : (
                  row.zones.map((id, i) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a way may lead through a zone twice
                    <li key={`${i}${id}`}>{name(id)}</li>
                  ))
                )}
              </ol>
            ),
          },
          {
            id: "visits",
            head: t("metric.visits"),
            number: true,
            cell: (row: Item) => figureText(row.figure, format.count),
          },
          {
            id: "share",
            head: t("unit.share"),
            number: true,
            cell: (row: Item) =>
              row.figure.value === null || sum === 0 ? "–" : format.percent(row.figure.value / sum),
          },
          {
            id: "bar",
            head: "",
            cell: (row: Item) => <Bar share={(row.figure.value ?? 0) / most} />,
          },
        ]}
      />
    </Card>
  );
}
