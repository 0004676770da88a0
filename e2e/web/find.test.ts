import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { getSystemViewer } from "#server/accounts/index.ts";
import { createAsset, searchAssets } from "#server/assets/index.ts";
import type { RequestContext } from "#server/context.ts";
import { publishAsset } from "#server/publishing/index.ts";
import { A_PUBLICATION } from "#server/testing/assets.ts";
import { expectNoComplaints, expectShown, type Window, windowsOf } from "./browser.ts";
import { signUp } from "./steps.ts";
import { webGallery } from "./web-gallery.ts";

const gallery = await webGallery();
const openWindow = windowsOf(gallery);
const FIELD = "Search models, datasets and more";
let ada: Window;
let phone: Window;

const ASSETS = [
  { kind: "model", name: "whale-song", titleZh: "鲸歌生成模型" },
  { kind: "model", name: "whale-talk", titleZh: "鲸语对话模型" },
  { kind: "model", name: "seal-song", titleZh: "" },
  { kind: "dataset", name: "whale-calls", titleZh: "鲸鸣数据集" },
] as const;

beforeAll(async () => {
  [ada, phone] = await Promise.all([openWindow(), openWindow({ language: "zh-CN", width: 390 })]);
  await signUp(ada.page, "ada", "Ada Lovelace");
  const as: RequestContext = {
    ...gallery.ctx,
    viewer: await getSystemViewer(gallery.ctx.db, "ada"),
    requestId: "find",
    ipAddress: "192.0.2.1",
    baseUrl: gallery.url,
    signal: new AbortController().signal,
  };
  for (const { kind, name, titleZh } of ASSETS) {
    await createAsset(as, { kind, owner: "ada", name, titleZh, description: "Sounds of the sea" });
    await publishAsset(
      as,
      { kind, owner: "ada", name },
      {
        ...A_PUBLICATION,
        tasks: name === "whale-talk" ? ["text-generation"] : ["text-classification"],
      },
    );
  }
  // The server's own workers scan and publish them.
  await vi.waitUntil(
    async () => (await searchAssets(as, { limit: 10 })).total.value === ASSETS.length,
    { timeout: 60_000 },
  );
});

const field = (page: Page) => page.getByRole("combobox", { name: FIELD });
const option = (page: Page, name: RegExp) => page.getByRole("option", { name });

describe("DIS-1: suggestions", () => {
  it("come while one types, and are reached by the keyboard alone", async () => {
    const { page } = ada;
    await page.goto("/notebooks");
    await expectShown(page.getByRole("heading", { name: "Notebooks" }));
    await page.keyboard.press("/");
    await page.keyboard.type("whale");
    await expectShown(option(page, /whale-talk/u));
    await expectShown(page.getByRole("group", { name: "Assets" }));
    await page.keyboard.press("ArrowUp");
    expect(await option(page, /./u).last().getAttribute("aria-selected")).toBe("true");
    await page.keyboard.type(" tal");
    await expect.poll(() => option(page, /whale-/u).count()).toBe(1);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/ada\/whale-talk$/u);
  });

  it("tell of people, and of what was searched for before, until that is cleared", async () => {
    const { page } = ada;
    await page.goto("/models");
    await field(page).fill("ada");
    await expectShown(page.getByRole("group", { name: "People and organisations" }));
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/search\?q=ada$/u);
    await page.goto("/models");
    await field(page).focus();
    await expectShown(page.getByRole("group", { name: "Searched for lately" }));
    expect(await option(page, /^ada$/u).count()).toBe(1);
    await page.keyboard.press("Escape");
    await expect.poll(() => page.getByRole("listbox").count()).toBe(0);
    await field(page).click();
    await page.getByRole("button", { name: "Clear what I searched for" }).click();
    await expect.poll(() => page.getByRole("listbox").count()).toBe(0);
  });

  it("that nobody waits for any longer are taken back; failures and misses are said", async () => {
    const { page } = ada;
    await page.goto("/models");
    const cancelled: string[] = [];
    page.on("requestfailed", (request) => {
      if (request.url().includes("/suggestions")) cancelled.push(request.url());
    });
    const release: (() => void)[] = [];
    await page.route("**/suggestions?q=whale", async (route) => {
      await new Promise<void>((resolve) => release.push(resolve));
      await route.fallback().catch(() => undefined);
    });
    await field(page).fill("whale");
    await expect.poll(() => release.length).toBe(1);
    await field(page).fill("seal");
    await expectShown(option(page, /seal-song/u));
    await expect.poll(() => cancelled.length).toBe(1);
    release[0]?.();
    await page.unroute("**/suggestions?q=whale");
    await field(page).fill("nothing-is-called-so");
    await expectShown(page.getByText("Nothing begins like this."));
    await page.route("**/suggestions?q=broken", (route) => route.fulfill({ status: 429 }));
    await field(page).fill("broken");
    await expectShown(page.getByText("There are no suggestions at the moment."));
  });

  it("fit a phone, in Chinese", async () => {
    const { page } = phone;
    await page.goto("/models");
    await page.getByRole("combobox", { name: "搜索模型、数据集等" }).fill("鲸");
    await expectShown(page.getByRole("option", { name: "搜索“鲸”" }));
    await page.getByRole("combobox", { name: "搜索模型、数据集等" }).fill("鲸歌");
    await page.getByRole("option", { name: /鲸歌生成模型/u }).click();
    await page.waitForURL(/\/ada\/whale-song$/u);
  });
});

describe("DIS-1: the search over everything", () => {
  it("has a part for each kind and for people, and leads to the list of one", async () => {
    const { page } = ada;
    await page.goto("/search?q=whale");
    const models = page.getByRole("region", { name: "Models" });
    await expectShown(models.getByText("2 results"));
    await expectShown(page.getByRole("region", { name: "Datasets" }).getByText("1 result"));
    await page.goto("/search?q=ada");
    const people = page.getByRole("region", { name: "People and organisations" });
    await expectShown(people.getByRole("link", { name: /Ada Lovelace/u }));
    await page.getByRole("navigation", { name: "Kind" }).getByText("Datasets").click();
    await page.waitForURL(/\/search\?q=ada&kind=dataset$/u);
    await expectShown(page.getByRole("link", { name: /whale-calls/u }));
  });

  it("says what it searched for instead of words that find nothing, on a phone too", async () => {
    const { page } = phone;
    await page.goto("/search?q=whlae");
    await expectShown(page.getByText("没有与“whlae”匹配的结果"));
    await page.getByRole("button", { name: "whale", exact: true }).click();
    await page.waitForURL(/\/search\?q=whale$/u);
    await expectShown(page.getByRole("region", { name: "数据集" }));
  });
});

describe("DIS-1: the list of a kind", () => {
  it("keeps filters, order and words in its address, and drops them one by one or at once", async () => {
    const { page } = ada;
    await page.goto("/models");
    await page.getByRole("button", { name: /^Text classification/u }).click();
    await page.waitForURL(/\/models\?task=text-classification$/u);
    await expectShown(page.getByText("2 results"));
    await page.getByRole("button", { name: /^MIT License/u }).click();
    await page.getByRole("combobox", { name: "Sort by" }).click();
    await page.getByRole("option", { name: "Most subscriptions" }).click();
    await page.getByRole("searchbox", { name: "Search in: Models" }).fill("song");
    await page.waitForURL((url) => url.searchParams.get("q") === "song");
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
      q: "song",
      task: "text-classification",
      licence: "mit",
      sort: "subscriptions",
    });
    await page.reload();
    await expectShown(page.getByText("2 results"));
    await page.getByRole("button", { name: "Remove filter: Text classification" }).click();
    await page.waitForURL((url) => !url.searchParams.has("task"));
    await page.getByRole("button", { name: "Official" }).click();
    await page.getByRole("button", { name: "Clear filters" }).first().click();
    await page.waitForURL((url) => !url.searchParams.has("licence"));
  });

  it("remembers rows, and offers what to drop where nothing is found", async () => {
    const { page } = ada;
    await page.goto("/models?q=song&task=text-generation");
    await page.getByRole("radio", { name: "Rows" }).locator("xpath=..").click();
    await page.getByRole("button", { name: "Without Task: 2" }).click();
    await page.waitForURL(/\/models\?q=song$/u);
    await page.reload();
    await expectShown(page.getByRole("link", { name: /seal-song/u }));
    expect(await page.getByRole("radio", { name: "Rows" }).isChecked()).toBe(true);
    await page.getByRole("radio", { name: "Cards" }).locator("xpath=..").click();
  });

  it("has its filters in a drawer on a phone", async () => {
    const { page } = phone;
    await page.goto("/models");
    await page.getByRole("button", { name: "筛选" }).click();
    const drawer = page.getByRole("dialog", { name: "筛选" });
    await drawer.getByRole("button", { name: /^文本生成/u }).click();
    await drawer.getByRole("button", { name: "查看 1 个结果" }).click();
    await page.waitForURL(/\/models\?task=text-generation$/u);
    await expectShown(page.getByRole("link", { name: /鲸语对话模型/u }));
  });

  it("has an Atom feed with its filters, which the page names", async () => {
    const { page } = ada;
    await page.goto("/models?task=text-generation&sort=downloads");
    const link = page.getByRole("link", { name: "Atom feed of this list" });
    const href = "/feeds/models.atom?task=text-generation";
    expect(await link.getAttribute("href")).toBe(href);
    const inHead = await page.evaluate(() =>
      [...document.head.querySelectorAll('link[type="application/atom+xml"]')].map((each) =>
        each.getAttribute("href"),
      ),
    );
    expect(inHead).toEqual([href]);
    const feed = await page.evaluate(async (url) => {
      const text = await (await fetch(url)).text();
      const xml = new DOMParser().parseFromString(text, "application/xml");
      const atom = (name: string) =>
        [...xml.getElementsByTagNameNS("http://www.w3.org/2005/Atom", name)].map(
          (each) => each.textContent,
        );
      return { isBroken: xml.querySelector("parsererror") !== null, titles: atom("title") };
    }, href);
    expect(feed).toEqual({ isBroken: false, titles: ["Open Gallery · Models", "whale-talk"] });
  });
});

it("DIS-2: the owner sees what the card lacks, and is led to where it is written", async () => {
  const { page } = ada;
  await page.goto("/ada/seal-song/edit");
  const panel = page.getByRole("region", { name: "Card filled in" });
  await panel.getByRole("link", { name: "Framework" }).click();
  await page.waitForURL(/\/ada\/seal-song\/edit#card-frameworks$/u);
  const focused = () => page.evaluate(() => document.activeElement?.id);
  await expect.poll(focused).toBe("card-frameworks");
});

it.each([
  ["markup", '<img src=x onerror="alert(1)">'],
  ["markup out of an attribute", "'\"><script>alert(1)</script>"],
  ["operators only", "&|!():*<->"],
  ["what texts put in", "{{q}} $t(title) <0>x</0>"],
  ["more than the search reads", "x".repeat(5000)],
  ["signs that turn and hide", "\u202Egnp.exe \uFEFF"],
])("whatever an address searches for stays text: %s", async (_, words) => {
  const { page } = ada;
  let dialogs = 0;
  page.on("dialog", (dialog) => {
    dialogs += 1;
    void dialog.dismiss();
  });
  for (const path of ["/search", "/models", "/search?kind=all"]) {
    const sign = path.includes("?") ? "&" : "?";
    await page.goto(`${path}${sign}q=${encodeURIComponent(words)}`);
    await expectShown(page.getByRole("searchbox"));
    await page.waitForLoadState("networkidle");
    expect(await page.getByRole("searchbox").inputValue()).toBe(words.slice(0, 200).trim());
    expect(await page.locator("main img[onerror], main script").count()).toBe(0);
  }
  expect(dialogs).toBe(0);
});

it("refuses an address of a megabyte and goes on", async () => {
  const { request } = ada.page;
  const tooLong = await request.get(`/search?q=${"x".repeat(1_000_000)}`);
  expect(tooLong.status()).toBe(431);
  expect((await request.get("/api/v1/suggestions?q=whale")).status()).toBe(200);
});

it("the browser had nothing to complain about", () => {
  expectNoComplaints(ada, phone);
});
