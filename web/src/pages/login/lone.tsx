// SPDX-License-Identifier: Apache-2.0
import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { type Language, languageNames, languages, pickLanguage } from "../../i18n";
import { Select } from "../../ui/field";

/// A page for somebody who is not signed in.
export function Lone({ title, children }: { title: string; children: ReactNode }) {
  const { t, i18n } = useTranslation();
  useEffect(() => {
    document.title = `${title} · Sillage`;
  }, [title]);
  return (
    <main className="lone">
      <div className="card stack">
        <p className="brand">
          <img src="/icon.svg" alt="" />
          Sillage
        </p>
        <h1>{title}</h1>
        {children}
      </div>
      <Select
        label={t("nav.language")}
        value={i18n.language as Language}
        options={languages.map((value) => ({ value, label: languageNames[value] }))}
        onChange={(language) => void pickLanguage(language)}
      />
    </main>
  );
}
