import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { findBarriers } from "./axe.ts";
import { expectNoComplaints, expectShown, type Window, windowsOf } from "./browser.ts";
import { fillGallery, openWhole, OPERATOR_PAGES, OWNER_PAGES, VISITOR_PAGES } from "./pages.ts";
import { webGallery } from "./web-gallery.ts";

const gallery = await webGallery();
const openWindow = windowsOf(gallery);
const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };
let cookies: Awaited<ReturnType<typeof fillGallery>>;

beforeAll(async () => {
  const { page } = await openWindow();
  cookies = await fillGallery(page);
});

/** A window of the owner, or of a visitor, in which nothing fades. */
async function openStill(options: { language?: "zh-CN"; isOwner: boolean }): Promise<Window> {
  const { language, isOwner } = options;
  const window = await openWindow(language === undefined ? {} : { language });
  await window.page.emulateMedia({ reducedMotion: "reduce" });
  if (isOwner) await window.page.context().addCookies(cookies);
  return window;
}

/** In light, in dark, and on a phone: once loaded, the page only changes its look. */
async function barriersOf(page: Page, address: string): Promise<string[]> {
  await page.setViewportSize(WIDE);
  await page.emulateMedia({ colorScheme: "light" });
  await openWhole(page, address);
  const light = await findBarriers(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.locator(":root[data-mantine-color-scheme=dark]").waitFor();
  await page.waitForFunction(() => document.getAnimations().length === 0);
  const dark = await findBarriers(page, ["color-contrast", "link-in-text-block"]);
  await page.setViewportSize(PHONE);
  const phone = await findBarriers(page);
  return [
    ...light.map((barrier) => `${address}, wide, light: ${barrier}`),
    ...dark.map((barrier) => `${address}, wide, dark: ${barrier}`),
    ...phone.map((barrier) => `${address}, phone, dark: ${barrier}`),
  ];
}

const places = [
  { whose: "a visitor", pages: VISITOR_PAGES, isOwner: false },
  { whose: "an owner", pages: OWNER_PAGES, isOwner: true },
  { whose: "an operator", pages: OPERATOR_PAGES, isOwner: true },
];

describe.each(places)("PLT-11: the pages of $whose", ({ pages, isOwner }) => {
  it("have nothing serious or critical, wide and on a phone, light and dark", async () => {
    const window = await openStill({ isOwner });
    const barriers: string[] = [];
    for (const address of pages) barriers.push(...(await barriersOf(window.page, address)));
    expect(barriers).toEqual([]);
    expectNoComplaints(window);
    await window.page.context().close();
  });
});

it("PLT-11: the pages that come first have nothing serious in Chinese", async () => {
  const window = await openStill({ language: "zh-CN", isOwner: true });
  const barriers: string[] = [];
  for (const address of ["/", "/models", "/ada/walk", "/me", "/new?kind=model", "/ada"]) {
    await openWhole(window.page, address);
    barriers.push(...(await findBarriers(window.page)));
  }
  expect(barriers).toEqual([]);
  expectNoComplaints(window);
});

it("PLT-11: menus and dialogs have nothing serious", async () => {
  const window = await openStill({ isOwner: true });
  const { page } = window;
  const barriers: string[] = [];
  await openWhole(page, "/me");
  await page.getByRole("button", { name: "Actions for walk" }).click();
  await expectShown(page.getByRole("menuitem", { name: "Unlist" }));
  barriers.push(...(await findBarriers(page)));
  await page.getByRole("menuitem", { name: "Unlist" }).click();
  await expectShown(page.getByRole("dialog"));
  barriers.push(...(await findBarriers(page)));
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "Account", exact: true }).click();
  await expectShown(page.getByRole("menuitem", { name: "Sign out" }));
  barriers.push(...(await findBarriers(page)));
  await page.setViewportSize(PHONE);
  await openWhole(page, "/models");
  await page.getByRole("button", { name: "Menu" }).click();
  await expectShown(page.getByRole("dialog"));
  barriers.push(...(await findBarriers(page)));
  expect(barriers).toEqual([]);
  expectNoComplaints(window);
});

/** The element that has the focus, by the words that it is known by. */
function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : null;
    return label ?? element?.getAttribute("aria-label") ?? element?.textContent?.trim() ?? "";
  });
}

/** Presses Tab until something by that name has the focus. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press("Tab");
    const focused = await focusedName(page);
    if (name.test(focused)) return;
    passed.push(focused);
  }
  throw new Error(`Tab does not lead to ${String(name)}, but over ${passed.join(" | ")}`);
}

it("PLT-11: the main job is done by the keyboard alone", async () => {
  const window = await openStill({ isOwner: true });
  const { page } = window;
  await openWhole(page, "/");
  await page.keyboard.press("Tab");
  expect(await focusedName(page)).toBe("Skip to content");
  await page.keyboard.press("Enter");
  await page.locator("main:focus-within, main:focus").waitFor();
  await openWhole(page, "/new?kind=model");
  await tabTo(page, /^English name/u);
  await page.keyboard.type("by-keys");
  await tabTo(page, /^Description/u);
  await page.keyboard.type("Made without a mouse");
  await tabTo(page, /^Licence/u);
  await page.keyboard.type("apache");
  await page.getByRole("option", { name: "Apache License 2.0" }).waitFor();
  await page.keyboard.press("ArrowDown");
  // Enter takes the option once it is marked; before that it would send the form.
  await page.locator("[data-combobox-selected]").waitFor();
  await page.keyboard.press("Enter");
  await tabTo(page, /^Create model$/u);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/ada\/by-keys$/u);
  await expectShown(page.getByRole("button", { name: "Publish" }));
  await tabTo(page, /^Publish$/u);
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await expectShown(dialog.getByRole("heading", { name: "What it is" }));
  await page.waitForFunction(() => document.activeElement?.closest("[role=dialog]") !== null);
  for (let presses = 0; presses < 40; presses += 1) await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.closest("[role=dialog]") !== null)).toBe(
    true,
  );
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await expect.poll(() => focusedName(page)).toBe("Publish");
  expectNoComplaints(window);
});
