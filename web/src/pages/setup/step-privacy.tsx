// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from "react-i18next";
import { Card } from "../../ui/card";
import { Check } from "../../ui/field";
import { promises } from "./draft";
import type { StepProps } from "./wizard";

/// What the installer looks at on the spot. It signs nothing: that is the data protection officer's.
export function PrivacyStep({ draft, set }: StepProps) {
  const { t } = useTranslation();
  return (
    <Card title={t("wizard.privacy.title")} hint={t("wizard.privacy.hint")}>
      <div className="stack">
        {promises.map((promise) => (
          <Check
            key={promise}
            label={t(`wizard.privacy.promise.${promise}`)}
            checked={draft.privacy[promise] ?? false}
            onChange={(on) => set({ privacy: { ...draft.privacy, [promise]: on } })}
          />
        ))}
      </div>
    </Card>
  );
}
