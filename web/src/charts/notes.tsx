// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from "react-i18next";
import type { Figure } from "../api/types";
import { isPartlyObserved, stateOf } from "../model/figure";

/// What a reader has to know before trusting the figures; nothing where all is as it should be.
export function CoverageNote({ figures }: { figures: readonly Figure[] }) {
  const { t } = useTranslation();
  const gaps = figures.filter((f) => stateOf(f) === "not_observed").length;
  const partly = figures.filter((f) => stateOf(f) !== "not_observed" && isPartlyObserved(f)).length;
  const withheld = figures.filter((f) => stateOf(f) === "withheld").length;
  if (gaps + partly + withheld === 0) return null;
  return (
    <ul>
      {gaps > 0 && <li>{t("chart.noteGaps", { count: gaps })}</li>}
      {partly > 0 && <li>{t("chart.notePartly", { count: partly })}</li>}
      {withheld > 0 && (
        <li>{t("chart.noteWithheld", { count: withheld, k: figures[0]?.k ?? 10 })}</li>
      )}
    </ul>
  );
}
