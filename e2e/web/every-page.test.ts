import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { expectNoComplaints, expectShown, type Window, windowsOf } from "./browser.ts";
import { fillGallery, openWhole, OPERATOR_PAGES, OWNER_PAGES, VISITOR_PAGES } from "./pages.ts";
import { webGallery } from "./web-gallery.ts";

const gallery = await webGallery();
const openWindow = windowsOf(gallery);
let cookies: Awaited<ReturnType<ReturnType<Page["context"]>["cookies"]>>;

beforeAll(async () => {
  const { page } = await openWindow();
  cookies = await fillGallery(page);
});

/** Says what is wrong with a page once it is whole. */
async function faultsOf({ page }: Window, address: string): Promise<string[]> {
  await openWhole(page, address);
  const { title, excess, unnamed } = await page.evaluate(() => ({
    title: document.title,
    excess: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    unnamed: [...document.querySelectorAll("button, a[href]")].filter(
      (element) =>
        !element.textContent?.trim() &&
        !element.getAttribute("aria-label") &&
        !element.querySelector("[aria-label]"),
    ).length,
  }));
  return [
    ...(/ · Open Gallery$|^Open Gallery$/u.test(title) ? [] : [`title: ${title}`]),
    ...(excess > 0 ? [`${excess} pixels wider than the window`] : []),
    ...(unnamed > 0 ? [`${unnamed} buttons or links without a name`] : []),
  ].map((fault) => `${address}: ${fault}`);
}

const looks = [
  { language: "en", width: 390, colorScheme: "light" },
  { language: "zh-CN", width: 390, colorScheme: "dark" },
] as const;

describe.each(looks)("in $language, $width pixels wide, $colorScheme", (look) => {
  it("PLT-11: every page of a visitor is whole", async () => {
    const window = await openWindow(look);
    const faults: string[] = [];
    for (const address of VISITOR_PAGES) faults.push(...(await faultsOf(window, address)));
    expect(faults).toEqual([]);
    expectNoComplaints(window);
    await window.page.context().close();
  });

  it("PLT-11: every page of an owner is whole", async () => {
    const window = await openWindow(look);
    await window.page.context().addCookies(cookies);
    const faults: string[] = [];
    const pages = [...OWNER_PAGES, ...OPERATOR_PAGES];
    for (const address of pages) faults.push(...(await faultsOf(window, address)));
    expect(faults).toEqual([]);
    expectNoComplaints(window);
    await window.page.context().close();
  });
});

it("PLT-2: follows the browser's language first, then the choice, and shows Chinese names", async () => {
  const window = await openWindow({ language: "zh-CN" });
  const { page } = window;
  await page.goto("/ada/walk");
  await expectShown(page.getByRole("heading", { name: "散步", exact: true }));
  expect(await page.locator("html").getAttribute("lang")).toBe("zh-CN");
  await page.getByRole("button", { name: "语言" }).click();
  await page.getByRole("menuitem", { name: "English" }).click();
  await expectShown(page.getByRole("link", { name: "Files" }));
  await page.reload();
  await expectShown(page.getByRole("link", { name: "Files" }));
  expect(await page.locator("html").getAttribute("lang")).toBe("en");
  expectNoComplaints(window);
});

it("PLT-11: the search is reached and used by the keyboard alone", async () => {
  const { page } = await openWindow();
  await page.goto("/models");
  await expectShown(page.getByRole("link", { name: /walk/u }));
  await page.keyboard.press("/");
  await page.keyboard.type("walk");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/search\?q=walk$/u);
  await expectShown(page.getByRole("link", { name: /walk/u }).first());
});
