// SPDX-License-Identifier: Apache-2.0
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useGap } from "../../api/queries";
import type { Requirement } from "../../api/types";
import { useMay } from "../../app/session";
import { Bar } from "../../charts/bar";
import { Card } from "../../ui/card";
import { Answer } from "../../ui/state";
import { Table } from "../../ui/table";
import { Attest } from "./attest";
import { Voided } from "./voided";

const tone = { met: "good", failing: "bad", open: "warn", not_applicable: "" } as const;

/// The gap to each standard: what is met, what fails, and how to mend it. Judgement stays with people who sign.
export function GapView() {
  const { t } = useTranslation();
  const query = useGap(true);
  return (
    <Answer query={query}>
      {(gap) => (
        <>
          <p className="notice">{t("gap.notAdvice")}</p>
          <Voided />
          <Card title={t("gap.standards")}>
            <Table
              caption={t("gap.standards")}
              rows={gap.standards}
              rowKey={(row) => row.id}
              columns={[
                { id: "id", head: t("gap.standard"), cell: (row) => row.id },
                {
                  id: "met",
                  head: t("gap.met"),
                  number: true,
                  cell: (row) => `${row.met} / ${row.total}`,
                },
                {
                  id: "bar",
                  head: "",
                  cell: (row) => <Bar share={row.total === 0 ? 0 : row.met / row.total} />,
                },
              ]}
            />
          </Card>
          {gap.standards.map((standard) => (
            <Card key={standard.id} title={standard.id}>
              <ul className="requirements">
                {gap.requirements
                  .filter((r) => r.standard === standard.id)
                  .map((r) => (
                    <RequirementView key={r.id} requirement={r} />
                  ))}
              </ul>
            </Card>
          ))}
        </>
      )}
    </Answer>
  );
}

function RequirementView({ requirement: r }: { requirement: Requirement }) {
  const { t } = useTranslation();
  const may = useMay();
  const [signing, setSigning] = useState(false);
  return (
    <li>
      <div className="row spread">
        <h3>
          {r.words} <span className="muted small">({r.source})</span>
        </h3>
        <span className="row">
          {r.blocks && r.status !== "met" && r.status !== "not_applicable" && (
            <span className="badge bad">{t("gap.blocks")}</span>
          )}
          <span className={`badge ${tone[r.status]}`}>{t(`gap.status.${r.status}`)}</span>
        </span>
      </div>
      <p className="small muted">
        <span className="mono">{r.id}</span> · {t(`gap.kind.${r.kind}`)}
        {r.attested_by &&
          ` · ${t("gap.attested", { by: r.attested_by, until: (r.valid_until ?? "").slice(0, 10) })}`}
      </p>
      {r.detail && <p>{r.detail}</p>}
      {r.mend && r.status !== "met" && (
        <p>
          <strong>{t("gap.mend")}</strong> {r.mend}
        </p>
      )}
      {r.kind === "attestation" && may("attest") && (
        <button type="button" className="button small" onClick={() => setSigning(true)}>
          {r.status === "met" ? t("gap.again") : t("gap.sign")} …
        </button>
      )}
      {signing && <Attest requirement={r} close={() => setSigning(false)} />}
    </li>
  );
}
