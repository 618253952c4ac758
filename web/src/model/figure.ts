// SPDX-License-Identifier: Apache-2.0
import type { Figure } from "../api/types";

/// Why a figure looks as it does. `null` is never 0.
export type FigureState = "shown" | "withheld" | "not_observed";

export function stateOf(figure: Figure): FigureState {
  if (figure.value !== null) return "shown";
  return figure.withheld ? "withheld" : "not_observed";
}

/// What stands in place of a number: `<10` where withheld, a dash where nothing was observed, `≥ 120` where parts are
/// hidden. `format` writes the number itself.
export function figureText(
  figure: Figure | null | undefined,
  format: (value: number) => string,
): string {
  if (!figure) return "–";
  const state = stateOf(figure);
  if (state === "withheld") return `<${figure.k}`;
  if (figure.value === null) return "–";
  return figure.interval === "at_least" ? `≥ ${format(figure.value)}` : format(figure.value);
}

/// The interval as text, where there is one that says more than the value.
export function intervalText(
  figure: Figure,
  format: (value: number) => string,
): string | undefined {
  const { low, high } = figure;
  if (low === null || high === null || low === high) return undefined;
  return `${format(low)} – ${format(high)}`;
}

/// Coverage below which a figure is marked as understated.
export const fullCoverage = 0.98;

export function isPartlyObserved(figure: Figure): boolean {
  return figure.coverage !== null && figure.coverage < fullCoverage;
}
