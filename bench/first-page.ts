import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import type { Bench, BenchContext, Figure } from "./harness/bench.ts";
import { startGallery } from "./harness/gallery.ts";
import { round } from "./harness/report.ts";

const LIMIT_BYTES = 250_000;
const WEB = join(import.meta.dirname, "..", "web", "dist");
const BROWSERS = ["chromium", "chromium-browser", "google-chrome"];

export const firstPage: Bench = {
  summary: "250 KB ÷ the JavaScript, gz, that a first visit of the home page loads",
  measure: measureFirstPage,
};

/** What a real browser asks for counts, whatever the bundler's manifest says. */
async function measureFirstPage({ workplace }: BenchContext): Promise<Figure> {
  const { url } = await startGallery(workplace);
  const scripts = await findScripts(url);
  const files = await Promise.all(
    scripts.map(async (path) => {
      const bytes = gzipSync(await readFile(join(WEB, path)), { level: 9 }).length;
      return { path, bytes };
    }),
  );
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  if (bytes === 0) throw new Error("the home page loads no script");
  const largest = files.toSorted((a, b) => b.bytes - a.bytes).slice(0, 5);
  const kilobytes = (count: number) => `${(count / 1000).toFixed(1)} KB`;
  return {
    ratio: LIMIT_BYTES / bytes,
    goal: 1,
    details: {
      bytes,
      limitBytes: LIMIT_BYTES,
      files: files.length,
      kilobytes: round(bytes / 1000),
    },
    table: {
      heads: [`${files.length} scripts, gz`, kilobytes(bytes)],
      rows: largest.map((file) => [file.path, kilobytes(file.bytes)]),
    },
  };
}

/** The paths of all scripts that the home page loads before it rests. */
async function findScripts(url: string): Promise<string[]> {
  // The sandbox needs rights that root has not; the page is our own.
  const flags = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const browser = await chromium.launch({ executablePath: findBrowser(), args: flags });
  try {
    const page = await browser.newPage();
    const paths = new Set<string>();
    page.on("request", (request) => {
      if (request.resourceType() === "script") paths.add(new URL(request.url()).pathname);
    });
    await page.goto(url, { waitUntil: "networkidle" });
    return [...paths];
  } finally {
    await browser.close();
  }
}

function findBrowser(): string {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const paths = folders.flatMap((folder) => BROWSERS.map((name) => join(folder, name)));
  const found = paths.find((path) => existsSync(path));
  if (found === undefined)
    throw new Error("Chromium is missing (on Debian: apt-get install chromium)");
  return found;
}
