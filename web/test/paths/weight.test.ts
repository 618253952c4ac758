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

  test("is light: what the browser fetches before the first picture, as gzip", async () => {
    const desk = await openDesk(browser);
    const sizes: Promise<number>[] = [];
    desk.page.on("requestfinished", (request) => {
      sizes.push(request.sizes().then((s) => s.responseBodySize + s.responseHeadersSize));
    });
    await desk.page.goto(desk.mock.url);
    await desk.page.getByRole("heading", { name: "Sign in" }).waitFor();
    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    console.log(`first paint: ${(bytes / 1000).toFixed(0)} kB`);
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes).toBeLessThan(mostBytes);
    await desk.close();
  });
});
