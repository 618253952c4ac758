// SPDX-License-Identifier: Apache-2.0
import type { Page } from "playwright-core";
import { violations } from "./axe";

/// What an installer knows of a camera: where it is, and four places in its picture with their metres.
export interface Scene {
  name: string;
  source: string;
  size: [number, number];
  picture: [number, number][];
  floor: [number, number][];
}

/// From the first step, whose fields are filled in, to the end.
export async function goOnByMouse(page: Page, scene: Scene): Promise<void> {
  await page.getByRole("button", { name: "Test" }).click();
  await page.getByText("The camera answers").waitFor();
  await next(page);
  await page.getByRole("button", { name: "Take the picture" }).click();
  await page.getByAltText("The scene without people").waitFor({ timeout: 100_000 });
  await next(page);
  const picture = page.getByRole("group", { name: "Picture" });
  const box = (await picture.boundingBox()) as { width: number; height: number };
  for (const [i, [x, y]] of scene.picture.entries()) {
    await page.getByRole("radio", { name: `Point ${i + 1}` }).check();
    const [width, height] = scene.size;
    await picture.click({
      position: { x: (x / width) * box.width, y: (y / height) * box.height },
    });
  }
  const xs = scene.floor.map(([x]) => x);
  const ys = scene.floor.map(([, y]) => y);
  const [left, bottom] = [Math.min(...xs), Math.min(...ys)];
  await page.getByText("The four points are the corners of a rectangle").click();
  await page.getByLabel("Width (m)").fill(String(Math.max(...xs) - left));
  await page.getByLabel("Depth (m)").fill(String(Math.max(...ys) - bottom));
  await page.getByLabel("Left edge x (m)").fill(String(left));
  await page.getByLabel("Bottom edge y (m)").fill(String(bottom));
  await page.getByRole("button", { name: "Fill in" }).click();
  await page.getByText("Look at the grid").waitFor();
  await next(page);
  await page.getByRole("button", { name: "Draw a line" }).click();
  const canvas = page.getByRole("group", { name: "Drawing of lines and zones" });
  const area = (await canvas.boundingBox()) as { width: number; height: number };
  await canvas.click({ position: { x: area.width * 0.33, y: area.height * 0.7 } });
  await canvas.click({ position: { x: area.width * 0.67, y: area.height * 0.7 } });
  await page.getByRole("group", { name: "Line" }).getByLabel("Name").fill("Front door");
  await next(page);
  await page.getByRole("button", { name: "Walk", exact: true }).click();
  await page.getByText("Counted once in and once out").waitFor();
  await next(page);
  for (const box of await page.getByRole("checkbox").all()) await box.check();
  await next(page);
  await page.getByRole("button", { name: "Save and start" }).click();
  await page.getByText("is set up.").waitFor();
}

/// The whole way from an open first step, without a pointer.
export async function goByKeyboard(page: Page, scene: Scene): Promise<void> {
  await page.locator("h1").waitFor();
  await tabTo(page, "Name");
  await page.keyboard.type(scene.name);
  await tabTo(page, "Address");
  await page.keyboard.press("Control+a");
  await page.keyboard.type(scene.source);
  await page.keyboard.press("Enter");
  await page.getByText("The camera answers").waitFor();
  await press(page, "Next");
  await press(page, "Take the picture");
  await page.getByAltText("The scene without people").waitFor({ timeout: 100_000 });
  await press(page, "Next");
  for (const [i, [x, y]] of scene.picture.entries()) {
    await tabTo(page, `Point ${i + 1}, x in the picture`);
    await page.keyboard.type(String(x));
    await tabTo(page, `Point ${i + 1}, y in the picture`);
    await page.keyboard.type(String(y));
  }
  for (const [i, [x, y]] of scene.floor.entries()) {
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
  const after = await page.getByLabel("Corner 1, x in metres").inputValue();
  if (Math.abs(Number(after) - Number(before) + 0.5) > 0.005) {
    throw new Error(`the arrow key moved the corner from ${before} to ${after}`);
  }
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
  await page.getByText(`${scene.name} is set up.`).waitFor();
}

/// Goes on, once the step that is left has been found accessible in this state.
async function next(page: Page): Promise<void> {
  const found = await violations(page);
  if (found.length > 0) throw new Error(JSON.stringify(found));
  await page.getByRole("button", { name: "Next" }).click();
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
