// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Desk, openBrowser, openDesk, runnable } from "./browser";

describe.skipIf(!runnable)("an analyst", () => {
  let browser: Browser;
  let desk: Desk;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(async () => browser?.close());
  beforeEach(async () => {
    desk = await openDesk(browser, "analyst");
  });
  afterEach(async () => {
    expect(desk.complaints).toEqual([]);
    await desk.close();
  });

  test("compares before and after, and is told when there is not enough", async () => {
    const { page, mock } = desk;
    await page.goto(`${mock.url}/compare`);
    const result = page.getByRole("region", { name: "Result" });
    await result.getByText("95 % interval").waitFor();

    // Three days on a side are too few for an interval.
    await page.getByRole("group", { name: "After" }).getByLabel("First day").fill(daysAgo(3));
    await result.getByText("Not enough data").waitFor();
    expect(await result.getByText("95 % interval").count()).toBe(0);
    expect(new URL(page.url()).searchParams.get("b_from")).toBe(daysAgo(3));
  });

  test("exports a CSV file in the form of a French spreadsheet", async () => {
    const { page, mock } = desk;
    await page.goto(`${mock.url}/exports?period=yesterday`);
    await page.getByLabel("Written as in").selectOption("fr");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Download" }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(
      /^demo-store_\d{4}-\d{2}-\d{2}_\d{4}-\d{2}-\d{2}\.csv$/,
    );
    const lines = readFileSync(await download.path(), "utf8").split("\r\n");
    expect(lines[0]).toBe("from;metric;value");
    expect(lines.length).toBeGreaterThan(70);
  });

  test("sees gaps as gaps and withheld figures as such", async () => {
    const { page, mock } = desk;
    await page.goto(`${mock.url}/zones?period=last28&zone=toys`);
    await page.getByRole("row", { name: /Toys/ }).getByText("<10").first().waitFor();
    await page
      .getByText(/steps? (was|were) not observed/)
      .first()
      .waitFor();
  });

  test("is told what failed, and tries again", async () => {
    const { page, mock, complaints } = desk;
    mock.failing.add("/heat");
    await page.goto(`${mock.url}/heat`);
    await page.getByText("The disk is full. Free some space, then try again.").waitFor();
    mock.failing.clear();
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("heading", { name: "Person-seconds per square metre" }).waitFor();
    complaints.length = 0;
  });
});

function daysAgo(days: number): string {
  const zone = "Europe/Zurich";
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(
    Date.now() - days * 86_400_000,
  );
}
