// SPDX-License-Identifier: Apache-2.0
// Pictures of every page for people to look at: SILLAGE_PICTURES=FOLDER npm run paths pictures
import { mkdirSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, test } from "vitest";
import { openBrowser, openDesk, runnable } from "./browser";
import { pages } from "./pages";

const folder = process.env.SILLAGE_PICTURES ?? "";
const only = (process.env.SILLAGE_PAGES ?? "").split(",").filter(Boolean);
const looks = (
  process.env.SILLAGE_LOOKS ?? "light-desktop-en,dark-desktop-en,light-phone-en"
).split(",");

describe.skipIf(!runnable || !folder)("pictures", () => {
  let browser: Browser;
  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    browser = await openBrowser();
  });
  afterAll(async () => browser?.close());

  for (const look of looks) {
    test(look, { timeout: 300_000 }, async () => {
      const [theme, size, language] = look.split("-") as [string, string, string];
      const [width, height] = size === "phone" ? [390, 800] : [1280, 900];
      for (const user of new Set(pages.map((p) => p.user))) {
        const desk = await openDesk(browser, user, {
          width,
          height,
          dark: theme === "dark",
          language,
        });
        for (const { name, path } of pages.filter((p) => p.user === user)) {
          if (only.length > 0 && !only.includes(name)) continue;
          await desk.page.goto(desk.mock.url + path);
          await desk.page.waitForTimeout(900);
          await desk.page.screenshot({ path: `${folder}/${name}-${look}.png`, fullPage: true });
        }
        if (desk.complaints.length > 0) console.log(look, user, [...new Set(desk.complaints)]);
        await desk.close();
      }
    });
  }
});
