// SPDX-License-Identifier: Apache-2.0
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { address } from "../../api/client";
import { usePlan } from "../../api/queries";
import { useStore } from "../../app/store";
import { LayoutEditor } from "../../editor/layout-editor";
import { pictureView, planView } from "../../editor/view";
import { middle } from "../../model/geometry";
import { fitFloor } from "../../model/homography";
import { boxOf } from "../../plan/plan-box";
import { PlanGround } from "../../plan/plan-ground";
import { Toggle } from "../../ui/toggle";
import { fullPairs } from "./draft";
import { Grid } from "./step-floor";
import type { StepProps } from "./wizard";

/// Lines and zones, drawn on the camera's picture or on the plan: it is the same floor.
export function LayoutStep({ draft, set }: StepProps) {
  const { t } = useTranslation();
  const store = useStore();
  const plan = usePlan(store.id).data?.data;
  const [ground, setGround] = useState<"picture" | "plan">("picture");
  const pairs = fullPairs(draft.points);
  const fit = fitFloor(
    pairs.map((p) => p.image),
    pairs.map((p) => p.floor),
  );
  const { plate } = draft;
  if (!fit || !plate || !plan) return null;
  const seen = middle(pairs.map((p) => p.image));
  const box = boxOf(plan, draft.layout, 1);
  const onPicture = ground === "picture";
  return (
    <div className="stack">
      <Toggle
        label={t("wizard.layout.ground")}
        value={ground}
        onChange={setGround}
        options={[
          { value: "picture", label: t("wizard.floor.picture") },
          { value: "plan", label: t("wizard.floor.plan") },
        ]}
      />
      <LayoutEditor
        view={onPicture ? pictureView(plate.width, plate.height, fit, seen) : planView(box)}
        background={
          onPicture ? (
            <>
              <image href={plate.url} x={0} y={0} width={plate.width} height={plate.height} />
              <Grid fit={fit} pairs={pairs} width={plate.width} height={plate.height} />
            </>
          ) : (
            <PlanGround plan={plan} image={address(`/stores/${store.id}/plan/image`)} />
          )
        }
        layout={draft.layout}
        onChange={(layout) => set({ layout, walked: false })}
        centre={middle(pairs.map((p) => p.floor))}
      />
    </div>
  );
}
