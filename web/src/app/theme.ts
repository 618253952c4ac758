// SPDX-License-Identifier: Apache-2.0
import { useSyncExternalStore } from "react";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

const key = "sillage.theme";
const listeners = new Set<() => void>();
const dark = () => window.matchMedia("(prefers-color-scheme: dark)");

export function theme(): Theme {
  const kept = localStorage.getItem(key);
  return themes.includes(kept as Theme) ? (kept as Theme) : "system";
}

export function resolvedTheme(): "light" | "dark" {
  const chosen = theme();
  if (chosen !== "system") return chosen;
  return dark().matches ? "dark" : "light";
}

function apply(): void {
  document.documentElement.dataset.theme = resolvedTheme();
  for (const listener of listeners) listener();
}

export function setTheme(next: Theme): void {
  localStorage.setItem(key, next);
  apply();
}

export function startTheme(): void {
  apply();
  dark().addEventListener("change", apply);
  // Paper is white, whatever the screen is.
  window.addEventListener("beforeprint", () => {
    document.documentElement.dataset.theme = "light";
    for (const listener of listeners) listener();
  });
  window.addEventListener("afterprint", apply);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/// What is shown now; charts draw again when it changes.
export function useShownTheme(): string {
  return useSyncExternalStore(subscribe, () => document.documentElement.dataset.theme ?? "light");
}
