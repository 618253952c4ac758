// SPDX-License-Identifier: Apache-2.0
import { type PointerEvent, type ReactNode, useRef } from "react";
import type { Point } from "../model/geometry";
import type { Box } from "../plan/plan-box";

interface Props {
  box: Box;
  label: string;
  /// A click or a tap that is no drag of a handle.
  onPick?: ((at: Point) => void) | undefined;
  children: ReactNode;
}

/// An area to draw on. Everything that a pointer does here can be typed beside it too.
export function Surface({ box, label, onPick, children }: Props) {
  const ref = useRef<SVGSVGElement>(null);
  const pick = (event: PointerEvent<SVGSVGElement>) => {
    if (!onPick || (event.target as Element).closest(".handle")) return;
    const at = ref.current && pointIn(ref.current, event);
    if (at) onPick(at);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be drawn on
    <svg
      ref={ref}
      className={`surface ${onPick ? "picking" : ""}`}
      viewBox={`${box.x} ${box.y} ${box.width} ${box.height}`}
      role="group"
      aria-label={label}
      onPointerUp={pick}
    >
      {children}
    </svg>
  );
}

/// Where a pointer is, in units of the drawing.
export function pointIn(
  svg: SVGSVGElement,
  event: { clientX: number; clientY: number },
): Point | undefined {
  const matrix = svg.getScreenCTM();
  if (!matrix) return undefined;
  const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
  return { x: at.x, y: at.y };
}
