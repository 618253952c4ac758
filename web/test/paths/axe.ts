// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/// Violations of WCAG 2.2 A and AA and of good practice, as short texts.
export async function violations(page: Page, rules?: string[]): Promise<string[]> {
  // A page is fetched when it is asked for; before it is there, there is nothing to look at.
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await page.evaluate(source);
  return page.evaluate(async (only) => {
    const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
    const found = await axe.run(document, only ? { runOnly: only } : {});
    return found.violations.flatMap((v) =>
      v.nodes.map((n) => `${v.id}: ${n.target.join(" ")} (${n.failureSummary ?? ""})`),
    );
  }, rules);
}
