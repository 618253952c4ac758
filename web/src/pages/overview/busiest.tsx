// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from "react-i18next";
import type { Figure } from "../../api/types";
import { useStore } from "../../app/store";
import { useFormat } from "../../i18n/format";
import { figureText, stateOf } from "../../model/figure";
import { level } from "../../model/scale";
import { Card } from "../../ui/card";
import { ScrollArea } from "../../ui/scroll";

/// Mean entries for every hour of the week: a table, so that it reads as one, coloured like a picture.
export function Busiest({ rows }: { rows: readonly (readonly Figure[])[] }) {
  const { t } = useTranslation();
  const store = useStore();
  const format = useFormat(store.time_zone);
  const values = rows.flatMap((row) => row.map((f) => f.value ?? 0));
  const most = Math.max(0, ...values);
  const at = values.indexOf(most);
  const hours = openHours(rows);
  if (hours.length === 0) return null;
  const summary =
    most > 0
      ? t("overview.busiestSummary", {
          day: format.weekday(Math.floor(at / 24) + 1),
          hour: format.hour(at % 24),
          value: format.decimal(most),
        })
      : t("chart.nothing");
  return (
    <Card title={t("overview.busiest")} hint={summary}>
      <ScrollArea label={t("overview.busiest")}>
        <table className="heat-table">
          <caption className="visually-hidden">{summary}</caption>
          <thead>
            <tr>
              <td />
              {hours.map((hour) => (
                <th key={hour} scope="col">
                  {format.hour(hour).slice(0, 2)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, day) => (
              <tr key={format.weekday(day + 1)}>
                <th scope="row">{format.weekday(day + 1, "short")}</th>
                {hours.map((hour) => (
                  <HourCell
                    key={hour}
                    figure={row[hour]}
                    most={most}
                    write={(v) => format.decimal(v, v < 10 ? 1 : 0)}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
    </Card>
  );
}

function HourCell({
  figure,
  most,
  write,
}: {
  figure: Figure | undefined;
  most: number;
  write: (v: number) => string;
}) {
  if (!figure || stateOf(figure) === "not_observed") return <td className="gap-cell">–</td>;
  if (figure.value === null) return <td>{figureText(figure, write)}</td>;
  return <td className={`level-${level(figure.value, most)}`}>{write(figure.value)}</td>;
}

/// The hours in which anybody ever came or anything was observed.
function openHours(rows: readonly (readonly Figure[])[]): number[] {
  const used = Array.from({ length: 24 }, (_, hour) =>
    rows.some((row) => (row[hour]?.value ?? 0) > 0),
  );
  const first = used.indexOf(true);
  const last = used.lastIndexOf(true);
  return first < 0 ? [] : Array.from({ length: last - first + 1 }, (_, i) => first + i);
}
