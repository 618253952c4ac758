// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react";

/// An area that scrolls by itself where it is wider than the page, also with the keyboard.
export function ScrollArea({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className="table-wrap" tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
