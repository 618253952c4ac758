// SPDX-License-Identifier: Apache-2.0
// The wizard against a store that runs: simulated cameras over RTSP, `sillage run`, no mock. It takes some
// minutes: scripts/test-wizard
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser, runnable } from "./browser";
import { goByKeyboard, goOnByMouse, type Scene } from "./wizard";

const binary = process.env.SILLAGE_BINARY ?? "";
const pictures = process.env.SILLAGE_PICTURES ?? "";
const plan = resolve(import.meta.dirname, "../../../examples/demo-store");

function block(text: string, id: string): string {
  return text.split("[[camera]]").find((part) => part.includes(`id = "${id}"`)) ?? "";
}

function numbers(camera: string, key: string): number[] {
  const value = camera.match(new RegExp(`^${key} = \\[?(.*?)\\]?$`, "m"))?.[1] ?? "";
  return value.split(",").map(Number);
}

/// Where a rectangle of the floor appears to a camera of the plan (its lens taken as straight).
function sceneOf(store: string, id: string, name: string, port: number, box: number[]): Scene {
  const camera = block(store, id);
  const [f, cx, cy] = ["fx", "cx", "cy"].map((key) => numbers(camera, key)[0] ?? 0);
  const r = numbers(camera, "rotation");
  const t = numbers(camera, "translation");
  const [x0, y0, x1, y1] = box as [number, number, number, number];
  const floor: [number, number][] = [
    [x0, y0],
    [x1, y0],
    [x1, y1],
    [x0, y1],
  ];
  const picture = floor.map(([x, y]): [number, number] => {
    const [u, v, w] = [0, 1, 2].map(
      (i) => (r[3 * i] ?? 0) * x + (r[3 * i + 1] ?? 0) * y + (t[i] ?? 0),
    ) as [number, number, number];
    return [Math.round((f ?? 0) * (u / w) + (cx ?? 0)), Math.round((f ?? 0) * (v / w) + (cy ?? 0))];
  });
  return { name, source: `rtsp://127.0.0.1:${port}/${id}`, size: [640, 360], picture, floor };
}

describe.skipIf(!runnable || !binary)("an installer of a store that runs", () => {
  const folder = mkdtempSync(join(tmpdir(), "sillage-run-"));
  const children: ChildProcess[] = [];
  const logs = new Map<ChildProcess, string>();
  const [rtsp, port] = [18554, 18088];
  const desk = `http://127.0.0.1:${port}`;
  let browser: Browser;
  let page: Page;
  let store = "";

  function start(args: string[]): ChildProcess {
    const child = spawn(binary, args, { stdio: ["ignore", "pipe", "pipe"] });
    children.push(child);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (bytes) => logs.set(child, (logs.get(child) ?? "") + bytes));
    }
    return child;
  }
  async function hear(child: ChildProcess, what: RegExp): Promise<RegExpMatchArray> {
    for (let i = 0; i < 2400; ++i) {
      const found = (logs.get(child) ?? "").match(what);
      if (found) return found;
      await new Promise((done) => setTimeout(done, 100));
    }
    throw new Error(`no ${what} in: ${logs.get(child)}`);
  }
  const configuration = () => readFileSync(join(folder, "store.toml"), "utf8");
  async function becomesConfiguration(text: string): Promise<void> {
    await expect.poll(configuration, { timeout: 20_000 }).toContain(text);
  }
  /// The eye of that camera watches.
  async function films(id: string): Promise<void> {
    const state = async () => {
      const answer = await page.request.get(`${desk}/api/v1/stores/demo-store/cameras`);
      const { items } = (await answer.json()) as {
        items: { id: string; health: { state: string } }[];
      };
      return items.find((c) => c.id === id)?.health.state;
    };
    await expect.poll(state, { timeout: 180_000, interval: 500 }).toBe("ok");
  }

  beforeAll(async () => {
    store = execFileSync(binary, ["sim", "store", plan], { encoding: "utf8" });
    const head = store.slice(0, store.indexOf("[[camera]]"));
    const rest = store.slice(store.indexOf("[[line]]"));
    const door = block(store, "door").replace(
      'id = "door"',
      `id = "door"\nsource = "rtsp://127.0.0.1:${rtsp}/door"`,
    );
    const last = door.includes("[[line]]") ? door.slice(0, door.indexOf("[[line]]")) : door;
    writeFileSync(join(folder, "store.toml"), `${head}[[camera]]${last}\n${rest}`);
    const filmed = ["door", "tills", "south-west"].flatMap((id) => ["--camera", id]);
    await hear(start(["sim", "serve", plan, "--port", String(rtsp), ...filmed]), /ready/);
    const run = start(
      ["run", "--demonstration", "--config", join(folder, "store.toml")].concat([
        "--db",
        join(folder, "store.db"),
        "--listen",
        `127.0.0.1:${port}`,
      ]),
    );
    const [, link] = await hear(run, /first account.*(\/welcome#\S+)/);
    browser = await openBrowser();
    page = await (await browser.newContext({ locale: "en" })).newPage();
    page.setDefaultTimeout(120_000);
    await page.goto(desk + link);
    await page.getByLabel("User name").fill("ida");
    await page.getByLabel("New password").fill("a ladder and two cameras");
    await page.getByLabel("The password again").fill("a ladder and two cameras");
    await page.getByRole("button", { name: "Begin" }).click();
    await page.getByRole("navigation").waitFor();
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    for (const child of children) child.kill("SIGTERM");
    await Promise.all(
      children.map((child) =>
        child.exitCode !== null ? undefined : new Promise((done) => child.on("exit", done)),
      ),
    );
    rmSync(folder, { recursive: true, force: true });
  }, 30_000);

  test("goes from a camera to its first count by mouse", { timeout: 900_000 }, async () => {
    await page.goto(`${desk}/setup/camera`);
    const scene = sceneOf(store, "tills", "Tills", rtsp, [14, 3, 17, 6]);
    await page.getByLabel("Name").fill(scene.name);
    await page.getByLabel("Address").fill(scene.source);
    await goOnByMouse(page, scene);
    await becomesConfiguration(scene.source);
    await becomesConfiguration('name = "Front door"');
    if (pictures) await page.screenshot({ path: `${pictures}/run-mouse.png`, fullPage: true });
    await films("tills");
  });

  test("and by keyboard alone", { timeout: 900_000 }, async () => {
    await page.goto(`${desk}/setup/camera`);
    const scene = sceneOf(store, "south-west", "Fruit", rtsp, [3, 4, 6, 7]);
    await goByKeyboard(page, scene);
    await becomesConfiguration(scene.source);
    await films("fruit");
    await films("tills");
  });
});
