// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from "react-i18next";
import type { Figure, Flows } from "../../api/types";
import { useFormat } from "../../i18n/format";
import { figureText } from "../../model/figure";
import { rootLevel } from "../../model/scale";
import { Card } from "../../ui/card";
import { ScrollArea } from "../../ui/scroll";

/// From each zone (rows) to the next one (columns).
export function FlowMatrix({ data }: { data: Flows }) {
  const { t } = useTranslation();
  const format = useFormat(data.time_zone);
  const cells = new Map(data.flows.map((f) => [`${f.from}>${f.to}`, f.figure]));
  const used = data.zones.filter((z) => data.flows.some((f) => f.from === z.id || f.to === z.id));
  const most = Math.max(0, ...data.flows.map((f) => f.figure.value ?? 0));
  return (
    <Card
      title={t("journeys.matrixTitle")}
      hint={t("journeys.matrixHint", { k: data.thresholds.k })}
    >
      <ScrollArea label={t("journeys.matrixTitle")}>
        <table className="heat-table">
          <caption className="visually-hidden">{t("journeys.matrixTitle")}</caption>
          <thead>
            <tr>
              <td />
              {used.map((zone) => (
                <th key={zone.id} scope="col" className="slanted">
                  <span>{zone.name}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {used.map((from) => (
              <tr key={from.id}>
                <th scope="row">{from.name}</th>
                {used.map((to) => (
                  <Cell
                    key={to.id}
                    figure={cells.get(`${from.id}>${to.id}`)}
                    same={from.id === to.id}
                    most={most}
                    write={format.count}
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

function Cell({
  figure,
  same,
  most,
  write,
}: {
  figure: Figure | undefined;
  same: boolean;
  most: number;
  write: (value: number) => string;
}) {
  if (same) return <td className="empty-cell" aria-hidden="true" />;
  if (!figure) return <td className="muted">·</td>;
  return (
    <td className={`level-${rootLevel(figure.value ?? 0, most)}`}>{figureText(figure, write)}</td>
  );
}
