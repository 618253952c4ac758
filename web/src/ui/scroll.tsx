// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react";

/// An area that scrolls by itself where it is wider than the page, also with the keyboard.
export function ScrollArea({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table's frame is no fieldset, and no landmark either
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
    <div className="table-wrap" role="group" tabIndex={0} aria-label={label}>
      {children}
    </div>
  );
}
