// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { call } from "../../api/client";
import { useChanges } from "../../api/queries";
import type { Change } from "../../api/types";
import { useCurrent, useMay } from "../../app/session";
import { useStore } from "../../app/store";
import { useFormat } from "../../i18n/format";
import { differences } from "../../model/differences";
import { Answer, Empty, Failed } from "../../ui/state";
import { Table } from "../../ui/table";

/// Changes that weaken protection wait here for a second person.
export function Changes() {
  const { t } = useTranslation();
  const query = useChanges(true);
  return (
    <Answer query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty title={t("changes.none")}>
            <p>{t("changes.noneWhy")}</p>
          </Empty>
        ) : (
          items.map((change) => <ChangeView key={change.id} change={change} />)
        )
      }
    </Answer>
  );
}

function ChangeView({ change }: { change: Change }) {
  const { t } = useTranslation();
  const store = useStore();
  const format = useFormat(store.time_zone);
  const may = useMay();
  const { session } = useCurrent();
  const tone = { waiting: "warn", approved: "good", refused: "bad" }[change.state];
  return (
    <article className="card stack" aria-label={change.summary}>
      <div className="row spread">
        <h2>{change.summary}</h2>
        <span className={`badge ${tone}`}>{t(`changes.state.${change.state}`)}</span>
      </div>
      <p className="small muted">
        {t(`changes.kind.${change.kind}`)} ·{" "}
        {t("changes.asked", { by: change.asked_by, at: format.moment(change.asked_at) })}
        {change.decided_at &&
          ` · ${t("changes.decided", { by: change.decided_by ?? "", at: format.moment(change.decided_at) })}`}
      </p>
      <Table
        caption={t("changes.difference")}
        rows={differences(change.before, change.after)}
        rowKey={(row) => row.path}
        columns={[
          {
            id: "path",
            head: t("changes.setting"),
            cell: (row) => <span className="mono">{row.path}</span>,
          },
          {
            id: "before",
            head: t("changes.before"),
            cell: (row) => <span className="mono">{row.before}</span>,
          },
          {
            id: "after",
            head: t("changes.after"),
            cell: (row) => <span className="mono">{row.after}</span>,
          },
        ]}
      />
      {change.note && <p>{t("changes.note", { note: change.note })}</p>}
      {change.state === "waiting" &&
        may("decideChange") &&
        (change.asked_by === session.user ? (
          <p className="notice">{t("changes.notYourOwn")}</p>
        ) : (
          <Decide change={change} />
        ))}
    </article>
  );
}

function Decide({ change }: { change: Change }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [note, setNote] = useState("");
  const decide = useMutation({
    mutationFn: (approve: boolean) =>
      call<Change>(`/changes/${change.id}/decision`, {
        method: "POST",
        body: { approve, ...(note ? { note } : {}) },
      }),
    onSuccess: () => client.invalidateQueries(),
  });
  const id = `note-${change.id}`;
  return (
    <div className="stack">
      <div className="field">
        <label htmlFor={id}>{t("changes.noteLabel")}</label>
        <textarea
          id={id}
          className="input"
          rows={2}
          maxLength={500}
          value={note}
          onChange={(e) => setNote(e.target.value)}
        />
      </div>
      {decide.error && <Failed error={decide.error} />}
      <div className="row">
        <button
          type="button"
          className="button primary"
          disabled={decide.isPending}
          onClick={() => decide.mutate(true)}
        >
          {t("changes.approve")}
        </button>
        <button
          type="button"
          className="button danger"
          disabled={decide.isPending}
          onClick={() => decide.mutate(false)}
        >
          {t("changes.refuse")}
        </button>
      </div>
    </div>
  );
}
