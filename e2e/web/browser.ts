import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium, type Locator, type Page } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import type { WebGallery } from "./web-gallery.ts";

const COMMANDS = ["chromium", "chromium-browser", "google-chrome"];
export const BROWSER_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
/** Enough for a slow machine; a step that takes longer has failed. */
const STEP_MS = 20_000;

export type WindowOptions = {
  language?: "en" | "zh-CN";
  width?: number;
  colorScheme?: "light" | "dark";
};

/** A person's browser window: its own cookies, and everything that it complained about. */
export type Window = {
  page: Page;
  /** Console errors, uncaught errors and breaches of the Content-Security-Policy. */
  complaints: string[];
};

/** One browser for a test file. @returns a function that opens windows at the gallery. */
export function windowsOf(
  gallery: Pick<WebGallery, "url">,
): (options?: WindowOptions) => Promise<Window> {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: findBrowser(), args: BROWSER_FLAGS });
  });
  afterAll(() => browser?.close());
  return async ({ language = "en", width = 1280, colorScheme = "light" } = {}) => {
    if (browser === undefined) throw new Error("windows are opened inside of tests");
    const context = await browser.newContext({
      baseURL: gallery.url,
      locale: language,
      colorScheme,
      viewport: { width, height: 900 },
      acceptDownloads: true,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(STEP_MS);
    return { page, complaints: await watch(page) };
  };
}

async function watch(page: Page): Promise<string[]> {
  const complaints: string[] = [];
  page.on("console", (message) => {
    // A refusal that the page expects and explains is still noted by the browser: that is no fault.
    const isRefusal = /the server responded with a status of 4\d\d/u.test(message.text());
    if (message.type() === "error" && !isRefusal) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.exposeFunction("complain", (complaint: string) => complaints.push(complaint));
  await page.addInitScript(`
    addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
      complain("CSP " + violatedDirective + " " + blockedURI));
  `);
  return complaints;
}

/** What every journey ends with: the browser had nothing to complain about. */
export function expectNoComplaints(...windows: Window[]): void {
  expect(windows.flatMap(({ complaints }) => complaints)).toEqual([]);
}

/** Waits until the page shows it. */
export async function expectShown(locator: Locator): Promise<void> {
  await locator.first().waitFor();
}

/** Where Chromium is installed. */
export function findBrowser(): string {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const found = folders
    .flatMap((folder) => COMMANDS.map((command) => join(folder, command)))
    .find((path) => existsSync(path));
  if (found === undefined) {
    throw new Error("Chromium is missing (on Debian: apt-get install chromium)");
  }
  return found;
}
