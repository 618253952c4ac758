// SPDX-License-Identifier: Apache-2.0
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { NavLink, useSearchParams } from "react-router";
import { call } from "../api/client";
import { keptSearch } from "../filters/filters";
import { type Language, languageNames, languages, pickLanguage } from "../i18n";
import { Select } from "../ui/field";
import { useAddress } from "./address";
import { useCurrent, useMay } from "./session";
import { useStore } from "./store";
import { setTheme, theme, themes, useShownTheme } from "./theme";

/// Page, and the operation that somebody must be allowed to open it.
const groups = [
  {
    title: "nav.figures",
    pages: [
      ["", "overview", "getOverview"],
      ["live", "live", "getLive"],
      ["journeys", "journeys", "getFlows"],
      ["heat", "heat", "getHeat"],
      ["zones", "zones", "getZones"],
      ["queues", "queues", "getQueues"],
      ["audience", "audience", "getAudience"],
    ],
  },
  {
    title: "nav.analyse",
    pages: [
      ["compare", "compare", "getComparison"],
      ["exports", "exports", "export"],
      ["quality", "quality", "getQuality"],
    ],
  },
  {
    title: "nav.manage",
    pages: [
      ["privacy", "privacy", "getPrivacy"],
      ["setup", "setup", "listCameras"],
      ["users", "users", "listUsers"],
      ["account", "account", "getSession"],
    ],
  },
] as const;

export function Nav({ open }: { open: boolean }) {
  const { t } = useTranslation();
  const may = useMay();
  const { stores } = useCurrent();
  const [search] = useSearchParams();
  const kept = keptSearch(search);
  return (
    <div className="side no-print" id="side" data-open={open}>
      <span className="brand">
        <img src="/icon.svg" alt="" />
        Sillage
      </span>
      {stores.length > 1 && <StoreChoice />}
      <nav className="nav" aria-label={t("nav.title")}>
        {groups.map((group) => {
          const pages = group.pages.filter(([, , operation]) => may(operation));
          if (pages.length === 0) return null;
          return (
            <section key={group.title}>
              <h2>{t(group.title)}</h2>
              {pages.map(([to, name]) => (
                <NavLink key={name} to={`/${to}${kept}`} end={to === ""}>
                  {t(`nav.${name}`)}
                </NavLink>
              ))}
            </section>
          );
        })}
      </nav>
      <NavFoot />
    </div>
  );
}

function StoreChoice() {
  const { t } = useTranslation();
  const { stores } = useCurrent();
  const store = useStore();
  const [, change] = useAddress();
  return (
    <Select
      label={t("nav.store")}
      value={store.id}
      options={stores.map((s) => ({ value: s.id, label: s.name }))}
      onChange={(id) => change({ store: id })}
    />
  );
}

function NavFoot() {
  const { t, i18n } = useTranslation();
  const { session } = useCurrent();
  const client = useQueryClient();
  useShownTheme();
  const signOut = async () => {
    await call("/session", { method: "DELETE" });
    client.clear();
    window.location.assign("/");
  };
  const speak = async (language: Language) => {
    await pickLanguage(language);
    await call("/session/preferences", { method: "PUT", body: { language } });
  };
  return (
    <div className="side-foot">
      <Select
        label={t("nav.language")}
        value={i18n.language as Language}
        options={languages.map((value) => ({ value, label: languageNames[value] }))}
        onChange={(language) => void speak(language)}
      />
      <Select
        label={t("nav.theme")}
        value={theme()}
        options={themes.map((value) => ({ value, label: t(`nav.themes.${value}`) }))}
        onChange={setTheme}
      />
      <p className="muted">
        {session.user} · {t(`role.${session.role}`)}
      </p>
      <button type="button" className="button small" onClick={() => void signOut()}>
        {t("nav.signOut")}
      </button>
    </div>
  );
}
