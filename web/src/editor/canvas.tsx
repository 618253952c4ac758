// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { LayoutChange } from "../api/types";
import { middle, type Point } from "../model/geometry";
import { toPoint } from "../model/layout";
import { nameAt } from "../plan/plan-box";
import { Handle } from "./handle";
import { cornersOf, type Selected, withCorners } from "./shapes";
import { Surface } from "./surface";
import type { View } from "./view";

interface Props {
  view: View;
  background: ReactNode;
  layout: LayoutChange;
  selected: Selected | null;
  /// Corners of a shape that is being drawn.
  draft: readonly Point[];
  onChange: (layout: LayoutChange) => void;
  onSelect: (selected: Selected | null) => void;
  onPick: ((floor: Point) => void) | undefined;
  children?: ReactNode;
}

const stepM = 0.05;

/// Lines and zones on the plan or on a picture, with a handle at each corner of the chosen one.
export function Canvas({
  view,
  background,
  layout,
  selected,
  draft,
  onChange,
  onSelect,
  onPick,
  children,
}: Props) {
  const { t } = useTranslation();
  const size = Math.max(view.box.width, view.box.height) / 75;
  const corners = selected ? cornersOf(layout, selected) : [];
  const move = (index: number, to: Point | undefined) => {
    if (!selected || !to) return;
    onChange(
      withCorners(
        layout,
        selected,
        corners.map((p, i) => (i === index ? to : p)),
      ),
    );
  };
  const pick =
    onPick &&
    ((at: Point) => {
      const floor = view.toFloor(at);
      if (floor) onPick(floor);
    });
  const is = (kind: Selected["kind"], id: string) => selected?.kind === kind && selected.id === id;
  return (
    <Surface box={view.box} label={t("editor.canvas")} onPick={pick}>
      {background}
      {layout.zones.map((zone) => (
        <path
          key={zone.id}
          className={`plan-zone ${zone.type} ${is("zone", zone.id) ? "chosen" : ""}`}
          d={outline(view, zone.area.map(toPoint))}
          onPointerDown={onPick ? undefined : () => onSelect({ kind: "zone", id: zone.id })}
        />
      ))}
      {layout.zones.map((zone) => (
        <Name
          key={zone.id}
          view={view}
          at={middle(zone.area.map(toPoint))}
          text={zone.name}
          size={size * 1.5}
        />
      ))}
      {layout.lines.map((line) => (
        <g
          key={line.id}
          className={`plan-line ${is("line", line.id) ? "chosen" : ""}`}
          onPointerDown={onPick ? undefined : () => onSelect({ kind: "line", id: line.id })}
        >
          <path d={arrow(view, toPoint(line.from), toPoint(line.to), toPoint(line.inside))} />
        </g>
      ))}
      {draft.length > 0 && <path className="draft" d={open(view, draft)} />}
      {draft.map((p) => {
        const at = view.toView(p);
        return (
          at && (
            <circle
              key={`${p.x} ${p.y}`}
              className="draft-dot"
              cx={at.x}
              cy={at.y}
              r={size * 0.6}
            />
          )
        );
      })}
      {children}
      {corners.map((p, i) => {
        const at = view.toView(p);
        if (!at) return null;
        return (
          <Handle
            // biome-ignore lint/suspicious/noArrayIndexKey: a corner is known by its number
            key={`${selected?.id}${i}`}
            at={at}
            size={size}
            number={i + 1}
            label={t("editor.corner", { number: i + 1, x: p.x.toFixed(2), y: p.y.toFixed(2) })}
            onMove={(to) => move(i, view.toFloor(to))}
            onNudge={(right, up) => move(i, { x: p.x + right * stepM, y: p.y + up * stepM })}
          />
        );
      })}
    </Surface>
  );
}

function open(view: View, points: readonly Point[]): string {
  const seen = points.flatMap((p) => view.toView(p) ?? []);
  return seen.map((p, i) => `${i === 0 ? "M" : "L"}${p.x} ${p.y}`).join("");
}

function outline(view: View, points: readonly Point[]): string {
  const path = open(view, points);
  return path ? `${path}Z` : "";
}

/// The line, and an arrow of 0.9 m into the store.
function arrow(view: View, a: Point, b: Point, inside: Point): string {
  const m = middle([a, b]);
  const length = Math.hypot(inside.x - m.x, inside.y - m.y) || 1;
  const n = { x: (inside.x - m.x) / length, y: (inside.y - m.y) / length };
  const at = (along: number, across: number) => ({
    x: m.x + n.x * along - n.y * across,
    y: m.y + n.y * along + n.x * across,
  });
  const strokes = [
    [a, b],
    [m, at(0.9, 0)],
    [at(0.62, 0.2), at(0.9, 0), at(0.62, -0.2)],
  ];
  return strokes.map((stroke) => open(view, stroke)).join("");
}

function Name({ view, at, text, size }: { view: View; at: Point; text: string; size: number }) {
  const p = view.toView(at);
  return p ? (
    <text className="plan-name" x={nameAt(view.box, p.x, text, size)} y={p.y} fontSize={size}>
      {text}
    </text>
  ) : null;
}
