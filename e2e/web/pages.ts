import type { BrowserContext, Page } from "playwright-core";
import { expectShown } from "./browser.ts";
import { createAsset, publish, signUp } from "./steps.ts";

/** The pages of a gallery, for tests that look at every one of them. */

const LISTS = ["models", "datasets", "workflows", "articles", "cases"];
const ASSET = "/ada/walk";

export const VISITOR_PAGES = [
  "/",
  "/search?q=walk",
  ...LISTS.map((list) => `/${list}`),
  "/login",
  "/sign-up",
  "/legal/content-publishing",
  "/legal/service",
  "/nobody",
  "/ada",
  ...[
    "",
    "/tree/main",
    "/blob/main/README.md",
    "/commits/main",
    "/compare/main...main",
    "/discussions",
    "/discussions/new",
    "/discussions/new-pull-request",
    "/versions",
    "/comments",
  ].map((page) => ASSET + page),
];

export const OWNER_PAGES = [
  ...["", "/comments", "/edit", "/upload", "/statistics", "/settings", "/access-requests"].map(
    (page) => ASSET + page,
  ),
  ...[
    "",
    "/notices",
    "/onboarding",
    "/security",
    "/tokens",
    "/access-keys",
    "/organisations",
    "/deletion",
  ].map((page) => `/settings${page}`),
  "/settings/organisations/owls",
  ...[
    "",
    "/models",
    "/datasets",
    "/articles",
    "/subscriptions",
    "/downloads",
    "/favourites",
    "/requests",
    "/requests?show=waiting",
    "/notices",
    "/storage",
  ].map((page) => `/me${page}`),
  "/",
  "/new",
  "/new/dataset",
  "/new/article",
  "/new?kind=notebook",
  "/ada",
  "/owls",
];

export const OPERATOR_PAGES = [
  "review",
  "reports",
  "reports",
  "marks",
  "categories",
  "words",
  "agreements",
  "agreements/service",
  "agreements/service/new",
  "accounts",
  "exports",
  "settings",
  "mails",
  "audit",
].map((page) => `/console/${page}`);

type Cookies = Awaited<ReturnType<BrowserContext["cookies"]>>;

/**
 * Somebody with a model on the shelf and an organisation, who is the operator too.
 * @param page of nobody yet, at a gallery that nobody has signed up to.
 * @returns what a browser proves with that it is theirs.
 */
export async function fillGallery(page: Page): Promise<Cookies> {
  await signUp(page, "ada", "Ada");
  await createAsset(page, {
    owner: "ada",
    name: "walk",
    titleZh: "散步",
    description: "To walk over",
  });
  await publish(page, ASSET);
  await page.goto("/settings/organisations");
  await page.getByRole("button", { name: "Create an organisation" }).click();
  await page.getByLabel("Organisation name").fill("owls");
  await page.getByRole("dialog").getByRole("button", { name: "Create an organisation" }).click();
  await page.waitForURL(/\/settings\/organisations\/owls$/u);
  return page.context().cookies();
}

/** Opens a page and waits until nothing is loading. */
export async function openWhole(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expectShown(page.locator("main h1, main h2").first());
  await page.waitForFunction(
    () => !document.querySelector("[aria-busy=true], .mantine-Skeleton-root"),
  );
}
