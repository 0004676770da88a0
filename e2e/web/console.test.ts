import { readFile } from "node:fs/promises";
import { beforeAll, expect, it } from "vitest";
import { expectNoComplaints, expectShown, type Window, windowsOf } from "./browser.ts";
import { createAsset, PASSWORD, publish, signUp } from "./steps.ts";
import { webGallery } from "./web-gallery.ts";

const gallery = await webGallery();
const openWindow = windowsOf(gallery);
let operator: Window;
let ada: Window;

beforeAll(async () => {
  [operator, ada] = await Promise.all([openWindow(), openWindow({ language: "zh-CN" })]);
  await signUp(operator.page, "operator-of-it", "The operator");
  const other = await openWindow();
  await signUp(other.page, "ada", "Ada");
  await other.page.close();
  await ada.page.request.post("/api/v1/session", {
    data: { login: "ada", password: PASSWORD },
    headers: { origin: gallery.url },
  });
});

it("PLT-4: the console is in the operator's menu, and not there for anybody else", async () => {
  const { page } = operator;
  await page.goto("/");
  await page.getByRole("button", { name: "Account", exact: true }).click();
  await page.getByRole("menuitem", { name: "Console" }).click();
  await expectShown(page.getByRole("navigation", { name: "Console" }));
  await ada.page.goto("/console/words");
  await expectShown(ada.page.getByRole("heading", { name: "这里什么也没有" }));
  await ada.page.goto("/");
  await ada.page.getByRole("button", { name: "账号", exact: true }).click();
  await expectShown(ada.page.getByRole("menuitem", { name: "设置" }));
  expect(await ada.page.getByRole("menuitem", { name: "管理后台" }).count()).toBe(0);
});

it("ACC-7: what the operator adds to the words is refused beside the field, in the reader's words", async () => {
  const { page } = operator;
  await page.goto("/console/words");
  await expectShown(page.getByText("No words yet"));
  await page.getByRole("button", { name: "Add words" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("One word on each line").fill("casino\n\nCASINO\n赌场\na.*b");
  await dialog.getByRole("button", { name: "Add 4 words" }).click();
  await expectShown(page.getByText("Added 3 words; 1 were there already"));
  await expectShown(page.getByText("3 words", { exact: true }));
  await ada.page.goto("/settings");
  await ada.page.getByLabel("昵称").fill("Ｃａｓｉｎｏ");
  await ada.page.getByRole("button", { name: "保存" }).first().click();
  await expectShown(ada.page.getByText("含有不允许使用的词语：casino"));
});

it("PLT-4: the words are exported as a file, found, and removed", async () => {
  const { page } = operator;
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export", exact: true }).click(),
  ]);
  expect(await readFile(await file.path(), "utf8")).toBe("casino\n赌场\na.*b\n");
  await page.getByRole("textbox", { name: "Find a word" }).fill("賭");
  await page.getByRole("checkbox", { name: "casino" }).waitFor({ state: "detached" });
  await page.getByRole("checkbox", { name: "赌场" }).check();
  await page.getByRole("button", { name: "Remove 1 word" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove 1 word" }).click();
  await expectShown(page.getByText("Removed 1 word"));
  await expectShown(page.getByText("No such word"));
});

it("PUB-8: a new version of an agreement is written, read in both languages, and asked for", async () => {
  const { page } = operator;
  await page.goto("/console/agreements");
  const service = page.getByRole("listitem").filter({ hasText: "Service agreement" });
  await service.getByRole("link", { name: "Write a new version" }).click();
  await expectShown(page.getByRole("heading", { name: "New version: Service agreement" }));
  await page.getByLabel("Chinese text").fill("1. 友善待人。");
  await page.getByLabel("English text").fill("");
  await page.getByRole("button", { name: "Write the version after 1.0" }).click();
  await expectShown(page.getByText("The text is missing"));
  await page.getByLabel("English text").fill("1. Be **kind** to each other.");
  await page.getByRole("button", { name: "Write the version after 1.0" }).click();
  await expectShown(page.getByText("In force", { exact: true }));
  await page.getByRole("link", { name: "Read" }).last().click();
  await expectShown(page.getByRole("link", { name: "Read version 2.0" }));
  await ada.page.goto("/legal/service");
  await expectShown(ada.page.getByText("友善待人。"));
});

it("PLT-4: an asset is featured and stands on the first page", async () => {
  const { page } = operator;
  await createAsset(page, { owner: "operator-of-it", name: "walk", description: "Walks over" });
  await publish(page, "/operator-of-it/walk");
  await page.goto("/console/marks");
  const row = page.getByRole("listitem").filter({ hasText: "operator-of-it/walk" });
  const featured = row.getByRole("switch", { name: "operator-of-it/walk is featured" });
  await featured.click();
  await expect.poll(() => featured.isChecked()).toBe(true);
  await page.getByRole("radiogroup").getByText("Featured").click();
  await expectShown(page.getByRole("link", { name: "operator-of-it/walk" }));
  await ada.page.goto("/search?featured=true");
  await expectShown(ada.page.getByText("Walks over"));
});

it("PLT-4: the review is set, and follows the environment again", async () => {
  const { page } = operator;
  await page.goto("/console/settings");
  await page.getByRole("radiogroup").getByText("Manual").click();
  await expectShown(page.getByText("Set here; the environment says: Automatic."));
  await page.getByRole("button", { name: "Follow the environment" }).click();
  await page.getByText("Set here;").waitFor({ state: "detached" });
});

it("PLT-4: an account is suspended and let in again", async () => {
  const { page } = operator;
  await page.goto("/console/accounts");
  await page.getByRole("textbox", { name: /^Name, account ID/u }).fill("ada@");
  await page.getByText("operator-of-it@example.org").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Suspend" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Suspend ada" }).click();
  await expectShown(page.getByText("Suspended", { exact: true }));
  await ada.page.goto("/settings");
  await ada.page.waitForURL(/\/login/u);
  await page.getByRole("button", { name: "Restore" }).click();
  await page.getByRole("main").getByText("Suspended").waitFor({ state: "detached" });
});

it("PLT-8: the audit tells all of it, by action and account, on a phone too", async () => {
  const { page } = operator;
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/console/audit?action=operations.&account=operator-of-it");
  await expectShown(page.getByText("operations.words-removed"));
  await expectShown(page.getByText("operations.setting-changed"));
  expect(await page.getByText("accounts.suspended").count()).toBe(0);
  await page.getByRole("button", { name: "Details" }).last().click();
  await expectShown(page.getByText('"added": 3'));
  const width = await page.evaluate("document.documentElement.scrollWidth");
  expect(width).toBeLessThanOrEqual(390);
});

it("PLT-11: the browsers had nothing to complain about", () => {
  expectNoComplaints(operator, ada);
});
