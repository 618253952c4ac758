// SPDX-License-Identifier: Apache-2.0
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { request } from "../../api/client";
import { useStore } from "../../app/store";
import { Card } from "../../ui/card";
import { Failed } from "../../ui/state";
import { sourceQuery } from "./draft";
import type { StepProps } from "./wizard";

/// The picture of the empty store. It stays in this browser's memory and is gone when the page is left.
export function PlateStep({ draft, set }: StepProps) {
  const { t } = useTranslation();
  const store = useStore();
  const take = useMutation({
    mutationFn: async () => {
      const response = await request(`/stores/${store.id}/setup/plate`, {
        method: "POST",
        body: sourceQuery(draft),
      });
      const url = URL.createObjectURL(await response.blob());
      const { width, height } = await sizeOf(url);
      return { url, width, height };
    },
    onSuccess: (plate) => set({ plate }),
  });
  return (
    <Card title={t("wizard.plate.title")} hint={t("wizard.plate.hint")}>
      <div className="stack">
        <p className="notice">{t("wizard.plate.logged")}</p>
        {take.error && <Failed error={take.error} />}
        <div>
          <button
            type="button"
            className="button"
            disabled={take.isPending}
            onClick={() => take.mutate()}
          >
            {take.isPending
              ? t("wizard.plate.taking")
              : draft.plate
                ? t("wizard.plate.again")
                : t("wizard.plate.take")}
          </button>
        </div>
        {draft.plate && <img className="plate" src={draft.plate.url} alt={t("wizard.plate.alt")} />}
      </div>
    </Card>
  );
}

async function sizeOf(url: string): Promise<{ width: number; height: number }> {
  const image = new Image();
  image.src = url;
  await image.decode();
  return { width: image.naturalWidth, height: image.naturalHeight };
}
