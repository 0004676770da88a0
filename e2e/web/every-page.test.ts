import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { expectNoComplaints, expectShown, type Window, windowsOf } from "./browser.ts";
import { createAsset, publish, signUp } from "./steps.ts";
import { webGallery } from "./web-gallery.ts";

const gallery = await webGallery();
const openWindow = windowsOf(gallery);
let cookies: Awaited<ReturnType<ReturnType<Page["context"]>["cookies"]>>;

const LISTS = ["models", "datasets", "workflows"];
const VISITOR_PAGES = ["/", "/search?q=walk", ...LISTS.map((list) => `/${list}`)];
const ENTRANCES = ["/login", "/sign-up", "/legal/content-publishing", "/legal/service", "/nobody"];
const ASSET_PAGES = [
  "",
  "/tree/main",
  "/blob/main/README.md",
  "/commits/main",
  "/compare/main...main",
  "/discussions",
  "/discussions/new",
  "/discussions/new-pull-request",
];
const OWNER_PAGES = [
  ...["", "/edit", "/upload", "/statistics", "/settings", "/access-requests"].map(
    (page) => `/ada/walk${page}`,
  ),
  ...["", "/notices", "/onboarding", "/security", "/tokens", "/access-keys", "/organisations"].map(
    (page) => `/settings${page}`,
  ),
  "/settings/organisations/owls",
  ...["", "/models", "/datasets", "/favourites", "/requests", "/notices", "/subscriptions"].map(
    (page) => `/me${page}`,
  ),
  ...["accounts", "agreements", "agreements/service", "agreements/service/new", "audit"].map(
    (page) => `/console/${page}`,
  ),
  ...["categories", "mails", "marks", "settings", "words"].map((page) => `/console/${page}`),
  "/new",
  "/new/dataset",
  "/new?kind=notebook",
  "/ada",
  "/owls",
];

beforeAll(async () => {
  const { page } = await openWindow();
  await signUp(page, "ada", "Ada");
  await createAsset(page, {
    owner: "ada",
    name: "walk",
    titleZh: "散步",
    description: "To walk over",
  });
  await publish(page, "/ada/walk");
  await page.goto("/settings/organisations");
  await page.getByRole("button", { name: "Create an organisation" }).click();
  await page.getByLabel("Organisation name").fill("owls");
  await page.getByRole("dialog").getByRole("button", { name: "Create an organisation" }).click();
  await page.waitForURL(/\/settings\/organisations\/owls$/u);
  cookies = await page.context().cookies();
});

/** Opens a page, waits until nothing is loading, and says what is wrong with it. */
async function faultsOf({ page }: Window, address: string): Promise<string[]> {
  await page.goto(address);
  await expectShown(page.locator("main h1, main h2").first());
  await page.waitForFunction(
    () => !document.querySelector("[aria-busy=true], .mantine-Skeleton-root"),
  );
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
    const pages = [
      ...VISITOR_PAGES,
      ...ENTRANCES,
      ...ASSET_PAGES.map((page) => `/ada/walk${page}`),
    ];
    for (const address of pages) faults.push(...(await faultsOf(window, address)));
    expect(faults).toEqual([]);
    expectNoComplaints(window);
    await window.page.context().close();
  });

  it("PLT-11: every page of an owner is whole", async () => {
    const window = await openWindow(look);
    await window.page.context().addCookies(cookies);
    const faults: string[] = [];
    for (const address of OWNER_PAGES) faults.push(...(await faultsOf(window, address)));
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
