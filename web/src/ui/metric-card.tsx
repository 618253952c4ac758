// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from "react-i18next";
import type { MetricCard as Data, Figure, Movement } from "../api/types";
import { useStore } from "../app/store";
import { Spark } from "../charts/spark";
import { useFormat } from "../i18n/format";
import { figureText, intervalText, isPartlyObserved, stateOf } from "../model/figure";
import { unitFormat } from "../model/units";

interface Props {
  card: Data;
  trend?: readonly (number | null)[] | undefined;
}

/// One number, what it was before, and what to know about it.
export function MetricCard({ card, trend }: Props) {
  const { t } = useTranslation();
  const store = useStore();
  const format = unitFormat(card.unit, useFormat(store.time_zone));
  const { figure } = card;
  const interval = intervalText(figure, format);
  return (
    <article className="card metric-card" data-metric={card.metric}>
      <h3 title={t(`metricWhy.${card.metric}`)}>{t(`metric.${card.metric}`)}</h3>
      <p className={`metric-value ${stateOf(figure)}`}>{figureText(figure, format)}</p>
      {card.metric.startsWith("visit_duration") && figure.value !== null && (
        <p className="small muted">{t("figure.followed")}</p>
      )}
      {card.change && <Change change={card.change} before={card.comparison} format={format} />}
      {trend && <Spark values={trend} />}
      <FigureMarks figure={figure} interval={interval} />
    </article>
  );
}

export function Change({
  change,
  before,
  format,
}: {
  change: Movement;
  before: Figure | null;
  format: (value: number) => string;
}) {
  const { t } = useTranslation();
  const store = useStore();
  const numbers = useFormat(store.time_zone);
  if (change.relative === null) {
    return (
      <p className="small muted">{t("change.unknown", { before: figureText(before, format) })}</p>
    );
  }
  const arrow = change.verdict === "more" ? "▲" : change.verdict === "less" ? "▼" : "≈";
  return (
    <p className={`small change ${change.verdict}`}>
      <span>
        <span aria-hidden="true">{arrow} </span>
        {numbers.change(change.relative)}
      </span>{" "}
      <span className="muted">
        {t("change.before", { before: figureText(before, format) })}
        {change.verdict === "no_clear_change" && ` · ${t("change.no_clear_change")}`}
        {change.verdict === "not_enough_data" && ` · ${t("change.not_enough_data")}`}
      </span>
    </p>
  );
}

/// Interval, coverage and hidden parts; nothing where the number needs no word.
export function FigureMarks({
  figure,
  interval,
}: {
  figure: Figure;
  interval?: string | undefined;
}) {
  const { t } = useTranslation();
  const store = useStore();
  const format = useFormat(store.time_zone);
  const words: string[] = [];
  if (interval) words.push(t("figure.between", { interval }));
  if (stateOf(figure) === "withheld") words.push(t("figure.withheld", { k: figure.k }));
  if (stateOf(figure) === "not_observed") words.push(t("figure.notObserved"));
  if (figure.interval === "at_least" && figure.value !== null) {
    words.push(t("figure.atLeast", { count: figure.bins.withheld }));
  }
  if (figure.coverage !== null && isPartlyObserved(figure)) {
    words.push(t("figure.coverage", { share: format.percent(figure.coverage, 0) }));
  }
  if (words.length === 0) return null;
  return <p className="figure-marks small muted">{words.join(" · ")}</p>;
}
