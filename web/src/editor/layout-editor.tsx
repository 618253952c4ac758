// SPDX-License-Identifier: Apache-2.0
import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { LayoutChange, ZoneType } from "../api/types";
import type { Point } from "../model/geometry";
import { Canvas } from "./canvas";
import { ItemForm } from "./item-form";
import { addLine, addZone, faults, type Selected, squareAround } from "./shapes";
import type { View } from "./view";

interface Props {
  view: View;
  background: ReactNode;
  layout: LayoutChange;
  onChange: (layout: LayoutChange) => void;
  /// Where templates begin, in metres.
  centre: Point;
}

type Mode = "select" | "line" | "zone";

const templates: [ZoneType, number][] = [
  ["aisle", 3],
  ["entrance", 2.5],
  ["checkout_queue", 3],
  ["service", 2],
  ["frontage", 4],
  ["staff", 3],
  ["fitting", 2],
  ["objection", 1],
];

/// Lines and zones by mouse, touch, or keyboard alone: templates put a shape down, arrow keys and numbers move it.
export function LayoutEditor({ view, background, layout, onChange, centre }: Props) {
  const { t } = useTranslation();
  const [selected, setSelected] = useState<Selected | null>(null);
  const [mode, setMode] = useState<Mode>("select");
  const [draft, setDraft] = useState<Point[]>([]);

  useEffect(() => {
    const stop = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      setDraft([]);
      setMode("select");
    };
    window.addEventListener("keydown", stop);
    return () => window.removeEventListener("keydown", stop);
  }, []);

  const made = ([next, which]: [LayoutChange, Selected]) => {
    onChange(next);
    setSelected(which);
    setDraft([]);
    setMode("select");
  };
  const begin = (next: Mode) => {
    setMode(next);
    setDraft([]);
    setSelected(null);
  };
  const lineName = () =>
    layout.lines.length === 0
      ? t("editor.mainEntrance")
      : t("editor.newLine", { number: layout.lines.length + 1 });
  const pick = (floor: Point) => {
    const next = [...draft, floor];
    if (mode === "line" && next.length === 2)
      made(addLine(layout, lineName(), next[0] as Point, next[1] as Point));
    else setDraft(next);
  };
  const finishZone = () =>
    made(addZone(layout, t("editor.newZone", { number: layout.zones.length + 1 }), "aisle", draft));
  const template = (type: ZoneType, side: number) =>
    made(addZone(layout, t(`zoneType.${type}`), type, squareAround(centre, side)));
  const lineTemplate = () =>
    made(
      addLine(
        layout,
        lineName(),
        { x: centre.x - 1, y: centre.y },
        { x: centre.x + 1, y: centre.y },
      ),
    );

  return (
    <div className="editor">
      <div className="stack">
        <div className="row" role="toolbar" aria-label={t("editor.draw")}>
          <button
            type="button"
            className="button"
            aria-pressed={mode === "line"}
            onClick={() => begin("line")}
          >
            {t("editor.drawLine")}
          </button>
          <button
            type="button"
            className="button"
            aria-pressed={mode === "zone"}
            onClick={() => begin("zone")}
          >
            {t("editor.drawZone")}
          </button>
          {mode === "zone" && draft.length >= 3 && (
            <button type="button" className="button primary" onClick={finishZone}>
              {t("editor.finishZone")}
            </button>
          )}
          {mode !== "select" && (
            <button type="button" className="button quiet" onClick={() => begin("select")}>
              {t("state.cancel")}
            </button>
          )}
        </div>
        <p className="small muted" aria-live="polite">
          {t(`editor.hint.${mode}`)}
        </p>
        <Canvas
          view={view}
          background={background}
          layout={layout}
          selected={selected}
          draft={draft}
          onChange={onChange}
          onSelect={setSelected}
          onPick={mode === "select" ? undefined : pick}
        />
      </div>
      <div className="stack">
        <fieldset className="stack">
          <legend>{t("editor.templates")}</legend>
          <div className="row">
            <button type="button" className="button small" onClick={lineTemplate}>
              {t("editor.lineTemplate")}
            </button>
            {templates.map(([type, side]) => (
              <button
                key={type}
                type="button"
                className="button small"
                onClick={() => template(type, side)}
              >
                {t(`zoneType.${type}`)}
              </button>
            ))}
          </div>
        </fieldset>
        <Items layout={layout} selected={selected} onSelect={setSelected} />
        {selected && (
          <ItemForm
            layout={layout}
            selected={selected}
            onChange={onChange}
            onSelect={setSelected}
          />
        )}
        <Faults layout={layout} />
      </div>
    </div>
  );
}

function Items({
  layout,
  selected,
  onSelect,
}: {
  layout: LayoutChange;
  selected: Selected | null;
  onSelect: (s: Selected) => void;
}) {
  const { t } = useTranslation();
  const items = [
    ...layout.lines.map((l) => ({
      kind: "line" as const,
      id: l.id,
      name: l.name,
      say: t("editor.line"),
    })),
    ...layout.zones.map((z) => ({
      kind: "zone" as const,
      id: z.id,
      name: z.name,
      say: t(`zoneType.${z.type}`),
    })),
  ];
  return (
    <fieldset>
      <legend>{t("editor.items")}</legend>
      {items.length === 0 && <p className="muted">{t("editor.noItems")}</p>}
      <ul className="items">
        {items.map((item) => (
          <li key={item.id}>
            <button
              type="button"
              className="link"
              aria-pressed={selected?.id === item.id && selected.kind === item.kind}
              onClick={() => onSelect({ kind: item.kind, id: item.id })}
            >
              {item.name || item.id}
            </button>{" "}
            <span className="small muted">{item.say}</span>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

function Faults({ layout }: { layout: LayoutChange }) {
  const { t } = useTranslation();
  const found = faults(layout);
  if (found.length === 0) return null;
  return (
    <ul className="notice warn" role="status">
      {found.map(({ fault, name }) => (
        <li key={`${fault}${name}`}>{t(`editor.fault.${fault}`, { name })}</li>
      ))}
    </ul>
  );
}
