// SPDX-License-Identifier: Apache-2.0
import { type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Toggle } from "../ui/toggle";

interface Props {
  title: string;
  /// One sentence that says what the chart shows.
  summary: string;
  /// What a reader has to know beside it: coverage, what was withheld.
  notes?: ReactNode;
  chart: ReactNode;
  table: ReactNode;
  actions?: ReactNode;
}

/// Every chart of the dashboard: a heading, its sentence, the picture and the same figures as a table.
export function ChartFrame({ title, summary, notes, chart, table, actions }: Props) {
  const { t } = useTranslation();
  const [view, setView] = useState<"chart" | "table">("chart");
  const id = useId();
  return (
    <section className="card chart-frame" aria-labelledby={id}>
      <header>
        <div>
          <h2 id={id}>{title}</h2>
          <p className="muted small chart-summary">{summary}</p>
        </div>
        <div className="row no-print">
          {actions}
          <Toggle
            label={t("chart.view", { title })}
            value={view}
            onChange={setView}
            options={[
              { value: "chart", label: t("chart.chart") },
              { value: "table", label: t("chart.table") },
            ]}
          />
        </div>
      </header>
      {view === "chart" ? chart : table}
      {notes && <div className="chart-notes small">{notes}</div>}
    </section>
  );
}
