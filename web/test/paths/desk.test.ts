// SPDX-License-Identifier: Apache-2.0
// Every page of a desk that runs, as somebody who may sign in there:
// SILLAGE_DESK=http://127.0.0.1:8080 SILLAGE_USER=NAME SILLAGE_PASSWORD=... npm run paths desk
import { mkdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { openBrowser, runnable } from "./browser";
import { pages } from "./pages";

const desk = process.env.SILLAGE_DESK ?? "";
const folder = process.env.SILLAGE_PICTURES ?? "";

describe.skipIf(!runnable || !desk)("a running desk", () => {
  test("shows every page without an error", { timeout: 300_000 }, async () => {
    const browser = await openBrowser();
    const context = await browser.newContext({
      locale: "en",
      viewport: { width: 1280, height: 900 },
      ignoreHTTPSErrors: true,
    });
    const page = await context.newPage();
    const failed: string[] = [];
    let at = "sign-in";
    page.on("pageerror", (error) => failed.push(`${at}: ${error}`));
    page.on("console", (m) => {
      // Answers are told apart below.
      if (m.type() === "error" && !m.text().includes("Failed to load resource"))
        failed.push(`${at}: ${m.text()}`);
    });
    page.on("response", (r) => {
      if (r.status() >= 400 && at !== "sign-in")
        failed.push(`${at}: ${r.status()} ${r.request().method()} ${r.url()}`);
    });
    await page.goto(desk);
    await page.getByLabel("User name").fill(process.env.SILLAGE_USER ?? "");
    await page.getByLabel("Password").fill(process.env.SILLAGE_PASSWORD ?? "");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("navigation").waitFor();
    if (folder) mkdirSync(folder, { recursive: true });
    for (const { name, path } of pages) {
      at = name;
      await page.goto(desk + path);
      await page.locator("h1").waitFor();
      await page.locator(".loading").first().waitFor({ state: "detached" });
      await page.waitForTimeout(700);
      if (folder) await page.screenshot({ path: `${folder}/desk-${name}.png`, fullPage: true });
      const alerts = await page.getByRole("alert").allTextContents();
      failed.push(...alerts.map((text) => `${name}: ${text}`));
    }
    await browser.close();
    expect(failed).toEqual([]);
  });
});
