// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from "react-i18next";
import { useVoided } from "../../api/queries";
import { useMay } from "../../app/session";
import { Table } from "../../ui/table";

/// Signatures that a change of a setting has voided, with what changed; nothing where there are none.
export function Voided() {
  const { t } = useTranslation();
  const may = useMay();
  const query = useVoided(may("listVoided"));
  const items = query.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className="notice warn" aria-label={t("voided.title")}>
      <strong>{t("voided.title")}</strong>
      {items.map((item) => (
        <div key={`${item.requirement}${item.role}`}>
          <p>
            <span className="mono">{item.requirement}</span> · {item.role}
          </p>
          <Table
            caption={`${t("changes.difference")}: ${item.requirement}`}
            rows={item.changes}
            rowKey={(row) => row.path}
            columns={[
              {
                id: "path",
                head: t("changes.setting"),
                cell: (row) => <span className="mono">{row.path}</span>,
              },
              {
                id: "before",
                head: t("voided.before"),
                cell: (row) => <span className="mono">{JSON.stringify(row.before)}</span>,
              },
              {
                id: "after",
                head: t("voided.after"),
                cell: (row) => <span className="mono">{JSON.stringify(row.after)}</span>,
              },
            ]}
          />
        </div>
      ))}
    </section>
  );
}
