// SPDX-License-Identifier: Apache-2.0
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Comparison } from "../../api/types";
import { Trend, type TrendPoint } from "../../charts/trend";
import { type Format, useFormat } from "../../i18n/format";
import { figureText } from "../../model/figure";
import { unitFormat } from "../../model/units";
import { Card } from "../../ui/card";

const fewestDays = 5;

/// One sentence, the two means, and the interval of their difference beside zero.
export function Verdict({ data, timeZone }: { data: Comparison; timeZone: string }) {
  const { t } = useTranslation();
  const format = useFormat(timeZone);
  const write = useMemo(() => unitFormat(data.unit, format), [data.unit, format]);
  const { change, difference, a, b } = data;
  const name = t(`metric.${data.metric}`);
  const sentence =
    change.verdict === "not_enough_data"
      ? t("compare.notEnough", { before: a.days, after: b.days, fewest: fewestDays })
      : change.verdict === "no_clear_change"
        ? t("compare.noClear", { metric: name })
        : t(change.verdict === "more" ? "compare.more" : "compare.less", {
            metric: name,
            change: format.change(change.relative ?? 0),
          });
  const points = useMemo(() => byDay(b.points, format), [b, format]);
  const before = useMemo(() => byDay(a.points, format), [a, format]);
  return (
    <>
      <Card title={t("compare.result")}>
        <p className={`verdict ${change.verdict}`}>{sentence}</p>
        <dl className="facts">
          <dt>{t("compare.meanBefore")}</dt>
          <dd>
            {figureText(a.mean_per_day, write)}{" "}
            <span className="muted">{t("compare.days", { count: a.days })}</span>
          </dd>
          <dt>{t("compare.meanAfter")}</dt>
          <dd>
            {figureText(b.mean_per_day, write)}{" "}
            <span className="muted">{t("compare.days", { count: b.days })}</span>
          </dd>
          {difference.value !== null && difference.low !== null && difference.high !== null && (
            <>
              <dt>{t("compare.difference")}</dt>
              <dd>
                {signed(difference.value, write)}{" "}
                <span className="muted">
                  {t("compare.interval", {
                    low: signed(difference.low, write),
                    high: signed(difference.high, write),
                  })}
                </span>
                <IntervalBar low={difference.low} value={difference.value} high={difference.high} />
              </dd>
            </>
          )}
        </dl>
        <p className="small muted">{t("compare.how")}</p>
      </Card>
      <Trend
        title={t("compare.dayByDay", { metric: name })}
        points={points}
        comparison={before}
        format={write}
      />
    </>
  );
}

function byDay(points: Comparison["a"]["points"], format: Format): TrendPoint[] {
  return points.map((p) => ({ label: format.bin(p.from, "day"), figure: p.figure }));
}

function signed(value: number, write: (value: number) => string): string {
  if (value === 0) return write(0);
  return `${value > 0 ? "+" : "−"}${write(Math.abs(value))}`;
}

/// The interval beside the zero line: whether it crosses is the whole message. The numbers stand beside it.
function IntervalBar({ low, value, high }: { low: number; value: number; high: number }) {
  const reach = Math.max(Math.abs(low), Math.abs(high)) * 1.15 || 1;
  const x = (v: number) => 100 + (v / reach) * 100;
  return (
    <svg className="interval-bar" viewBox="0 0 200 24" aria-hidden="true">
      <line className="zero" x1="100" x2="100" y1="0" y2="24" />
      <line className="reach" x1={x(low)} x2={x(high)} y1="12" y2="12" />
      <circle cx={x(value)} cy="12" r="4.5" />
    </svg>
  );
}
