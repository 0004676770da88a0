import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { expectNoComplaints, expectShown, type Window, windowsOf } from "./browser.ts";
import { createAsset, signUp } from "./steps.ts";
import { webGallery } from "./web-gallery.ts";

const gallery = await webGallery();
const openWindow = windowsOf(gallery);
const NOTE = `${"long words ".repeat(120)}and an end`;
let ada: Window;

/** 120 people of three cities; every tenth has no age. */
function people(): string {
  const cities = ["Oslo", "Paris", "北京"];
  const rows = Array.from({ length: 120 }, (_, index) => {
    const age = index % 10 === 0 ? "" : 20 + index;
    return `${9_007_199_254_740_993n + BigInt(index)},"Person, ${index}",${cities[index % 3]},${age},${NOTE}`;
  });
  return `id,name,city,age,note\n${rows.join("\n")}\n`;
}

beforeAll(async () => {
  ada = await openWindow();
  await signUp(ada.page, "ada");
  await createAsset(ada.page, { kind: "dataset", owner: "ada", name: "tables" });
  const files = { "people.csv": people(), "lying.parquet": "PAR1 no table PAR1" };
  const response = await ada.page.request.post("/api/v1/repositories/dataset/ada/tables/commits", {
    headers: { origin: gallery.url },
    data: {
      title: "Add",
      operations: Object.entries(files).map(([path, text]) => ({ op: "put", path, text })),
    },
  });
  if (!response.ok()) throw new Error(await response.text());
});

const ages = (page: Page) => page.locator("tbody tr td:nth-child(5)").allInnerTexts();
const firstAges = async (page: Page) => (await ages(page)).slice(0, 2);
const firstRow = (page: Page) => page.locator("tbody tr").first().innerText();

it("BEY-4: a CSV is seen, measured, filtered and sorted, and its address tells how", async () => {
  const { page } = ada;
  await page.goto("/datasets/ada/tables/blob/main/people.csv");
  await expectShown(page.getByText("120 rows · 5 columns"));
  expect(await firstRow(page)).toContain("9007199254740993");
  // Figures of all rows stand in the heads.
  await expectShown(page.getByText("3 values"));
  await expectShown(page.getByText("10% empty"));

  await page.getByRole("button", { name: "Filter and figures of city" }).click();
  await page.getByTitle("Only rows with 北京").click();
  await expectShown(page.getByText("40 rows match"));
  await page.getByTitle("Sort by age").click();
  await page.waitForURL(/sort=3/u);
  await page.getByTitle("Sort by age").click();
  await page.waitForURL(/sort=-3/u);
  await expect.poll(() => firstAges(page)).toEqual(["139", "136"]);

  // The address is the whole state.
  await page.reload();
  await expectShown(page.getByText("40 rows match"));
  await expect.poll(() => firstAges(page)).toEqual(["139", "136"]);
  await page.getByRole("button", { name: "Clear" }).click();
  await expectShown(page.getByText("120 rows · 5 columns"));
});

it("BEY-4: pages lead on and back, a search finds, a long value opens, keys lead from cell to cell", async () => {
  const { page } = ada;
  await page.goto("/datasets/ada/tables/blob/main/people.csv");
  await page.getByRole("button", { name: "Next" }).click();
  await expectShown(page.getByText("Rows 51–100 of 120"));
  await page.getByRole("button", { name: "Back" }).click();
  await expectShown(page.getByText("Rows 1–50 of 120"));

  await page.getByRole("searchbox", { name: "Search all columns" }).fill("PERSON, 77");
  await page.keyboard.press("Enter");
  await expectShown(page.getByText("1 row matches"));
  await expect.poll(() => firstRow(page)).toContain("Person, 77");

  await page.locator("tbody td button").first().focus();
  for (let step = 0; step < 4; step++) await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await expectShown(dialog.getByText("and an end"));
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
});

it("REP-5: a small text is a table and a text, what lies is told in words, on a phone and in Chinese too", async () => {
  const { page } = ada;
  await page.goto("/datasets/ada/tables/blob/main/people.csv");
  await page.getByText("Text", { exact: true }).click();
  await expectShown(page.getByText("id,name,city,age,note"));
  await page.goto("/datasets/ada/tables/blob/main/lying.parquet");
  await expectShown(page.getByText("This file cannot be shown"));

  const phone = await openWindow({ language: "zh-CN", width: 390, colorScheme: "dark" });
  await phone.page.context().addCookies(await page.context().cookies());
  await phone.page.goto("/datasets/ada/tables/blob/main/people.csv");
  await expectShown(phone.page.getByText("120 行 · 5 列"));
  const isTooWide = await phone.page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  );
  expect(isTooWide).toBe(false);
  expectNoComplaints(ada, phone);
});
