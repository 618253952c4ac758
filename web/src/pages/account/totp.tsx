// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { call } from "../../api/client";
import { useCurrent } from "../../app/session";
import { Card } from "../../ui/card";
import { Field } from "../../ui/field";
import { Failed } from "../../ui/state";

interface Secret {
  secret: string;
  uri: string;
}

/// One-time codes as a second factor: on with a code that works, off with the password.
export function Totp() {
  const { t } = useTranslation();
  const { session } = useCurrent();
  const client = useQueryClient();
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const refresh = () => client.invalidateQueries({ queryKey: ["session"] });
  const start = useMutation({
    mutationFn: async () =>
      (await call<Secret>("/session/totp", { method: "POST", body: { password } })).data,
  });
  const confirm = useMutation({
    mutationFn: () => call("/session/totp", { method: "PUT", body: { code } }),
    onSuccess: () => {
      start.reset();
      setPassword("");
      void refresh();
    },
  });
  const remove = useMutation({
    mutationFn: () => call("/session/totp/removal", { method: "POST", body: { password } }),
    onSuccess: () => {
      setPassword("");
      void refresh();
    },
  });
  const error = start.error ?? confirm.error ?? remove.error;
  return (
    <Card title={t("totp.title")} hint={session.totp ? t("totp.isOn") : t("totp.isOff")}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (start.data) confirm.mutate();
          else if (session.totp) remove.mutate();
          else start.mutate();
        }}
      >
        {start.data ? (
          <>
            <p>{t("totp.enter")}</p>
            <p className="mono">{start.data.secret}</p>
            <p className="mono small">{start.data.uri}</p>
            <Field
              label={t("login.totp")}
              inputMode="numeric"
              pattern="[0-9]{6}"
              autoComplete="one-time-code"
              required
              value={code}
              onChange={(e) => setCode(e.target.value)}
            />
          </>
        ) : (
          <Field
            label={t("account.current")}
            type="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(e) => setPassword(e.target.value)}
          />
        )}
        {error && <Failed error={error} />}
        <div>
          <button type="submit" className="button">
            {start.data ? t("totp.confirm") : session.totp ? t("totp.remove") : t("totp.start")}
          </button>
        </div>
      </form>
    </Card>
  );
}
