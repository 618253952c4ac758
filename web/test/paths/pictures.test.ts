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

    test(`wizard ${look}`, { timeout: 120_000 }, async () => {
      if (only.length > 0 && !only.includes("wizard")) return;
      const [theme, size, language] = look.split("-") as [string, string, string];
      const [width, height] = size === "phone" ? [390, 800] : [1280, 900];
      // The buttons are found by their English names.
      const desk = await openDesk(browser, "installer", {
        width,
        height,
        dark: theme === "dark",
        language: "en",
      });
      const { page, mock } = desk;
      const speak = async (to: string) => {
        if (language === "en") return;
        const choice = page.locator("select:has(option[value=de])").first();
        await choice.selectOption(to, { force: true });
        await page.locator(`html[lang=${to}]`).waitFor();
      };
      const picture = async (name: string) => {
        await speak(language);
        await page.screenshot({ path: `${folder}/wizard-${name}-${look}.png`, fullPage: true });
        await speak("en");
      };
      const next = () => page.getByRole("button", { name: "Next" }).click();
      await page.goto(`${mock.url}/setup/camera`);
      await page.getByLabel("Name").fill("Front door");
      await page.getByLabel("Address").fill("rtsp://192.0.2.7/stream2");
      await page.getByRole("button", { name: "Test" }).click();
      await page.getByText("The camera answers").waitFor();
      await picture("1-camera");
      await next();
      await page.getByRole("button", { name: "Take the picture" }).click();
      await page.getByAltText("The scene without people").waitFor();
      await picture("2-plate");
      await next();
      const pairs = [
        [310, 620, 8, 1],
        [980, 610, 12, 1],
        [820, 300, 12, 5],
        [440, 305, 8, 5],
      ];
      for (const [i, [x, y, u, v]] of pairs.entries()) {
        await page.getByLabel(`Point ${i + 1}, x in the picture`).fill(String(x));
        await page.getByLabel(`Point ${i + 1}, y in the picture`).fill(String(y));
        await page.getByLabel(`Point ${i + 1}, x in metres`).fill(String(u));
        await page.getByLabel(`Point ${i + 1}, y in metres`).fill(String(v));
      }
      await page.getByText("Look at the grid").waitFor();
      await picture("3-floor");
      await next();
      await page.getByRole("button", { name: "Entrance line" }).click();
      await picture("4-layout");
      await next();
      await page.getByRole("button", { name: "Walk", exact: true }).click();
      await page.getByText("Counted once in and once out").waitFor();
      await picture("5-check");
      await next();
      for (const box of await page.getByRole("checkbox").all()) await box.check();
      await picture("6-privacy");
      await next();
      await picture("7-start");
      await desk.close();
    });
  }
});
