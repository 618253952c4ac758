// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from "react-i18next";
import { useQuality } from "../../api/queries";
import type { Quality } from "../../api/types";
import { useStore } from "../../app/store";
import { Bar } from "../../charts/bar";
import { useFilters } from "../../filters/filters";
import { useFormat } from "../../i18n/format";
import { CameraTable } from "../../ui/cameras";
import { Card } from "../../ui/card";
import { FigurePage } from "../../ui/figure-page";
import { FrameMarks } from "../../ui/frame-marks";
import { Answer } from "../../ui/state";
import { Table } from "../../ui/table";
import { WithheldTable } from "../../ui/withheld";

type Day = Quality["days"][number];

/// How far the figures can be trusted: what was observed, what was withheld, how the cameras are.
export function QualityPage() {
  const { t } = useTranslation();
  const store = useStore();
  const { asked } = useFilters();
  const query = useQuality(store.id, asked);
  return (
    <FigurePage title={t("nav.quality")} lead={t("quality.lead")} compare={false}>
      <Answer query={query}>
        {(data) => (
          <>
            <Grade data={data} />
            <Card title={t("quality.days")} hint={t("quality.daysHint")}>
              <DayTable data={data} />
            </Card>
            <Card title={t("quality.cameras")}>
              <CameraTable health={data.cameras} />
            </Card>
            <Card title={t("withheld.title")} hint={t("withheld.hint", { k: data.thresholds.k })}>
              <WithheldTable rows={data.withheld} />
            </Card>
            <FrameMarks frame={data} />
          </>
        )}
      </Answer>
    </FigurePage>
  );
}

function Grade({ data }: { data: Quality }) {
  const { t } = useTranslation();
  const format = useFormat(data.time_zone);
  const text =
    data.coverage === null
      ? t("quality.nothing")
      : t("quality.covered", { share: format.percent(data.coverage) });
  const empty = data.days.filter((day) => day.coverage === null && day.bins_expected > 0).length;
  return (
    <section className="card grade" aria-label={t("quality.grade")}>
      <span className={`grade-letter ${data.grade ?? "none"}`}>{data.grade ?? "–"}</span>
      <div>
        <h2>{text}</h2>
        <p className="muted">
          {data.grade ? t(`quality.grades.${data.grade}`) : t("quality.noGrade")}
        </p>
        {empty > 0 && <p>{t("quality.emptyDays", { count: empty })}</p>}
      </div>
    </section>
  );
}

function DayTable({ data }: { data: Quality }) {
  const { t } = useTranslation();
  const format = useFormat(data.time_zone);
  return (
    <Table
      caption={t("quality.days")}
      rows={[...data.days].reverse()}
      rowKey={(row) => row.date}
      columns={[
        {
          id: "day",
          oneLine: true,
          head: t("quality.day"),
          cell: (row: Day) => format.date(row.date),
        },
        {
          id: "coverage",
          head: t("chart.coverage"),
          number: true,
          cell: (row: Day) =>
            row.coverage === null ? t("figure.notObserved") : format.percent(row.coverage, 1),
        },
        {
          id: "bar",
          head: "",
          cell: (row: Day) => (
            <Bar
              share={row.coverage ?? 0}
              tone={row.coverage === null ? "gap-cell" : row.coverage < 0.9 ? "low" : ""}
            />
          ),
        },
        {
          id: "bins",
          head: t("quality.bins"),
          number: true,
          cell: (row: Day) => `${row.bins} / ${row.bins_expected}`,
        },
      ]}
    />
  );
}
