// SPDX-License-Identifier: Apache-2.0
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { call, setCsrf } from "../../api/client";
import { type Problem, problemOf } from "../../api/problem";
import type { FirstRun, Session } from "../../api/types";
import { rememberedLanguage } from "../../i18n";
import { Field } from "../../ui/field";
import { Lone } from "./lone";

/// Signing in; with a one-time code where the account has one. Password managers and pasting work.
export function Login({ firstRun }: { firstRun: FirstRun | undefined }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [user, setUser] = useState("");
  const [password, setPassword] = useState("");
  const [totp, setTotp] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const wantsCode = problem?.type?.endsWith("totp-required") || totp !== "";

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      const body = totp ? { user, password, totp } : { user, password };
      const { data } = await call<Session>("/session", { method: "POST", body });
      setCsrf(data.csrf);
      // Nobody has chosen the language of a demonstration's account: that of the browser stays.
      if (!data.demonstration) await rememberedLanguage(data.language);
      await client.resetQueries();
    } catch (error) {
      setProblem(problemOf(error));
      setBusy(false);
    }
  };

  return (
    <Lone title={t("login.title")}>
      {firstRun?.demonstration && <p className="notice">{t("login.demonstration")}</p>}
      {firstRun?.needed && (
        <div className="notice">
          <strong>
            {t(firstRun.demonstration ? "login.firstRunDemonstration" : "login.firstRun")}
          </strong>
          <span>{t("login.firstRunWhy")}</span>
        </div>
      )}
      <form className="stack" onSubmit={(event) => void submit(event)}>
        <Field
          label={t("login.user")}
          name="user"
          autoComplete="username"
          autoCapitalize="none"
          required
          value={user}
          onChange={(e) => setUser(e.target.value)}
        />
        <Field
          label={t("login.password")}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(e) => setPassword(e.target.value)}
        />
        {wantsCode && (
          <Field
            label={t("login.totp")}
            hint={t("login.totpHint")}
            name="totp"
            inputMode="numeric"
            autoComplete="one-time-code"
            pattern="[0-9]{6}"
            value={totp}
            onChange={(e) => setTotp(e.target.value)}
          />
        )}
        {problem && !problem.type?.endsWith("totp-required") && (
          <p className="notice bad" role="alert">
            {problem.status === 0 ? t("state.unreachable") : problem.detail || problem.title}
          </p>
        )}
        <button type="submit" className="button primary" disabled={busy}>
          {t("login.signIn")}
        </button>
      </form>
      <p className="small muted">{t("login.forgotten")}</p>
    </Lone>
  );
}
