// SPDX-License-Identifier: Apache-2.0
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser, openDesk, runnable } from "./browser";
import { pages } from "./pages";

describe.skipIf(!runnable)("on a narrow phone, in the language with the longest words", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(async () => browser?.close());

  test.each([...new Set(pages.map((p) => p.user))])(
    "no page of %s is wider than the screen",
    { timeout: 120_000 },
    async (user) => {
      const { page, mock, close } = await openDesk(browser, user, {
        width: 360,
        height: 740,
        language: "de",
      });
      const wide: string[] = [];
      for (const { name, path } of pages.filter((p) => p.user === user)) {
        await page.goto(mock.url + path);
        await page.locator("h1").waitFor();
        await page.locator(".loading, [aria-busy=true]").first().waitFor({ state: "detached" });
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        if (width > 360) wide.push(`${name}: ${width} px`);
      }
      expect(wide).toEqual([]);
      await close();
    },
  );
});
