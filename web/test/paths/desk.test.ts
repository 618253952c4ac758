// SPDX-License-Identifier: Apache-2.0
// Every page of a desk that runs, as somebody who may sign in there:
// SILLAGE_DESK=http://127.0.0.1:8080 SILLAGE_USER=NAME SILLAGE_PASSWORD=... npm run paths desk
import { mkdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { openBrowser, runnable } from "./browser";
import { pages } from "./pages";

const desk = process.env.SILLAGE_DESK ?? "";
const folder = process.env.SILLAGE_PICTURES ?? "";
const only = (process.env.SILLAGE_PAGES ?? "").split(",").filter(Boolean);
const looks = (process.env.SILLAGE_LOOKS ?? "light-desktop-en").split(",");

describe.skipIf(!runnable || !desk)("a running desk", () => {
  test.each(looks)("shows every page without an error: %s", { timeout: 300_000 }, async (look) => {
    const [theme, size, language] = look.split("-") as [string, string, string];
    const browser = await openBrowser();
    const context = await browser.newContext({
      locale: language,
      colorScheme: theme === "dark" ? "dark" : "light",
      viewport: size === "phone" ? { width: 390, height: 800 } : { width: 1280, height: 900 },
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
    const [name, password] = [page.locator("input").first(), page.locator("input[type=password]")];
    await name.fill(process.env.SILLAGE_USER ?? "");
    await password.fill(process.env.SILLAGE_PASSWORD ?? "");
    await page.locator("button[type=submit]").click();
    await password.waitFor({ state: "detached" });
    if (folder) mkdirSync(folder, { recursive: true });
    for (const { name, path } of pages) {
      if (only.length > 0 && !only.includes(name)) continue;
      at = name;
      await page.goto(desk + path);
      await page.locator("h1").waitFor();
      await page.locator(".loading").first().waitFor({ state: "detached" });
      await page.waitForTimeout(700);
      if (folder)
        await page.screenshot({ path: `${folder}/desk-${name}-${look}.png`, fullPage: true });
      const alerts = await page.getByRole("alert").allTextContents();
      failed.push(...alerts.map((text) => `${name}: ${text}`));
    }
    await browser.close();
    expect(failed).toEqual([]);
  });
});
