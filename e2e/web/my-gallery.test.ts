import { readFile } from "node:fs/promises";
import type { Locator, Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { expectNoComplaints, expectShown, type Window, windowsOf } from "./browser.ts";
import { chooseTerm, createAsset, passToCheck, signUp, submitPublication } from "./steps.ts";
import { webGallery } from "./web-gallery.ts";

const gallery = await webGallery();
const openWindow = windowsOf(gallery);
let operator: Window;
let ada: Window;
let lin: Window;

beforeAll(async () => {
  [operator, ada, lin] = await Promise.all([
    openWindow(),
    openWindow(),
    openWindow({ language: "zh-CN", width: 390, colorScheme: "dark" }),
  ]);
});

function rowOf(page: Page, name: string): Locator {
  return page.locator("main li").filter({ hasText: name });
}

async function act(page: Page, name: string, action: string): Promise<void> {
  await page.getByRole("button", { name: `Actions for ${name}` }).click();
  await page.getByRole("menuitem", { name: action }).click();
}

it("a fresh gallery tells a visitor, and then its administrator, what to do first", async () => {
  const { page } = operator;
  await page.goto("/");
  await expectShown(page.getByRole("heading", { name: "Your gallery is ready" }));
  await signUp(page, "operator-of-it");
  await expectShown(page.getByRole("heading", { name: "Nothing is on the shelf yet" }));
  await expectShown(page.getByRole("link", { name: "Set how listings are reviewed" }));
  await expectShown(page.getByRole("heading", { name: "Make something of your own" }));
  await expectShown(page.getByText("Nothing waits for you."));
});

it("ACC-9: what one made is counted, told about, and published where it stands", async () => {
  const { page } = ada;
  await signUp(page, "ada", "Ada Whale");
  await createAsset(page, { owner: "ada", name: "whale", titleZh: "鲸歌", description: "Songs" });
  await createAsset(page, { kind: "dataset", owner: "ada", name: "sounds", description: "Heard" });
  await page.goto("/me");
  const parts = page.getByRole("navigation", { name: "My gallery" });
  await expectShown(parts.getByRole("link", { name: "All my assets 2" }));
  await expectShown(parts.getByRole("link", { name: "Datasets 1" }));
  await expectShown(parts.getByRole("link", { name: "Articles 0" }));
  await expectShown(rowOf(page, "ada/sounds").getByText(/2 files/u));
  await rowOf(page, "ada/whale").getByRole("button", { name: "Publish" }).click();
  const dialog = page.getByRole("dialog");
  await expectShown(dialog.getByRole("heading", { name: "What it is" }));
  await chooseTerm(page, "Task type", "Text generation");
  await dialog.getByRole("textbox", { name: "Description" }).click();
  await passToCheck(dialog);
  await submitPublication(dialog);
  await expectShown(page.getByRole("link", { name: "Published 1" }));
  await expectShown(rowOf(page, "ada/whale").getByText(/^Published/u));
});

it("ACC-9: it is discontinued and released again, found by words and state", async () => {
  const { page } = ada;
  await act(page, "whale", "Unlist");
  await page.getByRole("dialog").getByRole("button", { name: "Unlist" }).click();
  await page.getByRole("link", { name: "Unlisted 1" }).click();
  await page.waitForURL(/\/me\?state=unlisted$/u);
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  await act(page, "whale", "Relist");
  await page.getByRole("dialog").getByRole("button", { name: "Relist" }).click();
  await expectShown(page.getByRole("heading", { name: "Nothing matches" }));
  await page.getByRole("link", { name: /^Any state/u }).click();
  await page.getByLabel("Find by name or title").fill("鲸");
  await page.waitForURL(/\/me\?q=/u);
  await expectShown(page.getByRole("link", { name: "whale", exact: true }));
  await rowOf(page, "ada/sounds").waitFor({ state: "detached" });
});

it("ACC-9: it is deleted from the list after its full name was typed", async () => {
  const { page } = ada;
  await page.goto("/me/datasets");
  await act(page, "sounds", "Delete…");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").fill("ada/sounds");
  await dialog.getByRole("button", { name: "Delete this asset" }).click();
  await expectShown(page.getByRole("heading", { name: "Nothing here yet" }));
  const parts = page.getByRole("navigation", { name: "My gallery" });
  await expectShown(parts.getByRole("link", { name: "Datasets 0" }));
});

it("DIS-3, ACC-9: in Chinese and on a phone, favourites and the other parts", async () => {
  const { page } = lin;
  await page.request.post("/api/v1/accounts", {
    data: { name: "lin", email: "lin@example.org", password: "correct horse battery" },
  });
  await page.goto("/ada/whale");
  await page.getByRole("button", { name: "收藏", exact: false }).first().click();
  await page.goto("/me/favourites");
  await expectShown(page.getByRole("link", { name: "模型 1" }));
  await expectShown(page.getByRole("link", { name: /鲸歌/u }));
  await page.goto("/me/subscriptions");
  await expectShown(page.getByRole("heading", { name: "我的订阅" }));
  await page.goto("/me/downloads");
  await expectShown(page.getByRole("heading", { level: 1 }));
  await page.goto("/me/requests");
  await expectShown(page.getByRole("heading", { name: "可用申请" }));
});

it("the home page of a member tells what waits and what they touched last", async () => {
  const { page } = ada;
  await createAsset(page, { owner: "ada", name: "in-the-making", description: "Not yet" });
  await page.goto("/");
  const waiting = page.locator("section").filter({ hasText: "Waiting for you" });
  await waiting.getByRole("link", { name: /^Draft 1$/u }).click();
  await page.waitForURL(/\/me\?state=draft$/u);
  await expectShown(page.getByRole("link", { name: "in-the-making", exact: true }));
  await page.goto("/");
  const touched = page.locator("section").filter({ hasText: "What you touched last" });
  await expectShown(touched.getByRole("link", { name: /in-the-making/u }));
  const visitor = await openWindow();
  await visitor.page.goto("/");
  await expectShown(visitor.page.getByRole("heading", { name: "Trending" }));
  await visitor.page.getByRole("link", { name: "Text generation 1" }).click();
  await visitor.page.waitForURL(/\/search\?task=text-generation$/u);
  await expectShown(visitor.page.getByRole("link", { name: /whale/u }).first());
  expectNoComplaints(visitor);
});

it("ACC-3, ACC-8: a person's page tells who they are, what they share, and finds in it", async () => {
  const { page } = lin;
  await page.goto("/ada");
  await expectShown(page.getByRole("heading", { name: "Ada Whale" }));
  await expectShown(page.getByRole("button", { name: "复制 ID" }));
  await page.getByRole("button", { name: /^成长值/u }).click();
  await expectShown(page.getByRole("dialog").getByText("发布资产"));
  await page.keyboard.press("Escape");
  await expectShown(page.getByRole("link", { name: "模型 1" }));
  await page.getByLabel("在本页查找").fill("nothing like it");
  await expectShown(page.getByRole("heading", { name: "没有匹配的结果" }));
});

it("ACC-9: an administrator takes a list of assets along as CSV", async () => {
  const { page } = operator;
  await page.goto("/console/exports");
  await page.getByRole("combobox", { name: "State" }).click();
  await page.getByRole("option", { name: "Published" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download 1 asset" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^assets-\d{4}-\d\d-\d\d\.csv$/u);
  const text = await readFile(await download.path(), "utf8");
  expect(text.startsWith('\uFEFF"id","kind"')).toBe(true);
  expect(text.split("\r\n")).toHaveLength(3);
  expect(text).toContain('"鲸歌"');
});

it("PLT-11: the browsers had nothing to complain about", () => {
  expectNoComplaints(operator, ada, lin);
});
