// SPDX-License-Identifier: Apache-2.0
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { violations } from "./axe";
import { type Desk, openBrowser, openDesk, runnable } from "./browser";
import { goByKeyboard, goOnByMouse, type Scene } from "./wizard";

/// A rectangle of the floor of 4 x 4 m from (8, 1), in the mock's picture.
const scene: Scene = {
  name: "Main entrance",
  source: "rtsp://192.0.2.7/stream2",
  size: [1280, 720],
  picture: [
    [310, 620],
    [980, 610],
    [820, 300],
    [440, 305],
  ],
  floor: [
    [8, 1],
    [12, 1],
    [12, 5],
    [8, 5],
  ],
};

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
    await page.getByLabel("Address").fill(scene.source);
    await goOnByMouse(page, scene);
    expect(mock.state.cameras[0]).toMatchObject({
      id: "main-entrance",
      source: "rtsp://192.0.2.7/stream2",
    });
    expect(mock.state.cameras[0]?.calibration).toHaveLength(4);
    expect(mock.state.layout.lines[0]?.name).toBe("Front door");
  });

  test("is told why what was set up last is not in force", async () => {
    const { page, mock } = desk;
    mock.state.setUpProblem = "zone 'till' has two corners; draw a third";
    await page.goto(`${mock.url}/setup`);
    await page.getByRole("alert").filter({ hasText: "two corners; draw a third" }).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  test("does the same with the keyboard alone", async () => {
    const { page, mock } = desk;
    await page.goto(`${mock.url}/setup/camera`);
    await goByKeyboard(page, { ...scene, name: "Back door", source: "rtsp://192.0.2.8/sub" });
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
