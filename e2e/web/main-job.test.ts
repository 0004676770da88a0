import { createHash, randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { expectNoComplaints, expectShown, type Window, windowsOf } from "./browser.ts";
import { createAsset, openWizard, publish, signOut, signUp } from "./steps.ts";
import { webGallery } from "./web-gallery.ts";

const gallery = await webGallery();
const openWindow = windowsOf(gallery);
const weights = randomBytes(12_000_000);
const files = {
  "model.safetensors": weights,
  "config.json": Buffer.from('{ "hidden_size": 8 }\n'),
  "empty.txt": Buffer.alloc(0),
};
let ada: Window;
let lin: Window;

beforeAll(async () => {
  ada = await openWindow();
  lin = await openWindow();
  await mkdir(join(gallery.folder, "tokenizer"));
  for (const [path, bytes] of Object.entries(files)) {
    await writeFile(join(gallery.folder, path), bytes);
  }
  await writeFile(join(gallery.folder, "tokenizer/词表.txt"), "你\n好\n");
});

it("ACC-1: the first person signs up and is told to be the administrator", async () => {
  const { page } = ada;
  await page.goto("/");
  await page.getByRole("link", { name: "Create the first account" }).click();
  await expectShown(page.getByText("it becomes the administrator"));
  await signUp(page, "ada", "Ada Lovelace");
  await page.getByRole("button", { name: "Account", exact: true }).click();
  await expectShown(page.getByText("Ada Lovelace"));
});

it("REP-1: creates a model; a name that is not possible is said so while typing", async () => {
  const { page } = ada;
  await page.goto("/new?kind=model");
  await page.getByLabel("English name").fill("night owl");
  await expectShown(page.getByText("Only letters, digits"));
  await createAsset(page, {
    owner: "ada",
    name: "night-owl",
    titleZh: "夜枭语言模型",
    description: "A small language model for owls",
  });
  await expectShown(page.getByText("Draft", { exact: true }));
  await page.goto("/new?kind=model");
  await page.getByLabel("English name").fill("Night-Owl");
  await page.getByRole("button", { name: "Create model" }).click();
  await expectShown(page.getByText("An asset of this kind has this name"));
});

it("REP-3: files and a folder go up together and become one commit", async () => {
  const { page } = ada;
  await page.goto("/ada/night-owl");
  await page.getByRole("link", { name: "Upload" }).click();
  const chooser = page.locator("input[type=file][aria-label='Choose files']");
  await chooser.setInputFiles(Object.keys(files).map((name) => join(gallery.folder, name)));
  const folderChooser = page.locator("input[type=file][aria-label='Choose a folder']");
  await folderChooser.setInputFiles(join(gallery.folder, "tokenizer"));
  await expectShown(page.getByText("4 of 4 files ready"));
  await page.getByLabel("Commit title").fill("First weights");
  await page.getByRole("button", { name: "Commit 4 files" }).click();
  await page.waitForURL(/\/ada\/night-owl\/tree\/main$/u);
  await expectShown(page.getByRole("link", { name: "model.safetensors" }));
  await page.goto("/ada/night-owl/tree/main/tokenizer");
  await expectShown(page.getByRole("link", { name: "词表.txt" }));
  await page.goto("/ada/night-owl/commits/main");
  await expectShown(page.getByRole("link", { name: "First weights" }));
});

it("REP-8: the card's settings and text are edited in one place and stand in README.md", async () => {
  const { page } = ada;
  await page.goto("/ada/night-owl");
  await page.getByRole("link", { name: "Edit the card" }).click();
  await page.getByRole("combobox", { name: "Languages" }).fill("Chinese");
  await page.getByRole("option", { name: "Chinese", exact: true }).click();
  const text = page.getByRole("textbox", { name: "Text of the card" });
  await text.fill("# Night owl\n\nIt answers at **night**.\n\n- 夜里回答\n");
  await expectShown(page.getByRole("region", { name: "Preview" }).getByText("夜里回答"));
  await page.getByText("README.md", { exact: true }).click();
  const source = page.getByRole("textbox", { name: "README.md" });
  await expect.poll(() => source.inputValue()).toMatch(/language:\s+- zh/u);
  await page.getByRole("button", { name: "Save" }).click();
  await page.waitForURL(/\/ada\/night-owl$/u);
  await expectShown(page.getByRole("heading", { name: "Night owl", exact: true }));
});

it("PUB-1: publishes it after naming what is missing and a summary in words", async () => {
  const { page } = ada;
  const dialog = await openWizard(page);
  await dialog.getByRole("button", { name: "Continue" }).click();
  await expectShown(dialog.getByText("A model needs a task type"));
  await page.keyboard.press("Escape");
  await publish(page, "/ada/night-owl");
  await expect.poll(() => page.getByRole("button", { name: "Publish" }).count()).toBe(0);
  await signOut(page);
});

it("DIS-1: another person finds it by an English and by a Chinese word", async () => {
  const { page } = lin;
  await signUp(page, "lin");
  const field = page.getByRole("searchbox").or(page.getByLabel("Search models, datasets and more"));
  await field.first().fill("owls");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/search\?q=owls$/u);
  await expectShown(page.getByText("1 result"));
  await expectShown(page.getByRole("link", { name: /night-owl/u }));
  await page.goto("/models?q=夜枭");
  await page.getByRole("link", { name: /night-owl/u }).click();
  await page.waitForURL(/\/ada\/night-owl$/u);
});

it("DIS-3: keeps it as a favourite", async () => {
  const { page } = lin;
  await page.getByRole("button", { name: "Add to favourites" }).click();
  await expectShown(page.getByRole("button", { name: "Remove from favourites" }));
  await page.goto("/me/favourites");
  await expectShown(page.getByRole("link", { name: /night-owl/u }));
});

it("REP-6, REP-13: downloads it byte for byte, with the hash that the page shows", async () => {
  const { page } = lin;
  await page.goto("/ada/night-owl/blob/main/model.safetensors");
  const sha256 = createHash("sha256").update(weights).digest("hex");
  await expectShown(page.getByText(sha256.slice(0, 8)).first());
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    // The header has one too, of the whole asset.
    page.locator('a[download="model.safetensors"]').first().click(),
  ]);
  expect(download.suggestedFilename()).toBe("model.safetensors");
  const got = await readFile(await download.path());
  expect(createHash("sha256").update(got).digest("hex")).toBe(sha256);
});

it("PLT-11: the browser had nothing to complain about", () => {
  expectNoComplaints(ada, lin);
});
