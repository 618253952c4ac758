// SPDX-License-Identifier: Apache-2.0
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser, openDesk, runnable } from "./browser";

const mostBytes = 200_000;

describe.skipIf(!runnable)("the first page", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(async () => browser?.close());

  test.each([
    ["en", "Sign in"],
    ["fr", "Se connecter"],
    ["de", "Anmelden"],
  ])(
    "is light: what a browser in %s fetches before the first picture, as gzip",
    async (language, title) => {
      const desk = await openDesk(browser, undefined, { language });
      const sizes: Promise<number>[] = [];
      desk.page.on("requestfinished", (request) => {
        // What comes after the heading is no part of the first paint; the browser may be gone by then.
        const size = request.sizes().then((s) => s.responseBodySize + s.responseHeadersSize);
        sizes.push(size.catch(() => 0));
      });
      await desk.page.goto(desk.mock.url);
      await desk.page.getByRole("heading", { name: title }).waitFor();
      const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
      console.log(`first paint, ${language}: ${(bytes / 1000).toFixed(0)} kB`);
      expect(bytes).toBeGreaterThan(10_000);
      expect(bytes).toBeLessThan(mostBytes);
      await desk.close();
    },
  );
});
