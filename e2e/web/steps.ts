import type { Locator, Page } from "playwright-core";

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
  kind?: "model" | "dataset" | "algorithm" | "notebook" | "image";
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

const ON_THE_SHELF = /It is on the shelf and can be found\./u;

/** From a draft of a model to a page that says what came of it: by default that it is listed. */
export async function publish(
  page: Page,
  address: string,
  { task = "Text generation", outcome = ON_THE_SHELF }: { task?: string; outcome?: RegExp } = {},
): Promise<void> {
  await page.goto(address);
  const dialog = await openWizard(page);
  await chooseTerm(page, "Task type", task);
  await dialog.getByRole("textbox", { name: "Description" }).click();
  await passToCheck(dialog);
  await submitPublication(dialog, outcome);
}

/** Opens the publish wizard of the asset that the page shows. */
export async function openWizard(page: Page): Promise<Locator> {
  await page.getByRole("button", { name: "Publish" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("heading", { name: "What it is" }).waitFor();
  return dialog;
}

/** In a field of the wizard that offers the terms of a standard list. */
export async function chooseTerm(page: Page, field: string, term: string): Promise<void> {
  await page.getByRole("dialog").getByRole("combobox", { name: field }).fill(term);
  await page.getByRole("option", { name: term, exact: true }).click();
}

/** From a wizard's step to the one with this title. */
export async function continueTo(dialog: Locator, title: string): Promise<void> {
  await dialog.getByRole("button", { name: "Continue" }).click();
  await dialog.getByRole("heading", { name: title, exact: true }).waitFor();
}

/** From the first step of the wizard to the last, with what it proposes, and with consent. */
export async function passToCheck(dialog: Locator): Promise<void> {
  await continueTo(dialog, "Who may see and use it");
  await continueTo(dialog, "Version and terms");
  await continueTo(dialog, "Agreements");
  await dialog.getByRole("checkbox", { name: /I have read and accept/u }).check();
  await continueTo(dialog, "Check and publish");
}

export async function submitPublication(
  dialog: Locator,
  outcome: RegExp = ON_THE_SHELF,
): Promise<void> {
  await dialog.getByRole("button", { name: "Publish now" }).click();
  await dialog.getByText(outcome).waitFor();
  await dialog.getByRole("button", { name: "Close" }).last().click();
}
