// SPDX-License-Identifier: Apache-2.0
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { violations } from "./axe";
import { type Desk, openBrowser, openDesk, runnable } from "./browser";

describe.skipIf(!runnable)("a data protection officer", () => {
  let browser: Browser;
  let desk: Desk;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(async () => browser?.close());
  beforeEach(async () => {
    desk = await openDesk(browser, "dora");
  });
  afterEach(async () => {
    expect(desk.complaints).toEqual([]);
    await desk.close();
  });

  test("sees what is processed, refuses one change and approves another", async () => {
    const { page, mock } = desk;
    await page.goto(`${mock.url}/privacy`);
    await page.getByText("Pictures and videos").waitFor();
    await page.getByRole("tab", { name: "Changes (2)" }).click();
    const longer = page.getByRole("article", {
      name: "Remember people for 120 s in place of 60 s",
    });
    await longer.getByRole("row", { name: /state_ttl_s 60 120/ }).waitFor();
    await longer.getByLabel("Note").fill("60 s are enough.");
    await longer.getByRole("button", { name: "Refuse" }).click();
    await longer.getByText("Refused").waitFor();
    expect(mock.state.changes[0]).toMatchObject({
      state: "refused",
      decided_by: "dora",
      note: "60 s are enough.",
    });
    const kept = page.getByRole("article", { name: /Keep bins/ });
    await kept.getByRole("button", { name: "Approve" }).click();
    await kept.getByText("Approved").waitFor();
  });

  test("stops all cameras and lifts the stop", async () => {
    const { page, mock } = desk;
    await page.goto(`${mock.url}/privacy`);
    await page.getByRole("button", { name: /Stop all cameras/ }).click();
    const dialog = page.getByRole("dialog");
    expect(await dialog.getByRole("button", { name: "Stop all cameras" }).isDisabled()).toBe(true);
    await dialog.getByLabel("Reason").fill("The sign at the side door is missing.");
    await dialog.getByRole("button", { name: "Stop all cameras" }).click();
    await page.getByText("Stopped by dora").waitFor();
    expect(mock.state.gate.veto?.reason).toContain("side door");
    await page.getByRole("button", { name: /Lift the stop/ }).click();
    await dialog.getByLabel("Reason").fill("It hangs again.");
    await dialog.getByRole("button", { name: "Lift the stop" }).click();
    await page.getByText("Stopped by dora").waitFor({ state: "detached" });
  });

  test("cannot decide about what they asked for themselves", async () => {
    const { page, mock } = desk;
    for (const change of mock.state.changes) change.asked_by = "dora";
    await page.goto(`${mock.url}/privacy?tab=changes`);
    await page.getByText("somebody else has to decide").first().waitFor();
    expect(await page.getByRole("button", { name: "Approve" }).count()).toBe(0);
  });

  test("signs a requirement with the passphrase of the signing key", async () => {
    const { page, mock } = desk;
    await page.goto(`${mock.url}/privacy?tab=gap`);
    const requirement = page
      .getByRole("listitem")
      .filter({ hasText: "impact assessment is done" })
      .last();
    await requirement.getByRole("button", { name: /Sign/ }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Passphrase").fill("wrong");
    expect(await dialog.getByRole("button", { name: "Sign", exact: true }).isDisabled()).toBe(true);
    await dialog.getByLabel("I have checked this").check();
    await dialog.getByRole("button", { name: "Sign", exact: true }).click();
    await dialog.getByText("does not open this key").waitFor();
    await dialog.getByLabel("Passphrase").fill("a passphrase of the mock");
    await dialog.getByRole("button", { name: "Sign", exact: true }).click();
    await page.getByText(/signed by dora, until/).waitFor();
    expect(mock.state.attestations[0]).toMatchObject({ requirement: "gdpr-35", by: "dora" });
    expect(mock.state.gate.blockers.map((b) => b.id)).not.toContain("gdpr-35");
  });
});

describe.skipIf(!runnable)("a visitor", () => {
  test("writes to the store without an account", async () => {
    const browser = await openBrowser();
    const { page, mock, complaints, close } = await openDesk(browser);
    await page.goto(`${mock.url}/contact`);
    expect(await violations(page)).toEqual([]);
    await page.getByLabel("Your message").fill("What do you measure?");
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByText("Received. Thank you.").waitFor();
    expect(mock.state.contact).toMatchObject([{ text: "What do you measure?", reply_to: null }]);
    expect(complaints).toEqual([]);
    await close();
    await browser.close();
  });
});
