// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { call } from "../../api/client";
import { useTokens } from "../../api/queries";
import type { CreatedToken, TokenScope } from "../../api/types";
import { useStore } from "../../app/store";
import { useFormat } from "../../i18n/format";
import { Card } from "../../ui/card";
import { Check, Field } from "../../ui/field";
import { Answer, Failed } from "../../ui/state";
import { Table } from "../../ui/table";

const scopes: TokenScope[] = ["figures", "live", "export", "metrics"];

/// Keys for programs: Grafana, Power BI, a script.
export function Tokens() {
  const { t } = useTranslation();
  const store = useStore();
  const format = useFormat(store.time_zone);
  const client = useQueryClient();
  const query = useTokens();
  const revoke = useMutation({
    mutationFn: (id: string) => call(`/tokens/${id}`, { method: "DELETE" }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["tokens"] }),
  });
  return (
    <Card title={t("tokens.title")} hint={t("tokens.hint")}>
      <div className="stack">
        <NewToken />
        {revoke.error && <Failed error={revoke.error} />}
        <Answer query={query}>
          {({ items }) => (
            <Table
              caption={t("tokens.title")}
              rows={items}
              rowKey={(row) => row.id}
              columns={[
                { id: "name", head: t("tokens.name"), cell: (row) => row.name },
                { id: "owner", head: t("tokens.owner"), cell: (row) => row.owner },
                {
                  id: "scopes",
                  head: t("tokens.scopes"),
                  cell: (row) => row.scopes.map((s) => t(`tokens.scope.${s}`)).join(", "),
                },
                {
                  id: "until",
                  oneLine: true,
                  head: t("tokens.until"),
                  cell: (row) => format.date(row.expires_at.slice(0, 10)),
                },
                {
                  id: "used",
                  oneLine: true,
                  head: t("tokens.used"),
                  cell: (row) => (row.last_used ? format.date(row.last_used) : t("tokens.never")),
                },
                {
                  id: "revoke",
                  head: t("tokens.revoke"),
                  cell: (row) => (
                    <button
                      type="button"
                      className="button small danger"
                      aria-label={t("tokens.revokeOne", { name: row.name })}
                      onClick={() => revoke.mutate(row.id)}
                    >
                      {t("tokens.revoke")}
                    </button>
                  ),
                },
              ]}
            />
          )}
        </Answer>
      </div>
    </Card>
  );
}

function NewToken() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [days, setDays] = useState(90);
  const [chosen, setChosen] = useState<TokenScope[]>(["figures"]);
  const create = useMutation({
    mutationFn: async () =>
      (
        await call<CreatedToken>("/tokens", {
          method: "POST",
          body: { name, scopes: chosen, days },
        })
      ).data,
    onSuccess: () => client.invalidateQueries({ queryKey: ["tokens"] }),
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate();
      }}
    >
      <div className="row form-row">
        <Field
          label={t("tokens.name")}
          required
          maxLength={80}
          value={name}
          onChange={(e) => setName(e.target.value)}
        />
        <Field
          label={t("tokens.days")}
          type="number"
          min={1}
          max={366}
          className="short"
          value={days || ""}
          onChange={(e) => setDays(e.target.valueAsNumber || 0)}
        />
      </div>
      <fieldset className="checks">
        <legend className="label">{t("tokens.scopes")}</legend>
        {scopes.map((scope) => (
          <Check
            key={scope}
            label={t(`tokens.scope.${scope}`)}
            checked={chosen.includes(scope)}
            onChange={(on) =>
              setChosen(on ? [...chosen, scope] : chosen.filter((s) => s !== scope))
            }
          />
        ))}
      </fieldset>
      {create.error && <Failed error={create.error} />}
      {create.data && (
        <div className="notice good" role="status">
          <strong>{t("tokens.created")}</strong>
          <span className="mono">{create.data.secret}</span>
        </div>
      )}
      <div>
        <button
          type="submit"
          className="button"
          disabled={chosen.length === 0 || days < 1 || create.isPending}
        >
          {t("tokens.create")}
        </button>
      </div>
    </form>
  );
}
