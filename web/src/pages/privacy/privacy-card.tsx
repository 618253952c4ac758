// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from "react-i18next";
import type { PrivacyCard } from "../../api/types";
import { useStore } from "../../app/store";
import { useFormat } from "../../i18n/format";
import { Card } from "../../ui/card";
import { storedName } from "../../ui/withheld";
import { GateView } from "./gate";

/// The card that anybody in the store may read.
export function CardView({ data }: { data: PrivacyCard }) {
  const { t } = useTranslation();
  const store = useStore();
  const format = useFormat(store.time_zone);
  const level = String(data.link_level) as "0" | "1" | "2" | "3";
  return (
    <>
      <GateView />
      <div className="grid-2">
        <Card title={t("privacy.protected")}>
          <dl className="facts">
            <dt>{t("privacy.mode")}</dt>
            <dd>{t(`privacy.modes.${data.mode}`)}</dd>
            <dt>{t("privacy.k")}</dt>
            <dd>{t("privacy.kSay", { k: data.k })}</dd>
            <dt>{t("privacy.bin")}</dt>
            <dd>{t("privacy.binSay", { minutes: data.bin_minutes })}</dd>
            <dt>{t("privacy.level")}</dt>
            <dd>{t(`privacy.levels.${level}`)}</dd>
            <dt>{t("privacy.ttl")}</dt>
            <dd>{t("privacy.ttlSay", { time: format.duration(data.state_ttl_s) })}</dd>
            <dt>{t("privacy.demographics")}</dt>
            <dd>{data.demographics ? t("privacy.on") : t("privacy.off")}</dd>
            <dt>{t("privacy.marks")}</dt>
            <dd>{data.read_marks ? t("privacy.marksOn") : t("privacy.off")}</dd>
          </dl>
        </Card>
        <div className="stack">
          <Card title={t("privacy.never")} hint={t("privacy.neverHint")}>
            <ul className="plain">
              {data.never_stored.map((what) => (
                <li key={what}>
                  <span aria-hidden="true">✕ </span>
                  {t(`privacy.neverStored.${what}`)}
                </li>
              ))}
            </ul>
          </Card>
          <Card title={t("privacy.stored")} hint={t("privacy.storedHint")}>
            <ul className="chips">
              {data.stored.map((metric) => (
                <li key={metric} className="badge">
                  {storedName(t, metric)}
                </li>
              ))}
            </ul>
          </Card>
        </div>
      </div>
    </>
  );
}
