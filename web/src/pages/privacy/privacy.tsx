// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from "react-i18next";
import { usePrivacy } from "../../api/queries";
import { useMay } from "../../app/session";
import { useStore } from "../../app/store";
import { Card, PageHead } from "../../ui/card";
import { Answer } from "../../ui/state";
import { Tabs } from "../../ui/tabs";
import { WithheldTable } from "../../ui/withheld";
import { AuditList } from "./audit";
import { Changes } from "./changes";
import { ContactRequests } from "./contact-requests";
import { DocumentList } from "./documents";
import { GapView } from "./gap";
import { LogList } from "./log";
import { CardView } from "./privacy-card";
import { RetentionView } from "./retention";
import { SettingsView } from "./settings";

/// What is processed, how it is protected, and who decides.
export function Privacy() {
  const { t } = useTranslation();
  const store = useStore();
  const may = useMay();
  const card = usePrivacy(store.id);
  const waiting = card.data?.waiting_changes ?? 0;
  const withheld = (
    <Answer query={card}>
      {(data) => (
        <Card title={t("withheld.title")} hint={t("withheld.hint28", { k: data.k })}>
          <WithheldTable rows={data.withheld} />
        </Card>
      )}
    </Answer>
  );
  const tabs = [
    {
      id: "card",
      label: t("privacy.card"),
      content: <Answer query={card}>{(data) => <CardView data={data} />}</Answer>,
    },
    { id: "withheld", label: t("withheld.tab"), content: withheld },
    {
      id: "changes",
      label: `${t("privacy.changes")}${waiting > 0 ? ` (${waiting})` : ""}`,
      content: <Changes />,
      needs: "listChanges",
    },
    { id: "gap", label: t("privacy.gap"), content: <GapView />, needs: "getGap" },
    { id: "retention", label: t("privacy.retention"), content: <RetentionView /> },
    {
      id: "settings",
      label: t("privacy.settings"),
      content: <SettingsView />,
      needs: "getSettings",
    },
    {
      id: "documents",
      label: t("privacy.documents"),
      content: <DocumentList />,
      needs: "listDocuments",
    },
    {
      id: "contact",
      label: t("privacy.contact"),
      content: <ContactRequests />,
      needs: "listContactRequests",
    },
    { id: "log", label: t("privacy.log"), content: <LogList />, needs: "listLog" },
    { id: "audit", label: t("privacy.audit"), content: <AuditList />, needs: "listAudit" },
  ];
  return (
    <div className="page">
      <PageHead title={t("nav.privacy")}>{t("privacy.lead")}</PageHead>
      <Tabs label={t("nav.privacy")} tabs={tabs.filter((tab) => !tab.needs || may(tab.needs))} />
    </div>
  );
}
