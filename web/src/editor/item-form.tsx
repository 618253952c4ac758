// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from "react-i18next";
import type { LayoutChange } from "../api/types";
import { lerp, type Point } from "../model/geometry";
import { Field, Select } from "../ui/field";
import { cornersOf, type Selected, turned, withCorners, without, zoneTypes } from "./shapes";

interface Props {
  layout: LayoutChange;
  selected: Selected;
  onChange: (layout: LayoutChange) => void;
  onSelect: (selected: Selected | null) => void;
}

/// Everything about one line or zone, typed: name, type, and each corner in metres.
export function ItemForm({ layout, selected, onChange, onSelect }: Props) {
  const { t } = useTranslation();
  const line =
    selected.kind === "line" ? layout.lines.find((l) => l.id === selected.id) : undefined;
  const zone =
    selected.kind === "zone" ? layout.zones.find((z) => z.id === selected.id) : undefined;
  const item = line ?? zone;
  if (!item) return null;
  const rename = (name: string) =>
    onChange({
      ...layout,
      lines: layout.lines.map((l) => (l === line ? { ...l, name } : l)),
      zones: layout.zones.map((z) => (z === zone ? { ...z, name } : z)),
    });
  return (
    <fieldset className="item-form stack">
      <legend>{line ? t("editor.line") : t("editor.zone")}</legend>
      <Field
        label={t("editor.name")}
        maxLength={80}
        value={item.name}
        onChange={(e) => rename(e.target.value)}
      />
      {zone && (
        <>
          <Select
            label={t("zones.type")}
            value={zone.type}
            options={zoneTypes.map((value) => ({ value, label: t(`zoneType.${value}`) }))}
            onChange={(type) =>
              onChange({
                ...layout,
                zones: layout.zones.map((z) => (z === zone ? { ...z, type } : z)),
              })
            }
          />
          <p className="small muted">{t(`zoneTypeWhy.${zone.type}`)}</p>
        </>
      )}
      <Corners layout={layout} selected={selected} onChange={onChange} />
      <div className="row">
        {line && (
          <button
            type="button"
            className="button small"
            onClick={() => onChange(turned(layout, line.id))}
          >
            {t("editor.turn")}
          </button>
        )}
        <button
          type="button"
          className="button small danger"
          onClick={() => {
            onChange(without(layout, selected));
            onSelect(null);
          }}
        >
          {t("editor.remove")}
        </button>
      </div>
    </fieldset>
  );
}

/// Each corner as two numbers; those of an area can be added and removed.
export function Corners({ layout, selected, onChange }: Omit<Props, "onSelect">) {
  const { t } = useTranslation();
  const corners = cornersOf(layout, selected);
  const set = (next: readonly Point[]) => onChange(withCorners(layout, selected, next));
  const change = (index: number, axis: "x" | "y", value: number) => {
    if (Number.isFinite(value))
      set(corners.map((p, i) => (i === index ? { ...p, [axis]: value } : p)));
  };
  const insert = (index: number) => {
    const next = corners[(index + 1) % corners.length] as Point;
    set(corners.toSpliced(index + 1, 0, lerp(corners[index] as Point, next, 0.5)));
  };
  return (
    <table className="table corners">
      <caption className="visually-hidden">{t("editor.corners")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("editor.cornerHead")}</th>
          <th scope="col">x (m)</th>
          <th scope="col">y (m)</th>
          {selected.kind === "zone" && <th scope="col">{t("editor.change")}</th>}
        </tr>
      </thead>
      <tbody>
        {corners.map((p, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a corner is known by its number
          <tr key={i}>
            <th scope="row">{i + 1}</th>
            {(["x", "y"] as const).map((axis) => (
              <td key={axis}>
                <input
                  className="input coordinate"
                  type="number"
                  step={0.05}
                  aria-label={t("editor.coordinate", { number: i + 1, axis })}
                  value={Math.round(p[axis] * 100) / 100}
                  onChange={(e) => change(i, axis, e.target.valueAsNumber)}
                />
              </td>
            ))}
            {selected.kind === "zone" && (
              <td>
                <button
                  type="button"
                  className="button small quiet"
                  aria-label={t("editor.insert", { number: i + 1 })}
                  onClick={() => insert(i)}
                >
                  +
                </button>
                <button
                  type="button"
                  className="button small quiet"
                  aria-label={t("editor.drop", { number: i + 1 })}
                  disabled={corners.length <= 3}
                  onClick={() => set(corners.filter((_, k) => k !== i))}
                >
                  −
                </button>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
