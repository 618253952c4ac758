// SPDX-License-Identifier: Apache-2.0
import type { KeyboardEvent, PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Point } from "../model/geometry";
import { pointIn } from "./surface";

interface Props {
  at: Point;
  label: string;
  /// Size in units of the drawing.
  size: number;
  selected?: boolean;
  number?: number;
  onMove: (at: Point) => void;
  /// Arrow keys: steps to the right and up.
  onNudge: (right: number, up: number) => void;
  onSelect?: () => void;
}

const arrows: Record<string, [number, number]> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/// A point that can be dragged, tapped, and moved with the arrow keys (ten times as far with Shift).
export function Handle({
  at,
  label,
  size,
  selected = false,
  number,
  onMove,
  onNudge,
  onSelect,
}: Props) {
  const { t } = useTranslation();
  const down = (event: PointerEvent<SVGGElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    onSelect?.();
  };
  const move = (event: PointerEvent<SVGGElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const svg = event.currentTarget.ownerSVGElement;
    const to = svg && pointIn(svg, event);
    if (to) onMove(to);
  };
  const key = (event: KeyboardEvent) => {
    const arrow = arrows[event.key];
    if (!arrow) return;
    event.preventDefault();
    const far = event.shiftKey ? 10 : 1;
    onNudge(arrow[0] * far, arrow[1] * far);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: there is no button element in SVG
    <g
      className={`handle ${selected ? "selected" : ""}`}
      role="button"
      tabIndex={0}
      aria-label={`${label}. ${t("editor.arrows")}`}
      transform={`translate(${at.x} ${at.y})`}
      onPointerDown={down}
      onPointerMove={move}
      onKeyDown={key}
      onFocus={onSelect}
    >
      <circle className="touch" r={size * 2.2} />
      <circle className="dot" r={size} />
      {number !== undefined && (
        <text y={size * 0.36} fontSize={size * 1.1}>
          {number}
        </text>
      )}
    </g>
  );
}
