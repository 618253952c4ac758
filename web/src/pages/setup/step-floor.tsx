// SPDX-License-Identifier: Apache-2.0
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { address } from "../../api/client";
import { useLayout, usePlan } from "../../api/queries";
import { useStore } from "../../app/store";
import { Handle } from "../../editor/handle";
import { Surface } from "../../editor/surface";
import { metreGrid, pictureView } from "../../editor/view";
import { middle, type Point } from "../../model/geometry";
import { type Fit, fitFloor, nearlyOnALine, pixelError } from "../../model/homography";
import { boxOf } from "../../plan/plan-box";
import { PlanGround } from "../../plan/plan-ground";
import { Card } from "../../ui/card";
import { fullPairs, type Pair } from "./draft";
import { PointTable } from "./point-table";
import type { StepProps } from "./wizard";

const gridReachM = 12;

/// Four places that can be seen in the picture and found on the plan. The grid shows at once whether they fit.
export function FloorStep({ draft, set }: StepProps) {
  const { t } = useTranslation();
  const store = useStore();
  const plan = usePlan(store.id).data?.data;
  const layout = useLayout(store.id).data?.data;
  const [at, setAt] = useState(0);
  const plate = draft.plate;
  const full = fullPairs(draft.points);
  const fit = useMemo(() => {
    const pairs = fullPairs(draft.points);
    return fitFloor(
      pairs.map((p) => p.image),
      pairs.map((p) => p.floor),
    );
  }, [draft.points]);
  if (!plate) return null;
  const change = (index: number, part: Partial<Pair>) =>
    set({
      points: draft.points.map((p, i) => (i === index ? { ...p, ...part } : p)),
      walked: false,
    });
  const onALine = full.length >= 3 && nearlyOnALine(full.map((p) => p.floor));
  const planBox = boxOf(plan, layout, 1);
  const pictureBox = { x: 0, y: 0, width: plate.width, height: plate.height };
  const noPlan = plan && plan.outline.length === 0 && !plan.has_image;
  return (
    <>
      {noPlan && <p className="notice">{t("plan.none")}</p>}
      <div className="grid-2">
        <Card
          title={t("wizard.floor.picture")}
          hint={t("wizard.floor.pictureHint", { number: at + 1 })}
        >
          <Surface
            box={pictureBox}
            label={t("wizard.floor.picture")}
            onPick={(p) => change(at, { image: p })}
          >
            <image href={plate.url} x={0} y={0} width={plate.width} height={plate.height} />
            {fit && <Grid fit={fit} pairs={full} width={plate.width} height={plate.height} />}
            <Points
              points={draft.points.map((p) => p.image)}
              size={plate.width / 70}
              at={at}
              select={setAt}
              move={(i, image) => change(i, { image })}
              step={1}
              up={-1}
            />
          </Surface>
        </Card>
        <Card title={t("wizard.floor.plan")} hint={t("wizard.floor.planHint", { number: at + 1 })}>
          <Surface
            box={planBox}
            label={t("wizard.floor.plan")}
            onPick={(p) => change(at, { floor: { x: round(p.x), y: round(-p.y) } })}
          >
            {plan && <PlanGround plan={plan} image={address(`/stores/${store.id}/plan/image`)} />}
            <Points
              points={draft.points.map((p) => p.floor && { x: p.floor.x, y: -p.floor.y })}
              size={planBox.width / 45}
              at={at}
              select={setAt}
              move={(i, p) => change(i, { floor: { x: round(p.x), y: round(-p.y) } })}
              step={0.05}
              up={-1}
            />
          </Surface>
        </Card>
      </div>
      <Card title={t("wizard.floor.numbers")} hint={t("wizard.floor.numbersHint")}>
        <PointTable
          points={draft.points}
          residuals={fit?.residuals}
          at={at}
          select={setAt}
          change={change}
          set={(points) => set({ points, walked: false })}
        />
        <Judgement fit={fit} pairs={full} onALine={onALine} />
      </Card>
    </>
  );
}

const round = (value: number) => Math.round(value * 100) / 100;

interface PointsProps {
  points: (Point | null)[];
  size: number;
  at: number;
  step: number;
  up: number;
  select: (index: number) => void;
  move: (index: number, to: Point) => void;
}

function Points({ points, size, at, step, up, select, move }: PointsProps) {
  const { t } = useTranslation();
  return points.map((p, i) =>
    p ? (
      <Handle
        // biome-ignore lint/suspicious/noArrayIndexKey: a point is known by its number
        key={i}
        at={p}
        size={size}
        number={i + 1}
        selected={i === at}
        label={t("wizard.floor.point", { number: i + 1 })}
        onSelect={() => select(i)}
        onMove={(to) => move(i, to)}
        onNudge={(right, upwards) =>
          move(i, { x: p.x + right * step, y: p.y + upwards * step * up })
        }
      />
    ) : null,
  );
}

export function Grid({
  fit,
  pairs,
  width,
  height,
}: {
  fit: Fit;
  pairs: { image: Point; floor: Point }[];
  width: number;
  height: number;
}) {
  const seen = middle(pairs.map((p) => p.image));
  const view = pictureView(width, height, fit, seen);
  const lines = metreGrid(view, middle(pairs.map((p) => p.floor)), gridReachM);
  const path = lines
    .map(([a, b]) => `M${a.x.toFixed(1)} ${a.y.toFixed(1)}L${b.x.toFixed(1)} ${b.y.toFixed(1)}`)
    .join("");
  return <path className="metre-grid" d={path} />;
}

/// Whether the floor can be trusted, in words. Four points always fit exactly; then only the grid tells.
function Judgement({
  fit,
  pairs,
  onALine,
}: {
  fit: Fit | undefined;
  pairs: { image: Point; floor: Point }[];
  onALine: boolean;
}) {
  const { t } = useTranslation();
  if (onALine)
    return (
      <p className="notice bad" role="alert">
        {t("wizard.floor.onALine")}
      </p>
    );
  if (pairs.length < 4)
    return <p className="muted">{t("wizard.floor.more", { count: 4 - pairs.length })}</p>;
  if (!fit)
    return (
      <p className="notice bad" role="alert">
        {t("wizard.floor.noFit")}
      </p>
    );
  const worst = Math.max(...fit.residuals);
  const perPixel = pixelError(
    fit,
    pairs.map((p) => p.image),
  );
  const good = worst < 0.15;
  return (
    <div className={`notice ${good ? "good" : "warn"}`} role="status">
      <strong>
        {pairs.length === 4
          ? t("wizard.floor.four")
          : good
            ? t("wizard.floor.good")
            : t("wizard.floor.bad")}
      </strong>
      <span>
        {t("wizard.floor.residual", { worst: worst.toFixed(2), pixel: perPixel.toFixed(2) })}
      </span>
    </div>
  );
}
