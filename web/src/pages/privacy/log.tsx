// SPDX-License-Identifier: Apache-2.0
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLog } from "../../api/queries";
import { useStore } from "../../app/store";
import { useFormat } from "../../i18n/format";
import { Card } from "../../ui/card";
import { Answer } from "../../ui/state";
import { Table } from "../../ui/table";

/// The append-only log. Its root proves that nothing was changed: note it elsewhere and compare.
export function LogList() {
  const { t } = useTranslation();
  const store = useStore();
  const format = useFormat(store.time_zone);
  const [cursor, setCursor] = useState("");
  const query = useLog(cursor, true);
  return (
    <Answer query={query}>
      {(log) => (
        <Card title={t("privacy.log")} hint={t("log.hint")}>
          <dl className="facts">
            <dt>{t("log.size")}</dt>
            <dd>{format.count(log.size)}</dd>
            <dt>{t("log.root")}</dt>
            <dd className="mono">{log.root}</dd>
          </dl>
          <Table
            caption={t("privacy.log")}
            rows={log.items}
            rowKey={(row) => String(row.index)}
            columns={[
              { id: "index", head: t("log.index"), cell: (row) => row.index },
              {
                id: "at",
                oneLine: true,
                head: t("chart.when"),
                cell: (row) => format.moment(row.at),
              },
              {
                id: "kind",
                head: t("log.kind"),
                cell: (row) => <span className="mono">{row.kind}</span>,
              },
              { id: "summary", head: t("log.summary"), cell: (row) => row.summary },
              {
                id: "hash",
                head: t("log.hash"),
                cell: (row) => <span className="mono">{row.hash.slice(0, 16)}…</span>,
              },
            ]}
          />
          <Pager next={log.next} cursor={cursor} go={setCursor} />
        </Card>
      )}
    </Answer>
  );
}

/// Newest first; older ones a page at a time.
export function Pager({
  next,
  cursor,
  go,
}: {
  next: string | null;
  cursor: string;
  go: (cursor: string) => void;
}) {
  const { t } = useTranslation();
  return (
    <div className="row pager">
      {cursor !== "" && (
        <button type="button" className="button small" onClick={() => go("")}>
          {t("log.newest")}
        </button>
      )}
      {next && (
        <button type="button" className="button small" onClick={() => go(next)}>
          {t("state.more")}
        </button>
      )}
    </div>
  );
}
