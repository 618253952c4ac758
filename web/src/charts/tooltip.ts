// SPDX-License-Identifier: Apache-2.0
import type { Tokens } from "./plot";

/// A small box built of nodes: no markup from data, no inline style.
export function tooltipBox(
  head: string,
  rows: readonly (readonly [string, string])[],
): HTMLElement {
  const box = document.createElement("div");
  box.className = "tip";
  const title = document.createElement("strong");
  title.textContent = head;
  box.append(title);
  for (const [name, value] of rows) {
    const row = document.createElement("div");
    const [left, right] = [document.createElement("span"), document.createElement("b")];
    left.textContent = name;
    right.textContent = value;
    row.append(left, right);
    box.append(row);
  }
  return box;
}

export function tooltipStyle(tokens: Tokens) {
  return {
    confine: true,
    backgroundColor: tokens.color("surface"),
    borderColor: tokens.color("line-strong"),
    textStyle: { color: tokens.color("ink"), fontFamily: tokens.font, fontSize: 13 },
    extraCssText: "",
  };
}
