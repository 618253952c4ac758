// SPDX-License-Identifier: Apache-2.0
import type { Plan } from "../api/types";
import { pathOf, planImage } from "./plan-box";

/// Picture and walls alone, for an editor to draw on.
export function PlanGround({ plan, image }: { plan: Plan; image: string }) {
  const picture = planImage(plan);
  return (
    <g transform="scale(1 -1)">
      {picture && <image href={image} {...picture} preserveAspectRatio="none" opacity={0.55} />}
      {plan.outline.length > 2 && <path className="plan-walls" d={pathOf(plan.outline)} />}
    </g>
  );
}
