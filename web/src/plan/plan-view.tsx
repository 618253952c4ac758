// SPDX-License-Identifier: Apache-2.0
import type { ReactNode, Ref, SVGAttributes } from "react";
import type { LayoutChange, Plan } from "../api/types";
import { middle } from "../model/geometry";
import { toPoint } from "../model/layout";
import { type Box, boxOf, nameAt, pathOf } from "./plan-box";
import { PlanGround } from "./plan-ground";

interface Props extends SVGAttributes<SVGSVGElement> {
  plan: Plan | undefined;
  layout: Pick<LayoutChange, "lines" | "zones"> | undefined;
  label: string;
  image?: string | undefined;
  names?: boolean;
  /// Metres of room around everything.
  margin?: number;
  /// Under the zones' outlines.
  under?: ReactNode;
  children?: ReactNode;
  svgRef?: Ref<SVGSVGElement>;
  box?: Box;
}

/// The floor plan in metres, y up: picture, walls, zones, lines, and what a page draws on it.
export function PlanView({
  plan,
  layout,
  label,
  image,
  names = true,
  margin = 0.8,
  under,
  children,
  svgRef,
  box,
  ...svg
}: Props) {
  const area = box ?? boxOf(plan, layout, margin);
  const text = Math.max(area.width, area.height) / 46;
  return (
    <svg
      ref={svgRef}
      className="plan"
      viewBox={`${area.x} ${area.y} ${area.width} ${area.height}`}
      role="img"
      aria-label={label}
      {...svg}
    >
      {plan && <PlanGround plan={plan} image={image ?? ""} />}
      <g transform="scale(1 -1)">
        {under}
        {layout?.zones.map((zone) => (
          <path key={zone.id} className={`plan-zone ${zone.type}`} d={pathOf(zone.area)} />
        ))}
        {layout?.lines.map((line) => (
          <LineMark key={line.id} from={line.from} to={line.to} inside={line.inside} />
        ))}
      </g>
      {names &&
        layout?.zones.map((zone) => {
          const at = middle(zone.area.map(toPoint));
          return (
            <text
              key={zone.id}
              className="plan-name"
              x={nameAt(area, at.x, zone.name, text)}
              y={-at.y}
              fontSize={text}
            >
              {zone.name}
            </text>
          );
        })}
      {children}
    </svg>
  );
}

/// A count line with an arrow that points inwards.
export function LineMark({ from, to, inside }: { from: number[]; to: number[]; inside: number[] }) {
  const [a, b, c] = [toPoint(from), toPoint(to), toPoint(inside)];
  const m = middle([a, b]);
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const normal = { x: -(b.y - a.y) / length, y: (b.x - a.x) / length };
  const sign = (c.x - m.x) * normal.x + (c.y - m.y) * normal.y >= 0 ? 1 : -1;
  const tip = { x: m.x + normal.x * sign * 0.9, y: m.y + normal.y * sign * 0.9 };
  const wing = (k: number) => ({
    x: tip.x - normal.x * sign * 0.3 - normal.y * 0.22 * k,
    y: tip.y - normal.y * sign * 0.3 + normal.x * 0.22 * k,
  });
  const [w1, w2] = [wing(1), wing(-1)];
  return (
    <g className="plan-line">
      <line x1={a.x} y1={a.y} x2={b.x} y2={b.y} />
      <path
        d={`M${m.x} ${m.y}L${tip.x} ${tip.y}M${w1.x} ${w1.y}L${tip.x} ${tip.y}L${w2.x} ${w2.y}`}
      />
    </g>
  );
}
