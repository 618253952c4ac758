// SPDX-License-Identifier: Apache-2.0
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { call } from "../../api/client";
import { useCurrent, useMay } from "../../app/session";
import { Card, PageHead } from "../../ui/card";
import { Field } from "../../ui/field";
import { SaveState } from "../../ui/save";
import { Tokens } from "./tokens";
import { Totp } from "./totp";

const shortest = 12;

export function Account() {
  const { t } = useTranslation();
  const may = useMay();
  const { session } = useCurrent();
  return (
    <div className="page">
      <PageHead
        title={t("nav.account")}
      >{`${session.user} · ${t(`role.${session.role}`)}`}</PageHead>
      <div className="grid-2">
        <Password />
        <Totp />
      </div>
      {may("listTokens") && <Tokens />}
    </div>
  );
}

function Password() {
  const { t } = useTranslation();
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const change = useMutation({
    mutationFn: () => call("/session/password", { method: "POST", body: { current, password } }),
    onSuccess: () => {
      setCurrent("");
      setPassword("");
    },
  });
  return (
    <Card title={t("account.password")} hint={t("account.passwordHint")}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate();
        }}
      >
        <Field
          label={t("account.current")}
          type="password"
          autoComplete="current-password"
          required
          value={current}
          onChange={(e) => setCurrent(e.target.value)}
        />
        <Field
          label={t("welcome.password")}
          hint={t("welcome.passwordHint", { count: shortest })}
          type="password"
          autoComplete="new-password"
          minLength={shortest}
          required
          value={password}
          onChange={(e) => setPassword(e.target.value)}
        />
        <SaveState save={change} />
        <div>
          <button type="submit" className="button primary" disabled={change.isPending}>
            {t("account.change")}
          </button>
        </div>
      </form>
    </Card>
  );
}
