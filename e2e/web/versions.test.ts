import { beforeAll, expect, it } from "vitest";
import { expectNoComplaints, expectShown, type Window, windowsOf } from "./browser.ts";
import { createAsset, publish, signUp } from "./steps.ts";
import { webGallery } from "./web-gallery.ts";

const PHONE = 390;

const gallery = await webGallery();
const openWindow = windowsOf(gallery);
let ada: Window;
let lin: Window;

beforeAll(async () => {
  ada = await openWindow();
  lin = await openWindow({ language: "zh-CN", width: PHONE });
  await signUp(ada.page, "ada");
  await createAsset(ada.page, { owner: "ada", name: "whale", description: "Songs of whales" });
});

it("PUB-5: a draft has no versions yet, and says what comes first", async () => {
  await ada.page.goto("/ada/whale/versions");
  await expectShown(ada.page.getByText("Publish the asset first"));
  await publish(ada.page, "/ada/whale");
});

it("PUB-5: the form names what is missing beside the field, and a version becomes available", async () => {
  const { page } = ada;
  await page.goto("/ada/whale");
  await page.getByRole("link", { name: "Versions" }).click();
  await page.getByRole("button", { name: "Add a version" }).click();
  const dialog = page.getByRole("dialog");
  const number = dialog.getByRole("textbox", { name: "Number" });
  expect(await number.inputValue()).toBe("1.0.0");
  await number.fill("1.02.0");
  await dialog.getByRole("combobox", { name: "Source" }).fill("");
  await dialog.getByRole("button", { name: "Add the version" }).click();
  await expectShown(dialog.getByText("Three numbers from 0 to 999999999 without leading zeros"));
  await expectShown(dialog.getByText("Name a branch, a tag or a commit"));
  await number.fill("1.0.0");
  await dialog.getByRole("combobox", { name: "Source" }).fill("nowhere");
  await expectShown(dialog.getByText("There is no such branch, tag or commit."));
  await dialog.getByRole("combobox", { name: "Source" }).fill("main");
  await dialog.getByRole("textbox", { name: "What is new" }).fill("The first songs");
  await dialog.getByRole("textbox", { name: "Constraints on use" }).fill("For research only");
  await dialog.getByRole("button", { name: "Add the version" }).click();
  const row = page.getByRole("listitem", { name: "1.0.0" });
  await expectShown(row.getByText("The first songs"));
  await expectShown(row.getByText("For research only"));
  await expectShown(row.getByText("Newest"));
  await expectShown(page.getByTitle("Newest version: 1.0.0"));
});

it("PUB-5: a number is used once, and the refusal stands beside it", async () => {
  const { page } = ada;
  await page.getByRole("button", { name: "Add a version" }).click();
  const dialog = page.getByRole("dialog");
  const number = dialog.getByRole("textbox", { name: "Number" });
  expect(await number.inputValue()).toBe("1.1.0");
  await number.fill("1.0.0");
  await dialog.getByRole("button", { name: "Add the version" }).click();
  await expectShown(dialog.getByText("This version exists already"));
  await number.fill("1.10.0");
  await dialog.getByRole("button", { name: "Add the version" }).click();
  await expectShown(page.getByRole("listitem", { name: "1.10.0" }).getByText("Newest"));
});

it("PUB-5: the mode “add version” finds the asset by its title", async () => {
  const { page } = ada;
  await page.goto("/publish/version");
  await page.getByRole("textbox", { name: "Asset" }).fill("wha");
  await page.getByRole("option", { name: /ada\/whale/u }).click();
  const number = page.getByRole("textbox", { name: "Number" });
  expect(await number.inputValue()).toBe("1.11.0");
  await number.fill("1.9.0");
  await page.getByRole("button", { name: "Add the version" }).click();
  await page.waitForURL((url) => url.pathname === "/ada/whale/versions");
  await expectShown(page.getByRole("listitem", { name: "1.9.0" }));
  const shown = await page.getByRole("listitem").getByRole("heading", { level: 3 }).allInnerTexts();
  expect(shown).toEqual(["1.10.0", "1.9.0", "1.0.0"]);
});

it("PUB-5: a version is a revision: its files, and code that names it", async () => {
  const { page } = ada;
  const row = page.getByRole("listitem", { name: "1.0.0" });
  await row.getByRole("button", { name: "Use" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("tab", { name: "gallery-cli" }).click();
  await expectShown(dialog.getByText("--revision 1.0.0"));
  await page.keyboard.press("Escape");
  await row.getByRole("link", { name: "Files" }).click();
  await page.waitForURL((url) => url.pathname === "/ada/whale/tree/1.0.0");
  await page.getByRole("combobox", { name: "Branch or tag" }).click();
  await expectShown(page.getByRole("option", { name: "1.10.0" }));
});

it("PUB-6: taken offline after a word about it, hidden from others, and brought back", async () => {
  const { page } = ada;
  await page.goto("/ada/whale/versions");
  await page.getByRole("button", { name: "Manage version 1.10.0" }).click();
  await page.getByRole("menuitem", { name: "Take offline" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Take offline" }).click();
  await expectShown(page.getByRole("listitem", { name: "1.10.0" }).getByText("Offline"));
  await lin.page.goto("/ada/whale/versions");
  await expectShown(lin.page.getByRole("listitem", { name: "1.9.0" }).getByText("最新"));
  expect(await lin.page.getByRole("listitem", { name: "1.10.0" }).count()).toBe(0);
  await page.getByRole("button", { name: "Manage version 1.10.0" }).click();
  await page.getByRole("menuitem", { name: "Bring online" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Bring online" }).click();
  await expectShown(page.getByRole("listitem", { name: "1.10.0" }).getByText("Newest"));
});

it("PUB-5: on a phone in Chinese nothing is wider than the page", async () => {
  const { page } = lin;
  await page.goto("/ada/whale/versions");
  await expectShown(page.getByText("使用限制"));
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(PHONE);
});

it("PLT-11: the browsers had nothing to complain about", () => {
  expectNoComplaints(ada, lin);
});
