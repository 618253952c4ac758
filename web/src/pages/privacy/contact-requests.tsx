// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { call } from "../../api/client";
import { useContactRequests } from "../../api/queries";
import { useStore } from "../../app/store";
import { useFormat } from "../../i18n/format";
import { Answer, Empty, Failed } from "../../ui/state";

/// What visitors wrote. The address to reply to is forgotten once the request is answered.
export function ContactRequests() {
  const { t } = useTranslation();
  const store = useStore();
  const format = useFormat(store.time_zone);
  const client = useQueryClient();
  const query = useContactRequests();
  const answered = useMutation({
    mutationFn: (id: string) =>
      call(`/governance/contact-requests/${id}/answered`, { method: "POST" }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["contact"] }),
  });
  return (
    <Answer query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty title={t("contact.none")}>
            <p>{t("contact.noneWhy", { address: `${window.location.origin}/contact` })}</p>
          </Empty>
        ) : (
          <>
            {answered.error && <Failed error={answered.error} />}
            {items.map((item) => (
              <article key={item.id} className="card stack" aria-label={format.moment(item.at)}>
                <div className="row spread">
                  <span className="muted small">{format.moment(item.at)}</span>
                  <span className={`badge ${item.answered_at ? "good" : "warn"}`}>
                    {item.answered_at ? t("contact.answered") : t("contact.open")}
                  </span>
                </div>
                <p className="written">{item.text}</p>
                {item.reply_to && <p>{t("contact.replyTo", { address: item.reply_to })}</p>}
                {!item.answered_at && (
                  <div>
                    <button
                      type="button"
                      className="button small"
                      onClick={() => answered.mutate(item.id)}
                    >
                      {t("contact.markAnswered")}
                    </button>
                  </div>
                )}
              </article>
            ))}
          </>
        )
      }
    </Answer>
  );
}
