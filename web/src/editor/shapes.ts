// SPDX-License-Identifier: Apache-2.0
import type { LayoutChange, LineDefinition, ZoneDefinition, ZoneType } from "../api/types";
import { isSimple, middle, type Point } from "../model/geometry";
import { idFor, toPair, toPoint } from "../model/layout";

export type Kind = "line" | "zone";

export interface Selected {
  kind: Kind;
  id: string;
}

export const zoneTypes: ZoneType[] = [
  "aisle",
  "entrance",
  "frontage",
  "checkout_queue",
  "service",
  "staff",
  "fitting",
  "objection",
  "other",
];

const allIds = (layout: LayoutChange) => [...layout.lines, ...layout.zones].map((x) => x.id);

/// A point one metre to the left of a line's middle: inside, until somebody turns the arrow round.
function leftOf(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const m = middle([from, to]);
  return { x: m.x - (to.y - from.y) / length, y: m.y + (to.x - from.x) / length };
}

export function addLine(
  layout: LayoutChange,
  name: string,
  from: Point,
  to: Point,
): [LayoutChange, Selected] {
  const id = idFor(name, allIds(layout), "line");
  const line: LineDefinition = {
    id,
    name,
    from: toPair(from),
    to: toPair(to),
    inside: toPair(leftOf(from, to)),
  };
  return [
    { ...layout, lines: [...layout.lines, line] },
    { kind: "line", id },
  ];
}

export function addZone(
  layout: LayoutChange,
  name: string,
  type: ZoneType,
  area: Point[],
): [LayoutChange, Selected] {
  const id = idFor(name, allIds(layout), "zone");
  const zone: ZoneDefinition = { id, name, type, area: area.map(toPair) };
  return [
    { ...layout, zones: [...layout.zones, zone] },
    { kind: "zone", id },
  ];
}

/// A square around a point, for a zone that is then pulled into shape.
export function squareAround(p: Point, side: number): Point[] {
  const h = side / 2;
  return [
    { x: p.x - h, y: p.y - h },
    { x: p.x + h, y: p.y - h },
    { x: p.x + h, y: p.y + h },
    { x: p.x - h, y: p.y + h },
  ];
}

export function cornersOf(layout: LayoutChange, selected: Selected): Point[] {
  if (selected.kind === "zone")
    return (layout.zones.find((z) => z.id === selected.id)?.area ?? []).map(toPoint);
  const line = layout.lines.find((l) => l.id === selected.id);
  return line ? [toPoint(line.from), toPoint(line.to)] : [];
}

/// With other corners. A line keeps its inner side.
export function withCorners(
  layout: LayoutChange,
  selected: Selected,
  corners: readonly Point[],
): LayoutChange {
  if (selected.kind === "zone") {
    return {
      ...layout,
      zones: layout.zones.map((z) =>
        z.id === selected.id ? { ...z, area: corners.map(toPair) } : z,
      ),
    };
  }
  const [from, to] = corners as [Point, Point];
  return {
    ...layout,
    lines: layout.lines.map((l) => {
      if (l.id !== selected.id) return l;
      const wasLeft = isLeft(l);
      const inside = leftOf(wasLeft ? from : to, wasLeft ? to : from);
      return { ...l, from: toPair(from), to: toPair(to), inside: toPair(inside) };
    }),
  };
}

function isLeft(line: LineDefinition): boolean {
  const [a, b, c] = [toPoint(line.from), toPoint(line.to), toPoint(line.inside)];
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x) > 0;
}

export function turned(layout: LayoutChange, id: string): LayoutChange {
  return {
    ...layout,
    lines: layout.lines.map((l) => {
      if (l.id !== id) return l;
      const [a, b] = [toPoint(l.from), toPoint(l.to)];
      return { ...l, inside: toPair(isLeft(l) ? leftOf(b, a) : leftOf(a, b)) };
    }),
  };
}

export function without(layout: LayoutChange, selected: Selected): LayoutChange {
  if (selected.kind === "line")
    return { ...layout, lines: layout.lines.filter((l) => l.id !== selected.id) };
  return {
    ...layout,
    zones: layout.zones.filter((z) => z.id !== selected.id),
    funnels: layout.funnels
      .map((f) => ({ ...f, zones: f.zones.filter((id) => id !== selected.id) }))
      .filter((f) => f.zones.length > 0),
  };
}

export type Fault = "noLine" | "shortLine" | "crossed" | "unnamed";

/// What the desk would refuse, told before it is sent.
export function faults(layout: LayoutChange): { fault: Fault; name: string }[] {
  const found: { fault: Fault; name: string }[] = [];
  if (layout.lines.length === 0) found.push({ fault: "noLine", name: "" });
  for (const line of layout.lines) {
    const [a, b] = [toPoint(line.from), toPoint(line.to)];
    if (Math.hypot(b.x - a.x, b.y - a.y) < 0.5) found.push({ fault: "shortLine", name: line.name });
    if (line.name.trim() === "") found.push({ fault: "unnamed", name: line.id });
  }
  for (const zone of layout.zones) {
    if (!isSimple(zone.area.map(toPoint))) found.push({ fault: "crossed", name: zone.name });
    if (zone.name.trim() === "") found.push({ fault: "unnamed", name: zone.id });
  }
  return found;
}
