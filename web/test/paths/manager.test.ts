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

  test("takes up the one-time link of the first run", async () => {
    const { page, mock } = desk;
    mock.state.firstRun = true;
    await page.goto(mock.url);
    await page.getByText("Nobody has an account yet").waitFor();
    await page.goto(`${mock.url}/welcome#one-time-token-of-the-mock`);
    await page.reload();
    await page.getByLabel("New password").fill("a sentence as a password");
    await page.getByLabel("The password again").fill("a sentence as a passwort");
    await page.getByText("The two passwords differ.").waitFor();
    expect(await page.getByRole("button", { name: "Begin" }).isDisabled()).toBe(true);
    await page.getByLabel("The password again").fill("a sentence as a password");
    await page.getByRole("button", { name: "Begin" }).click();
    await page.getByRole("heading", { name: "Overview" }).waitFor();
    expect(mock.state.firstRun).toBe(false);
    expect(page.url()).not.toContain("token");
  });

  test("sees live figures, changes the language, and signs out", async () => {
    const { page, mock, context } = desk;
    await context.addCookies([{ name: "sillage_session", value: "manager", url: mock.url }]);
    await page.goto(`${mock.url}/live`);
    await page.locator(".big").filter({ hasText: "Inside" }).getByText("37").waitFor();
    await page.getByLabel("Language").selectOption("fr");
    await page.locator(".big").filter({ hasText: "Présents" }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe("fr");
    expect(await page.title()).toBe("En direct · Sillage");
    await page.getByRole("button", { name: "Se déconnecter" }).click();
    await page.getByRole("heading", { name: "Se connecter" }).waitFor();
  });

  test("signs in in the language that was picked at the door", async () => {
    const { page, mock } = desk;
    await page.goto(mock.url);
    await page.getByLabel("Language").selectOption("fr");
    await page.getByLabel("Nom d’utilisateur").fill("manager");
    await page.getByLabel("Mot de passe").fill("manager-password");
    await page.getByRole("button", { name: "Se connecter" }).click();
    await page.getByRole("heading", { name: "Vue d’ensemble" }).waitFor();
    await page.goto(`${mock.url}/zones?period=custom&from=2026-10-01&to=2026-10-07`);
    await page.getByText("jeu. 1 oct. 2026").first().waitFor();
  });

  test("is told what to do where nothing was measured, and sees no page of other roles", async () => {
    const { page, mock, context } = desk;
    await context.addCookies([{ name: "sillage_session", value: "manager", url: mock.url }]);
    await page.goto(`${mock.url}/?period=custom&from=2030-01-01&to=2030-01-07`);
    await page.getByText("Nothing was measured in this period").waitFor();
    const links = await page.getByRole("navigation").getByRole("link").allTextContents();
    expect(links).toContain("Privacy");
    expect(links).not.toContain("Users");
    expect(links).not.toContain("Export");
  });
});
