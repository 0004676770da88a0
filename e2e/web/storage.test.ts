import { randomBytes } from "node:crypto";
import { beforeAll, expect, it } from "vitest";
import { expectNoComplaints, expectShown, type Window, windowsOf } from "./browser.ts";
import { createAsset, signUp } from "./steps.ts";
import { webGallery } from "./web-gallery.ts";

const gallery = await webGallery({ GALLERY_OWNER_BYTES: "10000000" });
const openWindow = windowsOf(gallery);
let ada: Window;

const BASE = "/api/v1/repositories/model/ada/owl";

beforeAll(async () => {
  ada = await openWindow();
  await signUp(ada.page, "ada");
  await createAsset(ada.page, { owner: "ada", name: "owl", description: "Grows and shrinks" });
});

async function commit(...operations: object[]): Promise<string> {
  const response = await ada.page.request.post(`${BASE}/commits`, {
    data: { branch: "main", title: "Change files", operations },
    headers: { origin: gallery.url },
  });
  expect(response.status(), await response.text()).toBe(201);
  return ((await response.json()) as { commit: string }).commit;
}

const aFile = (path: string, sizeBytes: number) => ({
  op: "put",
  path,
  base64: randomBytes(sizeBytes).toString("base64"),
});

it("REP-7: a folder is renamed in one commit, by its menu", async () => {
  const { page } = ada;
  await commit(aFile("weights/a.bin", 1000), aFile("weights/deep/b.bin", 1000));
  await page.goto("/ada/owl/tree/main");
  await page.getByRole("button", { name: "Rename or delete weights" }).click();
  await page.getByRole("menuitem", { name: "Rename" }).click();
  const dialog = page.getByRole("dialog", { name: "Rename folder" });
  await dialog.getByRole("textbox").fill("models/v1");
  await dialog.getByRole("button", { name: "Rename" }).click();
  await page.getByRole("link", { name: "models", exact: true }).click();
  await page.getByRole("link", { name: "v1", exact: true }).click();
  await expectShown(page.getByRole("link", { name: "a.bin" }));
  await expectShown(page.getByRole("link", { name: "deep" }));
});

it("REP-2: the history of a file goes on behind its renaming", async () => {
  const { page } = ada;
  await page.goto("/ada/owl/blob/main/models/v1/a.bin");
  await page.getByRole("main").locator('a[href$="/commits/main/models/v1/a.bin"]').click();
  await page.waitForURL(/\/commits\/main\/models\/v1\/a\.bin$/u);
  await expectShown(page.getByRole("link", { name: "Rename weights to models/v1" }));
  await expectShown(page.getByRole("link", { name: "Change files" }));
});

it("REP-6: everything can be had as zip or as tar", async () => {
  const { page } = ada;
  await page.goto("/ada/owl/tree/main");
  for (const format of ["zip", "tar"]) {
    await page.getByRole("button", { name: "Download all" }).click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("menuitem", { name: `As ${format}` }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(new RegExp(`^owl-[0-9a-f]{7}\\.${format}$`, "u"));
  }
});

it("REP-7: one file comes back from an older version, after it was said what changes", async () => {
  const { page } = ada;
  const old = await commit({ op: "put", path: "notes.txt", text: "first thought\n" });
  await commit({ op: "put", path: "notes.txt", text: "second thought\n" });
  await page.goto(`/ada/owl/blob/${old}/notes.txt`);
  await page.getByRole("button", { name: "Restore this version" }).click();
  const dialog = page.getByRole("dialog", { name: "Restore notes.txt" });
  await expectShown(dialog.getByText("1 file changes"));
  await dialog.getByRole("button", { name: /^Restore/u }).click();
  await page.waitForURL(/\/blob\/main\/notes\.txt$/u);
  await expectShown(page.getByText("first thought"));
});

it("REP-12: the storage page tells what there is, and what history alone holds", async () => {
  const { page } = ada;
  await commit(aFile("big.bin", 3_000_000));
  await commit({ op: "delete", path: "big.bin" });
  await page.goto("/ada/owl");
  await page.getByRole("link", { name: "Storage" }).click();
  await page.waitForURL(/\/ada\/owl\/storage$/u);
  await expectShown(page.getByText("Deleting this repository frees"));
  await expectShown(page.getByText(/of 10 MB used$/u));
  const row = page.getByRole("listitem").filter({ hasText: "big.bin" });
  await expectShown(row.getByText("only in history"));
  await expectShown(row.getByText("3 MB"));
});

it("REP-7: a path that a branch shows is not purged, and the page says who keeps it", async () => {
  const { page } = ada;
  await page.goto("/ada/owl/storage");
  await page.getByRole("button", { name: "Purge paths…" }).click();
  const dialog = page.getByRole("dialog", { name: "Purge paths" });
  await dialog.getByRole("textbox").fill("models");
  await dialog.getByRole("button", { name: "Show what would go" }).click();
  await expectShown(page.getByText("models is on the branch main: delete it there first."));
});

it("REP-7: the old history is purged after its plan was read and the name was typed", async () => {
  const { page } = ada;
  await page.goto("/ada/owl/storage");
  await page.getByRole("button", { name: "Purge the old history…" }).click();
  const dialog = page.getByRole("dialog", { name: "Purge the old history" });
  await expectShown(dialog.getByText("big.bin"));
  const purge = dialog.getByRole("button", { name: "Purge for good" });
  expect(await purge.isDisabled()).toBe(true);
  await dialog.getByLabel("Type “ada/owl” to confirm").fill("ada/owl");
  await purge.click();
  await expectShown(page.getByText("Purged so far"));
  await expectShown(page.getByText("Old history", { exact: true }));
  await page.getByRole("listitem").filter({ hasText: "big.bin" }).waitFor({ state: "detached" });
});

it("REP-4: one's own storage stands beside one's assets, with the quota", async () => {
  const { page } = ada;
  await page.goto("/me/storage");
  await expectShown(page.getByRole("heading", { name: "Storage" }));
  await expectShown(page.getByText(/of 10 MB used$/u));
  await expectShown(page.getByRole("link", { name: "owl" }));
});

it("NFR-7: nothing of this broke the page's rules, also on a phone, in Chinese, at night", async () => {
  expectNoComplaints(ada);
  const state = await ada.page.context().storageState();
  const phone = await openWindow({ language: "zh-CN", width: 390, colorScheme: "dark" });
  await phone.page.context().addCookies(state.cookies);
  for (const path of ["/ada/owl/storage", "/me/storage"]) {
    await phone.page.goto(path);
    await expectShown(phone.page.getByRole("heading", { name: "存储" }).first());
    const { scrollWidth, clientWidth } = await phone.page.evaluate(() => document.documentElement);
    expect(scrollWidth ?? 0, path).toBeLessThanOrEqual(clientWidth ?? 0);
  }
  expectNoComplaints(phone);
});
