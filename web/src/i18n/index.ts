// SPDX-License-Identifier: Apache-2.0
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type { en } from "./en";

export const languages = ["en", "fr", "de"] as const;
export type Language = (typeof languages)[number];

/// Names of the languages in themselves.
export const languageNames: Record<Language, string> = {
  en: "English",
  fr: "Français",
  de: "Deutsch",
};

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: { translation: typeof en };
  }
}

const loaders = {
  en: async () => (await import("./en")).en,
  fr: async () => (await import("./fr")).fr,
  de: async () => (await import("./de")).de,
};

const key = "sillage.language";

export function isLanguage(text: string | null | undefined): text is Language {
  return languages.includes(text as Language);
}

function firstLanguage(): Language {
  const kept = localStorage.getItem(key);
  if (isLanguage(kept)) return kept;
  const wanted = navigator.languages.map((l) => l.slice(0, 2)).find(isLanguage);
  return wanted ?? "en";
}

let wasPicked = false;

/// By the reader, while this page has been open: what an account remembers does not undo it.
export async function pickLanguage(language: Language): Promise<void> {
  wasPicked = true;
  await showLanguage(language);
}

/// What an account remembers, where nothing was picked since.
export async function rememberedLanguage(language: string): Promise<void> {
  if (!wasPicked && isLanguage(language)) await showLanguage(language);
}

/// Loads a language's words the first time, then shows it and remembers it in this browser.
export async function showLanguage(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, "translation")) {
    i18next.addResourceBundle(language, "translation", await loaders[language]());
  }
  await i18next.changeLanguage(language);
  localStorage.setItem(key, language);
  document.documentElement.lang = language;
}

export async function startWords(): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: {},
    // Every language has every key: none stands in for another.
    fallbackLng: false,
    interpolation: { escapeValue: false },
  });
  await showLanguage(firstLanguage());
}
