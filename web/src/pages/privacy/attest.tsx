// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { call } from "../../api/client";
import type { Attestation, Requirement } from "../../api/types";
import { useCurrent } from "../../app/session";
import { fingerprint } from "../../model/fingerprint";
import { Dialog } from "../../ui/dialog";
import { Check, Field, Select } from "../../ui/field";
import { Failed } from "../../ui/state";

const signers = ["controller", "dpo", "lawyer", "security", "store", "vendor"] as const;
type Signer = (typeof signers)[number];

/// A person's signature under one requirement. What it says and for how long it holds is the catalogue's; the passphrase
/// opens the signing key for this once. Of a document that proves it, the fingerprint alone is sent.
export function Attest({ requirement, close }: { requirement: Requirement; close: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { session } = useCurrent();
  const [role, setRole] = useState<Signer>(session.role === "dpo" ? "dpo" : "controller");
  const [passphrase, setPassphrase] = useState("");
  const [evidence, setEvidence] = useState("");
  const [sure, setSure] = useState(false);
  const sign = useMutation({
    mutationFn: () =>
      call<Attestation>("/governance/attestations", {
        method: "POST",
        body: {
          requirement: requirement.id,
          role,
          passphrase,
          ...(evidence ? { evidence_sha256: evidence } : {}),
        },
      }),
    onSuccess: async () => {
      close();
      await client.invalidateQueries();
    },
  });
  return (
    <Dialog title={t("attest.title")} open onClose={close}>
      <p>{requirement.words}</p>
      <Select
        label={t("attest.role")}
        value={role}
        options={signers.map((value) => ({ value, label: t(`attest.roles.${value}`) }))}
        onChange={setRole}
      />
      <Field
        label={t("attest.evidence")}
        hint={evidence ? `SHA-256 ${evidence.slice(0, 16)}…` : t("attest.evidenceHint")}
        type="file"
        // Browsers make fingerprints on encrypted pages and on this machine itself.
        disabled={!window.isSecureContext}
        onChange={(e) => {
          const file = e.target.files?.[0];
          setEvidence("");
          if (file) void fingerprint(file).then(setEvidence);
        }}
      />
      <Field
        label={t("attest.passphrase")}
        hint={t("attest.passphraseHint")}
        type="password"
        autoComplete="off"
        maxLength={128}
        value={passphrase}
        onChange={(e) => setPassphrase(e.target.value)}
      />
      <Check label={t("attest.sure")} checked={sure} onChange={setSure} />
      {sign.error && <Failed error={sign.error} />}
      <div className="row">
        <button
          type="button"
          className="button primary"
          disabled={passphrase === "" || !sure || sign.isPending}
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
