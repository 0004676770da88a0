import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { flushUse } from "#server/assets/index.ts";
import { aPng } from "#server/testing/pictures.ts";
import { expectNoComplaints, expectShown, type Window, windowsOf } from "./browser.ts";
import { createAsset, publish, signUp } from "./steps.ts";
import { webGallery } from "./web-gallery.ts";

const gallery = await webGallery();
const openWindow = windowsOf(gallery);
let operator: Window;
let ada: Window;
let lin: Window;
let phone: Window;

beforeAll(async () => {
  [operator, ada, lin, phone] = await Promise.all([
    openWindow(),
    openWindow(),
    openWindow(),
    openWindow({ language: "zh-CN", width: 390, colorScheme: "dark" }),
  ]);
  await signUp(operator.page, "operator-of-it");
  await signUp(ada.page, "ada");
  await signUp(lin.page, "lin");
  await createAsset(ada.page, { owner: "ada", name: "whale", description: "Songs of whales" });
  await publish(ada.page, "/ada/whale");
  await createAsset(ada.page, { owner: "ada", name: "finch", description: "Songs of finches" });
  await publish(ada.page, "/ada/finch");
});

async function chooseDeed(page: Page, category: string, deed: string): Promise<void> {
  await page.getByRole("button", { name: `More for ${category}` }).click();
  await page.getByRole("menuitem", { name: deed }).click();
}

it("PUB-10: the operator makes, renames, moves and orders categories", async () => {
  const { page } = operator;
  await page.goto("/console/categories");
  await expectShown(page.getByRole("row", { name: /Smart home/u }));
  await chooseDeed(page, "Scenario", "Add below");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("English name").fill("Oceans");
  await dialog.getByLabel("Chinese name").fill("海洋");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expectShown(page.getByRole("row", { name: /Oceans/u }));
  await chooseDeed(page, "Oceans", "Rename");
  await dialog.getByLabel("English name").fill("Seas");
  await dialog.getByRole("button", { name: "Save" }).click();
  await chooseDeed(page, "Seas", "Move …");
  await dialog.getByRole("combobox", { name: "Below" }).fill("Industry");
  await page.getByRole("option", { name: "Algorithm and model / Industry", exact: true }).click();
  await dialog.getByRole("button", { name: "Move" }).click();
  await page.getByRole("button", { name: "Move Seas up" }).click();
  await page.waitForFunction(() => {
    const names = [...document.querySelectorAll("tbody th")].map((cell) => cell.textContent);
    return names.indexOf("Seas") === names.indexOf("Remote sensing") - 1;
  });
  await chooseDeed(page, "Seas", "Add below");
  await dialog.getByLabel("English name").fill("Deep");
  await dialog.getByLabel("Chinese name").fill("深海");
  await dialog.getByRole("button", { name: "Save" }).click();
  await chooseDeed(page, "Deep", "Add below");
  await dialog.getByLabel("English name").fill("Whales");
  await dialog.getByLabel("Chinese name").fill("鲸");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expectShown(page.getByRole("row", { name: /Whales/u }));
});

it("PUB-9: the owner crops a cover by keyboard and pointer, and it is there at once", async () => {
  const { page } = ada;
  await page.goto("/ada/whale/settings");
  await page
    .locator("input[type=file]")
    .first()
    .setInputFiles({
      name: "wide.png",
      mimeType: "image/png",
      buffer: aPng({ width: 1600, height: 900 }),
    });
  const dialog = page.getByRole("dialog");
  for (const name of ["Zoom", "Left to right", "Top to bottom"]) {
    const slider = dialog.getByRole("slider", { name });
    await slider.focus();
    const before = Number(await slider.inputValue());
    await slider.press("ArrowRight");
    expect(Number(await slider.inputValue())).toBeGreaterThan(before);
  }
  const canvas = dialog.locator("canvas");
  await canvas.hover({ position: { x: 100, y: 100 } });
  await page.mouse.down();
  await canvas.hover({ position: { x: 400, y: 100 } });
  await page.mouse.up();
  const across = dialog.getByRole("slider", { name: "Left to right" });
  expect(Number(await across.inputValue())).toBeLessThan(0.5);
  await dialog.getByRole("button", { name: "Use this cover" }).click();
  await expectShown(page.getByText("The cover is set"));
  const cover = page.locator("header img[src*='/cover?v=']").first();
  await cover.waitFor();
  const size = await cover.evaluate((image: HTMLImageElement) => [
    image.naturalWidth,
    image.naturalHeight,
  ]);
  expect(size).toEqual([720, 400]);
});

it("PUB-9: what is no picture is refused beside the field", async () => {
  const { page } = ada;
  const damaged = { name: "x.png", mimeType: "image/png", buffer: Buffer.from("no picture") };
  await page.locator("input[type=file]").first().setInputFiles(damaged);
  await expectShown(page.getByText("It may be damaged"));
  const text = { name: "x.txt", mimeType: "text/plain", buffer: Buffer.from("no picture") };
  await page.locator("input[type=file]").first().setInputFiles(text);
  await expectShown(page.getByText("Choose a PNG, JPEG or WebP picture"));
});

it("PUB-9: name, description and categories are edited in one place", async () => {
  const { page } = ada;
  await page.goto("/ada/whale/settings");
  await page.getByLabel("Chinese name").fill("鲸歌");
  await page.getByLabel("One-line description").fill("What whales sing");
  await page.getByRole("combobox", { name: "Categories" }).fill("Deep");
  await page.getByRole("option", { name: "Whales" }).click();
  await page.getByRole("combobox", { name: "Categories" }).fill("Robot");
  await page.getByRole("option", { name: "Robot" }).click();
  await page.getByRole("button", { name: "Save appearance" }).click();
  await expectShown(page.locator("header").getByText("What whales sing"));
  await expectShown(page.locator("header").getByRole("link", { name: "Whales" }));
});

it("PUB-10: a list is filtered by any node of the tree, and the address says which", async () => {
  const { page } = lin;
  await page.goto("/models");
  await expectShown(page.getByRole("link", { name: /finch/u }));
  const panel = page.getByRole("complementary", { name: "Filters" });
  await panel.getByRole("button", { name: "Categories below Industry" }).click();
  await panel.getByRole("button", { name: /^Seas/u }).click();
  await page.waitForURL(/category=/u);
  await page.getByRole("link", { name: /finch/u }).waitFor({ state: "detached" });
  await expectShown(page.getByRole("link", { name: /whale/u }).locator("img"));
  await expectShown(page.getByRole("button", { name: "Remove filter: Seas" }));
  await page.reload();
  await expectShown(panel.getByRole("button", { name: /^Seas/u, pressed: true }));
  await panel.getByRole("button", { name: "Categories below Seas" }).click();
  await panel.getByRole("button", { name: "Categories below Deep" }).click();
  await expectShown(panel.getByRole("button", { name: /^Whales/u }));
});

it("PUB-10: on a phone in Chinese the drawer holds the same tree", async () => {
  const { page } = phone;
  await page.goto("/models");
  await page.getByRole("button", { name: "筛选" }).click();
  const drawer = page.getByRole("dialog");
  await drawer.getByRole("button", { name: "行业的下级分类" }).click();
  await drawer.getByRole("button", { name: /^机器人/u }).click();
  await page.waitForURL(/category=robot/u);
  await expectShown(drawer.getByRole("button", { name: /^机器人/u, pressed: true }));
});

it("PUB-17: the owner sees what happened, as charts, as a table and as a file", async () => {
  await lin.page.goto("/ada/whale");
  await lin.page.getByRole("button", { name: "Add to favourites" }).click();
  await expectShown(lin.page.getByRole("button", { name: "Remove from favourites" }));
  await flushUse(gallery.ctx);
  const { page } = ada;
  await page.goto("/ada/whale/statistics");
  await expectShown(page.getByRole("figure", { name: /^Views ?1 ?1 of all time/u }));
  await expectShown(page.getByRole("figure", { name: /^Favourites gained ?1 ?1 now/u }));
  await page.getByRole("radiogroup", { name: "How far back" }).getByText("90 days").click();
  await page.getByRole("radiogroup", { name: "In steps of" }).getByText("Weeks").click();
  await page.getByText("Show as a table").click();
  const today = page.getByRole("row").nth(1);
  await expectShown(today);
  expect(await today.getByRole("cell").allTextContents()).toEqual(["1", "0", "1", "0"]);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save as CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("ada-whale-90-days-by-week.csv");
  const lines = (await readFile(await download.path(), "utf8")).trimEnd().split("\r\n");
  expect(lines[0]).toBe("start,views,downloads,favourites,subscriptions");
  expect(lines.at(-1)).toMatch(/^\d{4}-\d\d-\d\d,1,0,1,0$/u);
  expect([13, 14]).toContain(lines.length - 1);
  await lin.page.goto("/ada/whale/statistics");
  await expectShown(lin.page.getByText(/You may not do this/u));
});

it("PUB-10: a category in use is deleted when another one takes over", async () => {
  const { page } = operator;
  await page.goto("/console/categories");
  await chooseDeed(page, "Whales", "Delete");
  const dialog = page.getByRole("dialog");
  await expectShown(dialog.getByText("1 asset is in it"));
  await dialog.getByRole("combobox", { name: "Category that takes over" }).fill("More");
  await page.getByRole("option", { name: "Algorithm and model / More" }).click();
  await dialog.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("row", { name: /Whales/u }).waitFor({ state: "detached" });
  const found = () => lin.page.request.get("/api/v1/assets?category=more");
  await expect.poll(async () => (await (await found()).json()).items.length).toBe(1);
  await chooseDeed(page, "Seas", "Delete");
  await expectShown(page.getByRole("dialog").getByText("There are categories below it"));
});

it("PUB-9: the cover can be taken away again", async () => {
  const { page } = ada;
  await page.goto("/ada/whale/settings");
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  await expectShown(page.getByText("The cover was removed"));
  await page.locator("header img[src*='/cover?v=']").waitFor({ state: "detached" });
});

it("PLT-11: the browsers had nothing to complain about", () => {
  expectNoComplaints(operator, ada, lin, phone);
});
