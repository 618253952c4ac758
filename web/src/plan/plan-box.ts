// SPDX-License-Identifier: Apache-2.0
import type { LayoutChange, Plan } from "../api/types";

/// A part of the plan as SVG sees it: y down, so y is the top's negative.
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/// Everything that is on the plan, with some room around; ten metres square where there is nothing yet.
export function boxOf(
  plan: Plan | undefined,
  layout: Pick<LayoutChange, "lines" | "zones"> | undefined,
  margin: number,
): Box {
  const image = plan ? planImage(plan) : undefined;
  const points = [
    ...(plan?.outline ?? []),
    ...(layout?.zones ?? []).flatMap((z) => z.area),
    ...(layout?.lines ?? []).flatMap((l) => [l.from, l.to]),
    ...(image
      ? [
          [image.x, image.y],
          [image.x + image.width, image.y + image.height],
        ]
      : []),
  ];
  if (points.length === 0) points.push([0, 0], [10, 10]);
  const xs = points.map((p) => p[0] ?? 0);
  const ys = points.map((p) => p[1] ?? 0);
  const [x0, x1] = [Math.min(...xs) - margin, Math.max(...xs) + margin];
  const [y0, y1] = [Math.min(...ys) - margin, Math.max(...ys) + margin];
  return { x: x0, y: -y1, width: x1 - x0, height: y1 - y0 };
}

/// Where the middle of a name goes, so that all of it is in the box. Its width is an estimate.
export function nameAt(box: Box, x: number, text: string, size: number): number {
  const half = Math.min(0.3 * size * text.length, box.width / 2);
  return Math.min(Math.max(x, box.x + half), box.x + box.width - half);
}

export function pathOf(points: readonly (readonly number[])[]): string {
  return `${points.map((p, i) => `${i === 0 ? "M" : "L"}${p[0]} ${p[1]}`).join("")}Z`;
}

/// Where the uploaded picture lies, in metres; upside down, since the plan's y points up.
export function planImage(plan: Plan) {
  if (!plan.has_image || !plan.image_px || !plan.origin_px || !plan.metres_per_px) return undefined;
  const scale = plan.metres_per_px;
  const [width, height] = [(plan.image_px[0] ?? 0) * scale, (plan.image_px[1] ?? 0) * scale];
  const x = -(plan.origin_px[0] ?? 0) * scale;
  const y = (plan.origin_px[1] ?? 0) * scale - height;
  return { x, y, width, height, transform: `translate(0 ${2 * y + height}) scale(1 -1)` };
}
