// SPDX-License-Identifier: Apache-2.0
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Point } from "../../model/geometry";
import { Field } from "../../ui/field";
import type { Pair } from "./draft";

interface Props {
  points: Pair[];
  residuals: number[] | undefined;
  at: number;
  select: (index: number) => void;
  change: (index: number, part: Partial<Pair>) => void;
  set: (points: Pair[]) => void;
}

const most = 12;

/// Every point as four numbers: pixels of the picture, metres of the floor.
export function PointTable({ points, residuals, at, select, change, set }: Props) {
  const { t } = useTranslation();
  let full = -1;
  return (
    <div className="stack">
      <div className="table-wrap">
        <table className="table corners">
          <caption className="visually-hidden">{t("wizard.floor.numbers")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("wizard.floor.pointHead")}</th>
              <th scope="col">{t("wizard.floor.imageX")}</th>
              <th scope="col">{t("wizard.floor.imageY")}</th>
              <th scope="col">x (m)</th>
              <th scope="col">y (m)</th>
              <th scope="col">{t("wizard.floor.error")}</th>
            </tr>
          </thead>
          <tbody>
            {points.map((pair, i) => {
              if (pair.image && pair.floor) ++full;
              const residual = pair.image && pair.floor ? residuals?.[full] : undefined;
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: a point is known by its number
                <tr key={i} className={i === at ? "chosen-row" : ""}>
                  <th scope="row">
                    <label className="row">
                      <input
                        type="radio"
                        name="point"
                        checked={i === at}
                        onChange={() => select(i)}
                      />
                      {t("wizard.floor.point", { number: i + 1 })}
                    </label>
                  </th>
                  {(["image", "floor"] as const).flatMap((side) =>
                    (["x", "y"] as const).map((axis) => (
                      <td key={side + axis}>
                        <Coordinate
                          label={t(`wizard.floor.coordinate.${side}`, { number: i + 1, axis })}
                          value={pair[side]}
                          axis={axis}
                          step={side === "image" ? 1 : 0.05}
                          onFocus={() => select(i)}
                          onChange={(p) => change(i, { [side]: p })}
                        />
                      </td>
                    )),
                  )}
                  <td className="num">
                    {residual === undefined ? "–" : `${residual.toFixed(2)} m`}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <div className="row">
        <button
          type="button"
          className="button small"
          disabled={points.length >= most}
          onClick={() => set([...points, { image: null, floor: null }])}
        >
          {t("wizard.floor.add")}
        </button>
        <button
          type="button"
          className="button small"
          disabled={points.length <= 4}
          onClick={() => set(points.slice(0, -1))}
        >
          {t("wizard.floor.drop")}
        </button>
      </div>
      <Rectangle points={points} set={set} />
    </div>
  );
}

interface CoordinateProps {
  label: string;
  value: Point | null;
  axis: "x" | "y";
  step: number;
  onFocus: () => void;
  onChange: (p: Point) => void;
}

function Coordinate({ label, value, axis, step, onFocus, onChange }: CoordinateProps) {
  const shown = value ? Math.round(value[axis] * 100) / 100 : "";
  return (
    <input
      className="input coordinate"
      type="number"
      step={step}
      aria-label={label}
      value={shown}
      onFocus={onFocus}
      onChange={(e) => {
        const typed = e.target.valueAsNumber;
        if (Number.isFinite(typed)) onChange({ ...(value ?? { x: 0, y: 0 }), [axis]: typed });
      }}
    />
  );
}

/// Measured with a tape: the four points are the corners of a rectangle on the floor, in their order round it.
function Rectangle({ points, set }: Pick<Props, "points" | "set">) {
  const { t } = useTranslation();
  const [width, setWidth] = useState(2);
  const [depth, setDepth] = useState(2);
  const [x, setX] = useState(0);
  const [y, setY] = useState(0);
  const use = () => {
    const corners = [
      { x, y },
      { x: x + width, y },
      { x: x + width, y: y + depth },
      { x, y: y + depth },
    ];
    set(points.map((p, i) => (corners[i] ? { ...p, floor: corners[i] as Point } : p)));
  };
  const number = (label: string, value: number, change: (value: number) => void) => (
    <Field
      label={label}
      type="number"
      step={0.05}
      className="coordinate"
      value={Number.isNaN(value) ? "" : value}
      onChange={(e) => change(e.target.valueAsNumber)}
    />
  );
  const valid = width > 0 && depth > 0 && Number.isFinite(x) && Number.isFinite(y);
  return (
    <details>
      <summary>{t("wizard.floor.rectangle")}</summary>
      <p className="small muted">{t("wizard.floor.rectangleHint")}</p>
      <div className="row form-row">
        {number(t("plan.width"), width, setWidth)}
        {number(t("plan.depth"), depth, setDepth)}
        {number(t("wizard.floor.left"), x, setX)}
        {number(t("wizard.floor.bottom"), y, setY)}
        <button type="button" className="button" disabled={!valid} onClick={use}>
          {t("wizard.floor.useRectangle")}
        </button>
      </div>
    </details>
  );
}
