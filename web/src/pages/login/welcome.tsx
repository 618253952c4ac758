// SPDX-License-Identifier: Apache-2.0
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { call, get, setCsrf } from "../../api/client";
import { type Problem, problemOf } from "../../api/problem";
import type { FirstRun, Session } from "../../api/types";
import { Field } from "../../ui/field";
import { Lone } from "./lone";

const shortest = 12;

/// The one-time link: whoever opens it chooses a password. The token is in the fragment, which no server log sees.
export function Welcome() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [token] = useState(() => window.location.hash.slice(1));
  const [user, setUser] = useState("admin");
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const firstRun = useQuery({
    queryKey: ["first-run"],
    queryFn: ({ signal }) => get<FirstRun>("/first-run", {}, signal),
  });
  const first = firstRun.data?.needed ?? false;
  const ready = password.length >= shortest && password === again;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    try {
      const body = { token, password, language: i18n.language, ...(first ? { user } : {}) };
      const { data } = await call<Session>("/invitation", { method: "POST", body });
      setCsrf(data.csrf);
      await client.resetQueries();
      await navigate("/", { replace: true });
    } catch (error) {
      setProblem(problemOf(error));
    }
  };

  if (!token) {
    return (
      <Lone title={t("welcome.title")}>
        <p className="notice bad">{t("welcome.noToken")}</p>
      </Lone>
    );
  }
  return (
    <Lone title={t("welcome.title")}>
      <p className="muted">{first ? t("welcome.first") : t("welcome.invited")}</p>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        {first && (
          <Field
            label={t("login.user")}
            autoComplete="username"
            autoCapitalize="none"
            pattern="[a-z0-9._@\-]{1,64}"
            required
            value={user}
            onChange={(e) => setUser(e.target.value)}
          />
        )}
        <Field
          label={t("welcome.password")}
          hint={t("welcome.passwordHint", { count: shortest })}
          type="password"
          autoComplete="new-password"
          required
          minLength={shortest}
          value={password}
          onChange={(e) => setPassword(e.target.value)}
        />
        <Field
          label={t("welcome.again")}
          type="password"
          autoComplete="new-password"
          required
          value={again}
          onChange={(e) => setAgain(e.target.value)}
          error={again !== "" && again !== password ? t("welcome.differ") : undefined}
        />
        {problem && (
          <p className="notice bad" role="alert">
            {problem.detail || problem.title || t("state.unreachable")}
          </p>
        )}
        <button type="submit" className="button primary" disabled={!ready}>
          {t("welcome.begin")}
        </button>
      </form>
    </Lone>
  );
}
