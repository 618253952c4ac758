// SPDX-License-Identifier: Apache-2.0
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { type Mock, startMock } from "../mock/server";

const web = resolve(import.meta.dirname, "../..");
export const dist = resolve(web, "dist");
export const document = resolve(web, "../api/openapi.yaml");

/// Debian's browser; nothing is downloaded. Where it is missing, or nothing was built, the tests are skipped.
export const executable = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find((p) =>
  existsSync(p),
);
export const runnable = executable !== undefined && existsSync(resolve(dist, "index.html"));

export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: executable as string,
    args: ["--no-sandbox", "--disable-dev-shm-usage"],
  });
}

export interface Desk {
  mock: Mock;
  context: BrowserContext;
  page: Page;
  /// What the browser complained about: errors of scripts and of the content security policy.
  complaints: string[];
  close: () => Promise<void>;
}

interface Look {
  width?: number;
  height?: number;
  dark?: boolean;
  language?: string;
}

/// A fresh desk, a fresh browser window, and somebody who signs in where `user` is given.
export async function openDesk(browser: Browser, user?: string, look: Look = {}): Promise<Desk> {
  const mock = await startMock(dist, document);
  const context = await browser.newContext({
    viewport: { width: look.width ?? 1280, height: look.height ?? 900 },
    colorScheme: look.dark ? "dark" : "light",
    locale: look.language ?? "en",
    acceptDownloads: true,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (
      message.type() === "error" &&
      !message.text().includes("the server responded with a status")
    )
      complaints.push(message.text());
  });
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(mock.url) && !url.startsWith("blob:"))
      complaints.push(`another host was asked: ${url}`);
  });
  if (user) {
    await context.addCookies([{ name: "sillage_session", value: user, url: mock.url }]);
  }
  return {
    mock,
    context,
    page,
    complaints,
    close: async () => {
      await context.close();
      await mock.close();
    },
  };
}
