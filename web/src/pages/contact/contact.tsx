// SPDX-License-Identifier: Apache-2.0
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { call } from "../../api/client";
import { Field } from "../../ui/field";
import { Failed } from "../../ui/state";
import { Lone } from "../login/lone";

/// For visitors, without an account: a question or an objection. An address to reply to is theirs to give.
export function Contact() {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const [replyTo, setReplyTo] = useState("");
  const send = useMutation({
    mutationFn: () =>
      call("/governance/contact-requests", {
        method: "POST",
        body: { text: text.trim(), ...(replyTo.trim() ? { reply_to: replyTo.trim() } : {}) },
      }),
  });
  return (
    <Lone title={t("contact.title")}>
      {send.isSuccess ? (
        <p className="notice good" role="status">
          {t("contact.sent")}
        </p>
      ) : (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            send.mutate();
          }}
        >
          <p>{t("contact.lead")}</p>
          <div className="field">
            <label htmlFor="contact-text">{t("contact.text")}</label>
            <textarea
              id="contact-text"
              className="input"
              rows={6}
              maxLength={2000}
              required
              value={text}
              onChange={(e) => setText(e.target.value)}
            />
          </div>
          <Field
            label={t("contact.reply")}
            hint={t("contact.replyHint")}
            maxLength={200}
            autoComplete="email"
            value={replyTo}
            onChange={(e) => setReplyTo(e.target.value)}
          />
          {send.error && <Failed error={send.error} />}
          <button
            type="submit"
            className="button primary"
            disabled={text.trim() === "" || send.isPending}
          >
            {t("contact.send")}
          </button>
        </form>
      )}
    </Lone>
  );
}
