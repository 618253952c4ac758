// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { call } from "../../api/client";
import type { Attestation, Requirement } from "../../api/types";
import { Dialog } from "../../ui/dialog";
import { Check, Field } from "../../ui/field";
import { Failed } from "../../ui/state";

const longestDays = 1100;

/// A person's signature under one requirement: in their own words, and until when.
export function Attest({ requirement, close }: { requirement: Requirement; close: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [statement, setStatement] = useState("");
  const [days, setDays] = useState(365);
  const [sure, setSure] = useState(false);
  const sign = useMutation({
    mutationFn: () =>
      call<Attestation>("/governance/attestations", {
        method: "POST",
        body: { requirement: requirement.id, statement, days },
      }),
    onSuccess: async () => {
      close();
      await client.invalidateQueries();
    },
  });
  const ready = statement.trim() !== "" && sure && days >= 1 && days <= longestDays;
  return (
    <Dialog title={t("attest.title")} open onClose={close}>
      <p>{requirement.words}</p>
      <div className="field">
        <label htmlFor="statement">{t("attest.statement")}</label>
        <textarea
          id="statement"
          className="input"
          rows={4}
          maxLength={2000}
          value={statement}
          onChange={(e) => setStatement(e.target.value)}
        />
        <span className="hint">{t("attest.statementHint")}</span>
      </div>
      <Field
        label={t("attest.days")}
        type="number"
        min={1}
        max={longestDays}
        className="short"
        value={days}
        onChange={(e) => setDays(e.target.valueAsNumber || 0)}
      />
      <Check label={t("attest.sure")} checked={sure} onChange={setSure} />
      {sign.error && <Failed error={sign.error} />}
      <div className="row">
        <button
          type="button"
          className="button primary"
          disabled={!ready || sign.isPending}
          onClick={() => sign.mutate()}
        >
          {t("attest.sign")}
        </button>
        <button type="button" className="button" onClick={close}>
          {t("state.cancel")}
        </button>
      </div>
    </Dialog>
  );
}
