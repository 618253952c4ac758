// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { call, request } from "../../api/client";
import type { Plan } from "../../api/types";
import { useStore } from "../../app/store";
import { Field } from "../../ui/field";
import { SaveState, type useSave } from "../../ui/save";
import { Failed } from "../../ui/state";
import { OutlineForm } from "./outline-form";

const mostBytes = 8 * 1024 * 1024;

interface Props {
  plan: Plan;
  etag: string | undefined;
  save: ReturnType<typeof useSave<Plan>>;
}

/// The plan as a measured rectangle, or a picture of it with its width in metres.
export function PlanForm({ plan, etag, save }: Props) {
  const { t } = useTranslation();
  const store = useStore();
  const path = `/stores/${store.id}/plan`;
  const xs = plan.outline.map((p) => p[0]);
  const ys = plan.outline.map((p) => p[1]);
  const [width, setWidth] = useState(
    plan.outline.length > 0 ? Math.max(...xs) - Math.min(...xs) : 10,
  );
  const [depth, setDepth] = useState(
    plan.outline.length > 0 ? Math.max(...ys) - Math.min(...ys) : 10,
  );
  const valid = width >= 1 && width <= 1000 && depth >= 1 && depth <= 1000;
  const saveOutline = (outline: [number, number][]) =>
    save.mutate({
      path,
      etag,
      body: { outline, origin_px: plan.origin_px, metres_per_px: plan.metres_per_px },
    });
  const rectangle = () =>
    saveOutline([
      [0, 0],
      [width, 0],
      [width, depth],
      [0, depth],
    ]);
  return (
    <details>
      <summary>{t("plan.change")}</summary>
      <div className="grid-2">
        <fieldset className="stack">
          <legend>{t("plan.rectangle")}</legend>
          <p className="small muted">{t("plan.rectangleHint")}</p>
          <div className="row form-row">
            <Field
              label={t("plan.width")}
              type="number"
              min={1}
              step={0.1}
              className="short"
              value={Number.isNaN(width) ? "" : width}
              onChange={(e) => setWidth(e.target.valueAsNumber)}
            />
            <Field
              label={t("plan.depth")}
              type="number"
              min={1}
              step={0.1}
              className="short"
              value={Number.isNaN(depth) ? "" : depth}
              onChange={(e) => setDepth(e.target.valueAsNumber)}
            />
            <button
              type="button"
              className="button"
              disabled={!valid || save.isPending}
              onClick={rectangle}
            >
              {t("plan.useRectangle")}
            </button>
          </div>
          <SaveState save={save} />
        </fieldset>
        <Picture plan={plan} path={path} />
      </div>
      <OutlineForm plan={plan} busy={save.isPending} onSave={saveOutline} />
    </details>
  );
}

function Picture({ plan, path }: { plan: Plan; path: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [metres, setMetres] = useState(
    plan.image_px && plan.metres_per_px ? plan.image_px[0] * plan.metres_per_px : 20,
  );
  const upload = useMutation({
    mutationFn: async (file: File) => {
      if (file.size > mostBytes) throw new Error(t("plan.tooLarge"));
      await request(`${path}/image`, { method: "PUT", file });
      const { data, etag } = await call<Plan>(path);
      if (!data.image_px) return;
      const scale = metres / data.image_px[0];
      await call(path, {
        method: "PUT",
        ifMatch: etag,
        body: { outline: data.outline, origin_px: [0, data.image_px[1]], metres_per_px: scale },
      });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ["plan"] }),
  });
  return (
    <fieldset className="stack">
      <legend>{t("plan.picture")}</legend>
      <p className="small muted">{t("plan.pictureHint")}</p>
      <div className="row form-row">
        <Field
          label={t("plan.pictureWidth")}
          type="number"
          min={1}
          step={0.1}
          className="short"
          value={Number.isNaN(metres) ? "" : metres}
          onChange={(e) => setMetres(e.target.valueAsNumber)}
        />
        <Field
          label={t("plan.file")}
          type="file"
          accept="image/png,image/jpeg"
          disabled={!(metres > 0)}
          onChange={(e) => {
            const file = e.target.files?.[0];
            if (file) upload.mutate(file);
          }}
        />
      </div>
      {upload.error && <Failed error={upload.error} />}
    </fieldset>
  );
}
