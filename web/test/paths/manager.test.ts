// SPDX-License-Identifier: Apache-2.0
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Desk, openBrowser, openDesk, runnable } from "./browser";

describe.skipIf(!runnable)("a manager", () => {
  let browser: Browser;
  let desk: Desk;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(async () => browser?.close());
  beforeEach(async () => {
    desk = await openDesk(browser);
  });
  afterEach(async () => {
    expect(desk.complaints).toEqual([]);
    await desk.close();
  });

  test("signs in and sees yesterday against last week", async () => {
    const { page, mock } = desk;
    await page.goto(mock.url);
    await page.getByLabel("User name").fill("manager");
    await page.getByLabel("Password").fill("wrong");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("alert").filter({ hasText: "wrong" }).waitFor();
    await page.getByLabel("Password").fill("manager-password");
    await page.getByRole("button", { name: "Sign in" }).click();

    await page.getByRole("heading", { name: "Overview" }).waitFor();
    await page.getByLabel("Compare with").selectOption("week");
    await Promise.all([
      page.waitForResponse((response) => response.url().includes("/overview?")),
      page.getByLabel("Period").selectOption("yesterday"),
    ]);
    const entries = page.locator('[data-metric="entries"]');
    await page.locator('.answer[aria-busy="false"]').waitFor();
    expect(new URL(page.url()).searchParams.get("period")).toBe("yesterday");

    // The link is the view: somebody else opens the same figures.
    const shown = await entries.locator(".metric-value").textContent();
    await page.reload();
    await entries.waitFor();
    expect(await entries.locator(".metric-value").textContent()).toBe(shown);
  });

  test("reads every chart as a table too", async () => {
    const { page, mock, context } = desk;
    await context.addCookies([{ name: "sillage_session", value: "manager", url: mock.url }]);
    await page.goto(`${mock.url}/?period=last7`);
    await page.getByRole("radio", { name: "Table" }).click();
    const rows = page.getByRole("region", { name: "Entries over time" }).getByRole("row");
    expect(await rows.count()).toBe(8);
  });
});
