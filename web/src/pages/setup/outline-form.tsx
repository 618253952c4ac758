// SPDX-License-Identifier: Apache-2.0
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { LayoutChange, Plan } from "../../api/types";
import { Canvas } from "../../editor/canvas";
import { Corners } from "../../editor/item-form";
import { type Selected, squareAround } from "../../editor/shapes";
import { planView } from "../../editor/view";
import { isSimple } from "../../model/geometry";
import { toPair, toPoint } from "../../model/layout";
import { boxOf } from "../../plan/plan-box";

const walls: Selected = { kind: "zone", id: "walls" };
const noOp = () => undefined;

/// The walls as a polygon: the editor of zones with one area in it.
export function OutlineForm({
  plan,
  busy,
  onSave,
}: {
  plan: Plan;
  busy: boolean;
  onSave: (outline: [number, number][]) => void;
}) {
  const { t } = useTranslation();
  const first =
    plan.outline.length > 2 ? plan.outline : squareAround({ x: 5, y: 5 }, 10).map(toPair);
  const [layout, setLayout] = useState<LayoutChange>({
    lines: [],
    funnels: [],
    zones: [{ id: walls.id, name: "", type: "other", area: first }],
  });
  // The view stays where it was while corners move.
  const [view] = useState(() => planView(boxOf({ ...plan, outline: first }, undefined, 2)));
  const area = layout.zones[0]?.area ?? [];
  const good = isSimple(area.map(toPoint));
  return (
    <fieldset className="stack">
      <legend>{t("plan.walls")}</legend>
      <p className="small muted">{t("plan.wallsHint")}</p>
      <div className="grid-2">
        <Canvas
          view={view}
          background={null}
          layout={layout}
          selected={walls}
          draft={[]}
          onChange={setLayout}
          onSelect={noOp}
          onPick={undefined}
        />
        <div className="stack">
          <Corners layout={layout} selected={walls} onChange={setLayout} />
          {!good && <p className="notice bad">{t("plan.wallsCross")}</p>}
          <div>
            <button
              type="button"
              className="button"
              disabled={!good || busy}
              onClick={() => onSave(area as [number, number][])}
            >
              {t("plan.useWalls")}
            </button>
          </div>
        </div>
      </div>
    </fieldset>
  );
}
