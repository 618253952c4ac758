// SPDX-License-Identifier: Apache-2.0
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { violations } from "./axe";
import { type Desk, openBrowser, openDesk, runnable } from "./browser";

/// Picture places of the corners of a floor rectangle of 4 x 4 m from (8, 1).
const corners: [number, number][] = [
  [310, 620],
  [980, 610],
  [820, 300],
  [440, 305],
];

describe.skipIf(!runnable)("an installer", () => {
  let browser: Browser;
  let desk: Desk;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(async () => browser?.close());
  beforeEach(async () => {
    desk = await openDesk(browser, "installer");
    desk.mock.state.layout = {
      ...desk.mock.state.layout,
      version: 0,
      lines: [],
      zones: [],
      funnels: [],
    };
    desk.mock.state.cameras = [];
  });
  afterEach(async () => {
    expect(desk.complaints).toEqual([]);
    await desk.close();
  });

  test("goes from a camera to its first count with mouse and numbers", async () => {
    const { page, mock } = desk;
    await page.goto(`${mock.url}/setup`);
    await page.getByText("There is no camera yet").waitFor();
    await page.getByRole("link", { name: "Add a camera" }).first().click();
    await page.getByLabel("Name").fill("Main entrance");
    await page.getByLabel("Address").fill("rtsp://user:secret@192.0.2.7/stream2");
    await page.getByText("Leave user and password out").waitFor();
    await page.getByLabel("Address").fill("rtsp://192.0.2.7/wrong");
    await page.getByRole("button", { name: "Test" }).click();
    await page.getByText("The camera refused the password").waitFor();
    await page.getByLabel("Address").fill("rtsp://192.0.2.7/stream2");
    await page.getByRole("button", { name: "Test" }).click();
    await page.getByText("The camera answers").waitFor();
    await next(page);

    await page.getByRole("button", { name: "Take the picture" }).click();
    await page.getByAltText("The scene without people").waitFor();
    await next(page);

    const picture = page.getByRole("group", { name: "Picture" });
    const box = (await picture.boundingBox()) as {
      x: number;
      y: number;
      width: number;
      height: number;
    };
    for (const [i, [x, y]] of corners.entries()) {
      await page.getByRole("radio", { name: `Point ${i + 1}` }).check();
      await picture.click({ position: { x: (x / 1280) * box.width, y: (y / 720) * box.height } });
    }
    await rectangle(page);
    await page.getByText("Look at the grid").waitFor();
    await next(page);

    await page.getByRole("button", { name: "Draw a line" }).click();
    const canvas = page.getByRole("group", { name: "Drawing of lines and zones" });
    const area = (await canvas.boundingBox()) as { width: number; height: number };
    await canvas.click({ position: { x: area.width * 0.33, y: area.height * 0.7 } });
    await canvas.click({ position: { x: area.width * 0.67, y: area.height * 0.7 } });
    await page.getByRole("group", { name: "Line" }).getByLabel("Name").fill("Front door");
    await next(page);
    await finish(page);
    expect(mock.state.cameras[0]).toMatchObject({
      id: "main-entrance",
      source: "rtsp://192.0.2.7/stream2",
    });
    expect(mock.state.cameras[0]?.calibration).toHaveLength(4);
    expect(mock.state.layout.lines[0]?.name).toBe("Front door");
  });

  test("does the same with the keyboard alone", async () => {
    const { page, mock } = desk;
    await page.goto(`${mock.url}/setup/camera`);
    await page.locator("h1").waitFor();
    await tabTo(page, "Name");
    await page.keyboard.type("Back door");
    await tabTo(page, "Address");
    await page.keyboard.press("Control+a");
    await page.keyboard.type("rtsp://192.0.2.8/sub");
    await page.keyboard.press("Enter");
    await page.getByText("The camera answers").waitFor();
    await press(page, "Next");
    await press(page, "Take the picture");
    await page.getByAltText("The scene without people").waitFor();
    await press(page, "Next");

    for (const [i, [x, y]] of corners.entries()) {
      await tabTo(page, `Point ${i + 1}, x in the picture`);
      await page.keyboard.type(String(x));
      await tabTo(page, `Point ${i + 1}, y in the picture`);
      await page.keyboard.type(String(y));
    }
    for (const [i, [x, y]] of [
      [8, 1],
      [12, 1],
      [12, 5],
      [8, 5],
    ].entries()) {
      await tabTo(page, `Point ${i + 1}, x in metres`);
      await page.keyboard.type(String(x));
      await tabTo(page, `Point ${i + 1}, y in metres`);
      await page.keyboard.type(String(y));
    }
    await page.getByText("Look at the grid").waitFor();
    await press(page, "Next");

    await press(page, "Entrance line");
    const before = await page.getByLabel("Corner 1, x in metres").inputValue();
    await tabTo(page, /^Corner 1 at/);
    await page.keyboard.press("Shift+ArrowLeft");
    expect(Number(await page.getByLabel("Corner 1, x in metres").inputValue())).toBeCloseTo(
      Number(before) - 0.5,
      2,
    );
    await press(page, "Next");
    await press(page, "Walk");
    await page.getByText("Counted once in and once out").waitFor();
    await press(page, "Next");
    for (let i = 0; i < 5; ++i) {
      await tabToUnchecked(page);
      await page.keyboard.press("Space");
    }
    await press(page, "Next");
    await press(page, "Save and start");
    await page.getByText("Back door is set up.").waitFor();
    expect(mock.state.cameras.map((c) => c.id)).toEqual(["back-door"]);
  });

  test("draws a zone on the plan and moves its corner by dragging and by number", async () => {
    const { page, mock } = desk;
    await page.goto(`${mock.url}/setup/layout`);
    await page.getByRole("button", { name: "Draw a zone" }).click();
    const canvas = page.getByRole("group", { name: "Drawing of lines and zones" });
    const area = (await canvas.boundingBox()) as { width: number; height: number };
    for (const [x, y] of [
      [0.4, 0.4],
      [0.6, 0.4],
      [0.6, 0.6],
      [0.4, 0.6],
    ] as const) {
      await canvas.click({ position: { x: area.width * x, y: area.height * y } });
    }
    await page.getByRole("button", { name: "Close the zone" }).click();
    await page.getByLabel("Corner 1, x in metres").fill("2");
    const handle = page.getByRole("button", { name: /^Corner 2 at/ });
    const from = (await handle.boundingBox()) as {
      x: number;
      y: number;
      width: number;
      height: number;
    };
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(from.x + from.width / 2 + 60, from.y + from.height / 2, { steps: 4 });
    await page.mouse.up();
    await page.getByLabel("Type").selectOption("service");
    await page.getByRole("button", { name: "Save as a new version" }).click();
    await page.getByText("Saved.").waitFor();
    const zone = mock.state.layout.zones[0];
    expect(zone?.type).toBe("service");
    expect(zone?.area[0]?.[0]).toBe(2);
  });

  test("draws the walls of the store by moving a corner and adding one", async () => {
    const { page, mock } = desk;
    await page.goto(`${mock.url}/setup`);
    await page.getByText("Change the plan").click();
    const walls = page.getByRole("group", { name: "Draw the walls" });
    await walls.getByRole("button", { name: "Add a corner after corner 1" }).click();
    await walls.getByLabel("Corner 2, y in metres").fill("-3");
    expect(await violations(page)).toEqual([]);
    await walls.getByRole("button", { name: "Use these walls" }).click();
    await page.getByText("Saved.").waitFor();
    expect(mock.state.plan.outline).toEqual([
      [0, 0],
      [10, -3],
      [20, 0],
      [20, 20],
      [0, 20],
    ]);
    // Walls that cross one another are not sent.
    await walls.getByLabel("Corner 2, y in metres").fill("30");
    await walls.getByText("The walls cross one another").waitFor();
    expect(await walls.getByRole("button", { name: "Use these walls" }).isDisabled()).toBe(true);
  });
});

/// Goes on, once the step that is left has been found accessible in this state.
async function next(page: Page): Promise<void> {
  expect(await violations(page)).toEqual([]);
  await page.getByRole("button", { name: "Next" }).click();
}

async function rectangle(page: Page): Promise<void> {
  await page.getByText("The four points are the corners of a rectangle").click();
  await page.getByLabel("Width (m)").fill("4");
  await page.getByLabel("Depth (m)").fill("4");
  await page.getByLabel("Left edge x (m)").fill("8");
  await page.getByLabel("Bottom edge y (m)").fill("1");
  await page.getByRole("button", { name: "Fill in" }).click();
}

async function finish(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Walk", exact: true }).click();
  await page.getByText("Counted once in and once out").waitFor();
  await next(page);
  for (const box of await page.getByRole("checkbox").all()) await box.check();
  await next(page);
  await page.getByRole("button", { name: "Save and start" }).click();
  await page.getByText("is set up.").waitFor();
}

interface Focused {
  name: string;
  checked: boolean | null;
}

function focused(page: Page): Promise<Focused> {
  return page.evaluate(() => {
    const at = document.activeElement;
    const input = at instanceof HTMLInputElement ? at : null;
    const label = input?.labels?.[0]?.textContent ?? "";
    return {
      name: (at?.getAttribute("aria-label") ?? (label || at?.textContent) ?? "").trim(),
      checked: input?.type === "checkbox" ? input.checked : null,
    };
  });
}

const mostTabs = 160;

async function tabUntil(page: Page, wanted: (at: Focused) => boolean, what: string): Promise<void> {
  for (let i = 0; i < mostTabs; ++i) {
    await page.keyboard.press("Tab");
    if (wanted(await focused(page))) return;
  }
  throw new Error(`the keyboard does not reach ${what}`);
}

function tabTo(page: Page, name: string | RegExp): Promise<void> {
  return tabUntil(
    page,
    (at) => (typeof name === "string" ? at.name === name : name.test(at.name)),
    String(name),
  );
}

function tabToUnchecked(page: Page): Promise<void> {
  return tabUntil(page, (at) => at.checked === false, "a box to check");
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name, exact: true }).and(page.locator(":enabled")).waitFor();
  await tabTo(page, name);
  await page.keyboard.press("Enter");
}
