// SPDX-License-Identifier: Apache-2.0
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { violations } from "./axe";
import { openBrowser, openDesk, runnable } from "./browser";
import { pages } from "./pages";

describe.skipIf(!runnable)("every page is accessible", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(async () => browser?.close());

  test.each([...new Set(pages.map((p) => p.user))])(
    "for %s, light and dark",
    { timeout: 180_000 },
    async (user) => {
      const bad: string[] = [];
      const { page, mock, complaints, close } = await openDesk(browser, user);
      for (const { name, path } of pages.filter((p) => p.user === user)) {
        await page.emulateMedia({ colorScheme: "light" });
        await page.goto(mock.url + path);
        await page.locator("h1").waitFor();
        await page.locator(".loading, [aria-busy=true]").first().waitFor({ state: "detached" });
        for (const violation of await violations(page)) bad.push(`${name}: ${violation}`);
        await page.emulateMedia({ colorScheme: "dark" });
        for (const violation of await violations(page, ["color-contrast"]))
          bad.push(`${name}, dark: ${violation}`);
      }
      expect(complaints).toEqual([]);
      expect(bad).toEqual([]);
      await close();
    },
  );

  test("for somebody who is not signed in", async () => {
    const desk = await openDesk(browser);
    for (const path of ["/", "/welcome", "/welcome#token-of-a-test"]) {
      await desk.page.goto("about:blank");
      await desk.page.goto(desk.mock.url + path);
      await desk.page.locator("h1").waitFor();
      expect(await violations(desk.page)).toEqual([]);
    }
    await desk.close();
  });
});
