// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { call } from "../../api/client";
import { useGate } from "../../api/queries";
import type { Gate } from "../../api/types";
import { useMay } from "../../app/session";
import { useStore } from "../../app/store";
import { useFormat } from "../../i18n/format";
import { Dialog } from "../../ui/dialog";
import { Answer, Failed } from "../../ui/state";

/// Whether cameras may be decoded, and what blocks. The data protection officer can stop everything here.
export function GateView() {
  const query = useGate();
  return <Answer query={query}>{(gate) => <GateState gate={gate} />}</Answer>;
}

function GateState({ gate }: { gate: Gate }) {
  const { t } = useTranslation();
  const store = useStore();
  const format = useFormat(store.time_zone);
  const may = useMay();
  return (
    <section className={`notice ${gate.open ? "good" : "bad"}`} aria-label={t("gate.title")}>
      <strong>{gate.open ? t("gate.open") : t("gate.closed")}</strong>
      <span>{t(`gate.modes.${gate.mode}`)}</span>
      {gate.veto && (
        <span>
          {t("gate.vetoed", {
            by: gate.veto.by,
            at: format.moment(gate.veto.at),
            reason: gate.veto.reason,
          })}
        </span>
      )}
      {gate.blockers.length > 0 && (
        <ul>
          {gate.blockers.map((blocker) => (
            <li key={blocker.id}>
              {blocker.words}. <em>{blocker.mend}</em>
            </li>
          ))}
        </ul>
      )}
      {may("setVeto") && <VetoButton active={gate.veto !== null} />}
    </section>
  );
}

function VetoButton({ active }: { active: boolean }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const veto = useMutation({
    mutationFn: () =>
      call<Gate>("/governance/veto", { method: "PUT", body: { active: !active, reason } }),
    onSuccess: async () => {
      setOpen(false);
      setReason("");
      await client.invalidateQueries();
    },
  });
  const title = active ? t("gate.lift") : t("gate.veto");
  return (
    <div>
      <button
        type="button"
        className={`button ${active ? "" : "danger"}`}
        onClick={() => setOpen(true)}
      >
        {title} …
      </button>
      <Dialog title={title} open={open} onClose={() => setOpen(false)}>
        <p>{active ? t("gate.liftWhy") : t("gate.vetoWhy")}</p>
        <div className="field">
          <label htmlFor="veto-reason">{t("gate.reason")}</label>
          <textarea
            id="veto-reason"
            className="input"
            rows={3}
            maxLength={500}
            value={reason}
            onChange={(e) => setReason(e.target.value)}
          />
        </div>
        {veto.error && <Failed error={veto.error} />}
        <div className="row">
          <button
            type="button"
            className="button primary"
            disabled={reason.trim() === "" || veto.isPending}
            onClick={() => veto.mutate()}
          >
            {title}
          </button>
          <button type="button" className="button" onClick={() => setOpen(false)}>
            {t("state.cancel")}
          </button>
        </div>
      </Dialog>
    </div>
  );
}
