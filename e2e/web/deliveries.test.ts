import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startS3Server } from "#server/platform/storage/testing/s3-server.ts";
import { s3ServerPath } from "../../tools/s3-server.mjs";
import { expectNoComplaints, expectShown, type Window, windowsOf } from "./browser.ts";
import { createAsset, signUp } from "./steps.ts";
import { webGallery } from "./web-gallery.ts";

const storage = await startS3Server(s3ServerPath);
afterAll(() => storage.stop());
const gallery = await webGallery({ GALLERY_STORAGE_HOSTS: "127.0.0.1" });
const openWindow = windowsOf(gallery);
let ada: Window;
let lin: Window;

beforeAll(async () => {
  [ada, lin] = await Promise.all([openWindow(), openWindow({ language: "zh-CN", width: 390 })]);
  await signUp(ada.page, "ada");
});

async function put(name: string, body: string): Promise<void> {
  const { bucket: Bucket, endpoint, region, credentials } = storage.settings;
  if (endpoint === null || credentials === null) throw new Error("the storage has an address");
  const client = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
  await client.send(new PutObjectCommand({ Bucket, Key: name, Body: body }));
  client.destroy();
}

async function addConnection(page: Page, secret: string): Promise<void> {
  const { bucket, endpoint, credentials } = storage.settings;
  await page.goto("/settings/storage-connections");
  await page.getByRole("button", { name: "Add connection" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("my bucket");
  await dialog.getByLabel("Endpoint").fill(endpoint ?? "");
  await dialog.getByRole("textbox", { name: "Bucket", exact: true }).fill(bucket);
  await dialog.getByLabel("Access key ID").fill(credentials?.accessKeyId ?? "");
  await dialog.getByRole("textbox", { name: "Secret access key" }).fill(secret);
  await dialog.getByRole("button", { name: "Add connection" }).click();
  await dialog.waitFor({ state: "hidden" });
}

it("keeps how one's storage is reached, and says what is wrong with it", async () => {
  const { page } = ada;
  await page.goto("/settings/storage-connections");
  await expectShown(page.getByText("No storage connections"));
  await addConnection(page, "not the secret");
  await page.getByRole("button", { name: "Test" }).click();
  await expectShown(page.getByText("The secret does not belong to the access key."));
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Edit" }).click();
  const dialog = page.getByRole("dialog");
  const secret = dialog.getByRole("textbox", { name: "Secret access key" });
  expect(await secret.inputValue()).toBe("");
  await secret.fill(storage.settings.credentials?.secretAccessKey ?? "");
  await dialog.getByLabel("Endpoint").fill("http://10.0.0.1:9000");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expectShown(dialog.getByText("The gallery does not connect to this host"));
  await dialog.getByLabel("Endpoint").fill(storage.settings.endpoint ?? "");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "Test" }).click();
  await expectShown(page.getByText("works").nth(1));
  await page.keyboard.press("Escape");
});

it("PUB-12: a dataset is imported from object storage; names that clash are told", async () => {
  const { page } = ada;
  await put("raw/one.txt", "one");
  await put("raw/two.txt", "two");
  await put("raw/Two.txt", "TWO");
  const address = await createAsset(page, { kind: "dataset", owner: "ada", name: "birds" });
  await page.goto(`${address}/imports`);
  await expectShown(page.getByText("Nothing was imported yet"));
  const start = async (path: string) => {
    await page.getByRole("button", { name: "Import from object storage" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("combobox", { name: "Storage connection" }).click();
    await page.getByRole("option", { name: "my bucket" }).click();
    await dialog.getByLabel("Path in the object storage").fill(path);
    await dialog.getByRole("button", { name: "Import" }).click();
    await dialog.waitFor({ state: "hidden" });
  };
  await start("raw");
  await expectShown(page.getByText("differs from another name only in upper and lower case"));
  await put("good/one.txt", "one");
  await start("good");
  await page.getByRole("link", { name: "See the commit" }).click();
  await expectShown(page.getByText("one.txt"));
});

it("DIS-9: a dataset is delivered to object storage and listed in my downloads", async () => {
  const { page } = ada;
  await page.goto("/datasets/ada/birds/tree/main");
  await page.getByRole("button", { name: "Download all" }).click();
  await page.getByRole("menuitem", { name: /^Deliver to object storage/u }).click();
  const dialog = page.getByRole("dialog");
  await expectShown(dialog.getByText("Objects of the same names are replaced."));
  await dialog.getByRole("combobox", { name: "Storage connection" }).click();
  await page.getByRole("option", { name: "my bucket" }).click();
  expect(await dialog.getByLabel("Target path").inputValue()).toBe("birds/");
  await dialog.getByRole("button", { name: "Deliver" }).click();
  await page.waitForURL(/\/me\/downloads$/u);
  await expectShown(page.getByText("done", { exact: true }));
  await expectShown(page.getByRole("link", { name: "ada/birds" }));
});

it("DIS-9: a dataset is delivered into a new dataset of the workbench, whose paths must not meet", async () => {
  const { page } = ada;
  await page.goto("/datasets/ada/birds/tree/main");
  await page.getByRole("button", { name: "Download all" }).click();
  await page.getByRole("menuitem", { name: /^Deliver to object storage/u }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("New dataset of the workbench").click();
  expect(await dialog.getByLabel("Name").inputValue()).toMatch(/^data-[a-z0-9]{4}$/u);
  await dialog.getByLabel("Name").fill("my birds");
  await dialog.getByRole("combobox", { name: "Data type" }).click();
  await page.getByRole("option", { name: "Text" }).click();
  await dialog.getByRole("combobox", { name: "Storage connection" }).click();
  await page.getByRole("option", { name: "my bucket" }).click();
  await dialog.getByLabel("Input path").fill("work/birds");
  await dialog.getByLabel("Output path").fill("work/birds/labels");
  await dialog.getByRole("button", { name: "Deliver" }).click();
  await expectShown(dialog.getByText("Must not be the input path or lie below it"));
  await dialog.getByLabel("Output path").fill("work/labels");
  await dialog.getByRole("button", { name: "Deliver" }).click();
  await page.waitForURL(/\/workbench\/datasets$/u);
  await expectShown(page.getByText("filled", { exact: true }));
  await page.goto("/me/downloads");
  await expectShown(page.getByText("dataset my birds of the workbench"));
});

it("PUB-12: a version of a workbench dataset is imported; one that is no longer so is refused", async () => {
  const { page } = ada;
  await page.goto("/workbench/datasets");
  await page.getByRole("button", { name: "Versions" }).click();
  await page.getByRole("button", { name: "Make a version" }).click();
  await expectShown(page.getByText("V001", { exact: true }));
  await page.keyboard.press("Escape");
  const address = await createAsset(page, { kind: "dataset", owner: "ada", name: "again" });
  await page.goto(`${address}/imports`);
  const start = async (folder: string) => {
    await page.getByRole("button", { name: "Import from object storage" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Dataset of the workbench").click();
    await dialog.getByRole("combobox", { name: "Dataset", exact: true }).click();
    await page.getByRole("option", { name: "my birds" }).click();
    await dialog.getByLabel("Folder in the repository").fill(folder);
    await dialog.getByRole("button", { name: "Import" }).click();
    await dialog.waitFor({ state: "hidden" });
  };
  await start("then");
  await expectShown(page.getByRole("link", { name: "See the commit" }));
  await put("work/birds/new.txt", "came later");
  await start("now");
  await expectShown(page.getByText("The source is not what its version was"));
});

it("DIS-9: a phone in Chinese shows the same", async () => {
  const { page } = lin;
  const cookies = await ada.page.context().cookies();
  await page.context().addCookies(cookies.filter(({ httpOnly }) => httpOnly));
  await page.goto("/me/downloads");
  await expectShown(page.getByText("已完成", { exact: true }));
  await page.goto("/datasets/ada/birds/imports");
  await expectShown(page.getByText("与另一个名称仅大小写不同"));
  await page.goto("/settings/storage-connections");
  await expectShown(page.getByText("my bucket"));
  for (const address of ["/me/downloads", "/settings/storage-connections", "/workbench/datasets"]) {
    await page.goto(address);
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect({ address, wide }).toEqual({ address, wide: false });
  }
});

it("the browser had nothing to complain about", () => {
  expectNoComplaints(ada, lin);
});
