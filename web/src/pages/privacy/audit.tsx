// SPDX-License-Identifier: Apache-2.0
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAudit } from "../../api/queries";
import { useStore } from "../../app/store";
import { useFormat } from "../../i18n/format";
import { Card } from "../../ui/card";
import { Answer } from "../../ui/state";
import { Table } from "../../ui/table";
import { Pager } from "./log";

const tone = { done: "good", waiting: "warn", refused: "bad" } as const;

/// Who signed in, exported and changed what.
export function AuditList() {
  const { t } = useTranslation();
  const store = useStore();
  const format = useFormat(store.time_zone);
  const [cursor, setCursor] = useState("");
  const query = useAudit(cursor, true);
  return (
    <Answer query={query}>
      {(page) => (
        <Card title={t("privacy.audit")} hint={t("audit.hint")}>
          <Table
            caption={t("privacy.audit")}
            rows={page.items}
            rowKey={(row) => String(row.id)}
            columns={[
              {
                id: "at",
                oneLine: true,
                head: t("chart.when"),
                cell: (row) => format.moment(row.at),
              },
              { id: "user", head: t("audit.user"), cell: (row) => row.user || t("audit.nobody") },
              {
                id: "action",
                head: t("audit.action"),
                cell: (row) => <span className="mono">{row.action}</span>,
              },
              { id: "subject", head: t("audit.subject"), cell: (row) => row.subject },
              {
                id: "outcome",
                head: t("audit.outcome"),
                cell: (row) => (
                  <span className={`badge ${tone[row.outcome]}`}>
                    {t(`audit.outcomes.${row.outcome}`)}
                  </span>
                ),
              },
            ]}
          />
          <Pager next={page.next} cursor={cursor} go={setCursor} />
        </Card>
      )}
    </Answer>
  );
}
