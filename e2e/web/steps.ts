import type { Page } from "playwright-core";

/** What people do on the page, by the words that the page shows them in English. */

export const PASSWORD = "correct horse battery";

export async function signUp(page: Page, name: string, nickname = ""): Promise<void> {
  await page.goto("/sign-up");
  await page.getByLabel("Account name").fill(name);
  await page.getByLabel("E-mail").fill(`${name}@example.org`);
  await page.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
  await page.getByLabel("Nickname").fill(nickname);
  await page.getByRole("button", { name: /^Create (account|the administrator)$/u }).click();
  await page.waitForURL((url) => url.pathname === "/");
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Account", exact: true }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("link", { name: "Sign in" }).waitFor();
}

type NewAsset = {
  kind?: "model" | "dataset" | "algorithm" | "notebook";
  owner: string;
  name: string;
  titleZh?: string;
  description?: string;
};

/** Ends on the new asset's page. @returns its address. */
export async function createAsset(page: Page, asset: NewAsset): Promise<string> {
  const { kind = "model", owner, name, titleZh = "", description = "" } = asset;
  await page.goto(`/new?kind=${kind}`);
  await page.getByLabel("English name").fill(name);
  await page.getByLabel("Chinese name").fill(titleZh);
  await page.getByLabel("Description").fill(description);
  await page.getByRole("combobox", { name: "Licence" }).fill("apache");
  await page.getByRole("option", { name: "Apache License 2.0" }).click();
  await page.getByRole("button", { name: `Create ${kind}` }).click();
  const address = kind === "model" ? `/${owner}/${name}` : `/${kind}s/${owner}/${name}`;
  await page.waitForURL((url) => url.pathname === address);
  return address;
}

/** From a draft to a page that says what came of it: that it is on the shelf, or another text. */
export async function publish(
  page: Page,
  address: string,
  {
    task = "Text generation",
    outcome = /It is on the shelf and can be found\./u,
  }: { task?: string; outcome?: RegExp } = {},
): Promise<void> {
  await page.goto(address);
  await page.getByRole("button", { name: "Publish" }).first().click();
  const dialog = page.getByRole("dialog");
  const tasks = dialog.getByRole("combobox", { name: "Task type" });
  await tasks.fill(task);
  await page.getByRole("option", { name: task, exact: true }).click();
  await dialog.getByRole("textbox", { name: "Description" }).click();
  await dialog.getByRole("checkbox").check();
  await dialog.getByRole("button", { name: "Continue" }).click();
  await dialog.getByRole("button", { name: "Publish now" }).click();
  await dialog.getByText(outcome).waitFor();
  await dialog.getByRole("button", { name: "Close" }).last().click();
}
