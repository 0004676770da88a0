import { existsSync } from "node:fs";
import { type BrowserContext, chromium } from "playwright-core";
import { afterAll, describe, expect, it } from "vitest";
import { hostileGallery } from "./server-process.ts";

const gallery = await hostileGallery();
const alice = await gallery.person("alice");
const flags = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
const executablePath = ["chromium", "chromium-browser", "google-chrome"]
  .map((name) => `/usr/bin/${name}`)
  .find((path) => existsSync(path));
const browser = await chromium.launch({
  ...(executablePath === undefined ? {} : { executablePath }),
  args: flags,
});
afterAll(() => browser.close());
const at = await alice.model("scripts");

/** What a script would do first: say so, read the session, and use it. */
const attack = `document.title = "owned:" + document.cookie;
  fetch("/api/v1/assets/model/${at.fullName}/favourite", { method: "PUT" });`;
const files: Record<string, string> = {
  "page.html": `<!doctype html><title>page</title><script>${attack}</script><img src=x onerror='${attack}'>`,
  "page.xhtml": `<html xmlns="http://www.w3.org/1999/xhtml"><script>${attack}</script></html>`,
  "image.svg": `<svg xmlns="http://www.w3.org/2000/svg" onload='${attack}'><script>${attack}</script></svg>`,
  "feed.xml": `<?xml version="1.0"?><x:script xmlns:x="http://www.w3.org/1999/xhtml">${attack}</x:script>`,
  "evil.js": attack,
  "no-extension": `<script>${attack}</script>`,
  "README.md": `---\nlicense: [mit\n---\n# Hello\n<script>${attack}</script><img src=x onerror='${attack}'>\n[link](javascript:document.title='owned:')`,
};
await at.commit(...Object.entries(files).map(([path, text]) => ({ op: "put", path, text })));

/** A browser in which Alice is signed in. */
async function signedIn(): Promise<BrowserContext> {
  const context = await browser.newContext({ acceptDownloads: false });
  const [name = "", value = ""] = alice.cookie.split(/=(.*)/s);
  await context.addCookies([{ name, value, url: gallery.url }]);
  return context;
}

async function isFavourite(): Promise<unknown> {
  return (await alice.get(`/api/v1/assets/model/${at.fullName}`)).json["isFavourite"];
}

describe("a file that somebody else made, opened by its address", () => {
  const ways = {
    content: (path: string) => at.api(`content/main/${path}`),
    resolve: (path: string) => `/${at.fullName}/resolve/main/${path}`,
  };
  for (const [way, addressOf] of Object.entries(ways)) {
    it.each(Object.keys(files))(`PLT-7: runs no script (${way} of %s)`, async (path) => {
      const context = await signedIn();
      const page = await context.newPage();
      const calls: string[] = [];
      page.on("request", (request) => calls.push(`${request.method()} ${request.url()}`));
      // An attachment is no page: the browser stays where it was.
      await page.goto(gallery.url + addressOf(path)).catch((error: Error) => {
        expect(error.message).toMatch(/Download is starting|ERR_ABORTED/);
      });
      expect(await page.title()).not.toContain("owned");
      expect(calls.filter((call) => call.startsWith("PUT"))).toEqual([]);
      expect(await isFavourite()).toBe(false);
      const { headers } = await alice.get(addressOf(path));
      expect(headers.get("content-security-policy")).toMatch(/^sandbox;/);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      await context.close();
    });
  }

  it("PLT-7: is no script for another page either", async () => {
    const context = await signedIn();
    const page = await context.newPage();
    await page.goto(`${gallery.url}/healthz`);
    const outcome = await page.evaluate(
      (source) =>
        new Promise((resolve) => {
          const script = document.createElement("script");
          script.src = source;
          script.addEventListener("load", () => resolve("ran"));
          script.addEventListener("error", () => resolve("refused"));
          document.head.append(script);
        }),
      ways.content("evil.js"),
    );
    expect(outcome).toBe("refused");
    expect(await isFavourite()).toBe(false);
    await context.close();
  });
});

it("REP-8: a page whose README.md has scripts and broken YAML works and runs nothing", async () => {
  const context = await signedIn();
  const page = await context.newPage();
  await page.goto(`${gallery.url}/${at.fullName}`);
  await page.getByRole("heading", { name: "Hello" }).waitFor();
  expect(await page.title()).not.toContain("owned");
  expect(await page.locator("a[href^='javascript:']").count()).toBe(0);
  expect(await isFavourite()).toBe(false);
  await context.close();
});

it("REP-5: a JSON of one line of 10 MB is listed, shown and downloaded", async () => {
  const big = await alice.model("big-json");
  const json = JSON.stringify({ data: "ab ".repeat(3_333_329) });
  await big.commit({ op: "put", path: "big.json", text: json });
  expect(json.length).toBeLessThanOrEqual(10_000_000);
  const tree = await alice.get(big.api("tree/main"));
  expect(tree.json["items"]).toContainEqual(
    expect.objectContaining({ path: "big.json", sizeBytes: json.length }),
  );
  expect((await big.content("big.json")).bytes.toString() === json).toBe(true);

  const context = await signedIn();
  const page = await context.newPage();
  await page.goto(`${gallery.url}/${big.fullName}/blob/main/big.json`);
  await page.getByText("big.json").first().waitFor();
  // The page still answers: it draws a frame, and a click is heard.
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => drawn(true))));
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBeDefined();
  await context.close();
});
