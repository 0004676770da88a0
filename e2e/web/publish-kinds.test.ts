import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { expectNoComplaints, expectShown, type Window, windowsOf } from "./browser.ts";
import {
  chooseTerm,
  continueTo,
  createAsset,
  openWizard,
  signUp,
  submitPublication,
} from "./steps.ts";
import { webGallery } from "./web-gallery.ts";

const gallery = await webGallery({ GALLERY_REGIONS: "east=East China,north=North China" });
const openWindow = windowsOf(gallery);
let ada: Window;
let lin: Window;

beforeAll(async () => {
  [ada, lin] = await Promise.all([openWindow(), openWindow({ language: "zh-CN", width: 390 })]);
  await signUp(ada.page, "ada");
  await lin.page.goto("/");
});

async function upload(
  page: Page,
  address: string,
  { name, content }: { name: string; content: string },
): Promise<void> {
  const path = join(gallery.folder, name);
  await writeFile(path, content);
  await page.goto(`${address}/upload`);
  await page.locator("input[type=file][aria-label='Choose files']").setInputFiles(path);
  await expectShown(page.getByText("1 of 1 file ready"));
  await page.getByRole("button", { name: "Commit 1 file" }).click();
  await page.waitForURL(/\/tree\/main$/u);
}

it("PUB-1: a model is published for whoever applies, with a version, a region and a limit", async () => {
  const { page } = ada;
  const address = await createAsset(page, { owner: "ada", name: "owl", description: "Owls" });
  const dialog = await openWizard(page);
  await dialog.getByRole("button", { name: "Continue" }).click();
  await expectShown(dialog.getByText("A model needs a task type"));
  await chooseTerm(page, "Task type", "Text generation");
  await dialog.getByRole("textbox", { name: "Description" }).fill("Owls that speak");
  await continueTo(dialog, "Who may see and use it");
  await dialog.getByRole("radio", { name: "Apply to use; I decide" }).check();
  await continueTo(dialog, "Version and terms");
  await dialog.getByLabel("First version").fill("1.0");
  await dialog.getByRole("button", { name: "Continue" }).click();
  await expectShown(dialog.getByText("Three numbers joined by dots"));
  await expectShown(dialog.getByText("Choose at least one region"));
  await dialog.getByLabel("First version").fill("1.0.0");
  await dialog.getByRole("checkbox", { name: "East China" }).check();
  await continueTo(dialog, "Agreements");
  await dialog.getByRole("checkbox", { name: /I have read and accept/u }).check();
  await continueTo(dialog, "Check and publish");
  await expectShown(dialog.getByText("1.0.0"));
  await submitPublication(dialog);
  const card = await lin.page.request.get("/api/v1/assets/model/ada/owl/card");
  expect(card.status()).toBe(401);
  await lin.page.goto(address);
  await expectShown(lin.page.getByText("Owls that speak"));
  await expectShown(lin.page.getByText("East China"));
});

it("PUB-13: a title against the rule is named beside its field; what was typed outlives a reload", async () => {
  const { page } = ada;
  const notebook = { kind: "notebook", owner: "ada", name: "walk", description: "A walk" } as const;
  const address = await createAsset(page, notebook);
  await openWizard(page);
  const title = page.getByRole("dialog").getByRole("textbox", { name: "Title" });
  await title.fill("Why owls?");
  await page.getByRole("dialog").getByRole("combobox", { name: "Environment" }).click();
  await page.getByRole("option", { name: "Ascend" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Continue" }).click();
  await expectShown(page.getByText("None of these characters"));
  await page.reload();
  const dialog = await openWizard(page);
  expect(await title.inputValue()).toBe("Why owls?");
  await title.fill("Why owls");
  await continueTo(dialog, "Who may see and use it");
  await continueTo(dialog, "Version and terms");
  await dialog.getByRole("checkbox", { name: "North China" }).check();
  await continueTo(dialog, "Agreements");
  await dialog.getByRole("checkbox", { name: /I have read and accept/u }).check();
  await continueTo(dialog, "Check and publish");
  await submitPublication(dialog, /It needs a notebook/u);
  const content = JSON.stringify({ cells: [], nbformat: 4 });
  await upload(page, address, { name: "walk.ipynb", content });
  await page.goto(`${address}/settings`);
  await page.getByRole("button", { name: "Run the checks again" }).click();
  await expectShown(page.getByText("It is on the shelf and can be found."));
  await lin.page.goto(address);
  await expectShown(lin.page.getByRole("heading", { name: "Why owls" }));
  await expectShown(lin.page.getByText("昇腾"));
});

it("PUB-11: of a closed algorithm the paper is shown, and no file", async () => {
  const { page } = ada;
  const algorithm = { kind: "algorithm", owner: "ada", name: "fly", description: "Flies" } as const;
  const address = await createAsset(page, algorithm);
  const dialog = await openWizard(page);
  await dialog.getByRole("radio", { name: "Closed" }).check();
  await dialog.getByRole("textbox", { name: "Paper", exact: true }).fill("On silent flight");
  await dialog.getByRole("textbox", { name: "Link to the paper" }).fill("papers.example/flight");
  await dialog.getByRole("button", { name: "Continue" }).click();
  await expectShown(dialog.getByText("An address that begins with http:// or https://"));
  await dialog
    .getByRole("textbox", { name: "Link to the paper" })
    .fill("https://papers.example/flight");
  await continueTo(dialog, "Who may see and use it");
  await continueTo(dialog, "Version and terms");
  await dialog.getByRole("checkbox", { name: "North China" }).check();
  await continueTo(dialog, "Agreements");
  await dialog.getByRole("checkbox", { name: /I have read and accept/u }).check();
  await continueTo(dialog, "Check and publish");
  await submitPublication(dialog);
  await lin.page.goto(address);
  const paper = lin.page.getByRole("link", { name: "On silent flight" });
  expect(await paper.getAttribute("href")).toBe("https://papers.example/flight");
  const files = await lin.page.request.get("/api/v1/repositories/algorithm/ada/fly/tree/main");
  expect(files.status()).toBe(401);
});

it("PUB-19, DIS-8: an image is found by its engine and used by copying its URL, in Chinese too", async () => {
  const { page } = lin;
  await page.goto("/sign-up");
  await page.getByLabel("账号名").fill("lin");
  await page.getByLabel("邮箱").fill("lin@example.org");
  await page.getByRole("textbox", { name: "密码" }).fill("correct horse battery");
  await page.locator("form").getByRole("button").last().click();
  await page.waitForURL((url) => url.pathname === "/");
  await page.goto("/new?kind=image");
  await page.getByLabel("英文名").fill("nest");
  await page.getByLabel("描述").fill("训练用的镜像");
  await page.getByRole("button", { name: /^创建/u }).click();
  await page.waitForURL(/\/images\/lin\/nest$/u);
  await page.getByRole("button", { name: "上架" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "镜像地址" }).fill("https://a.example/b");
  await dialog.getByRole("button", { name: "下一步" }).click();
  await expectShown(dialog.getByText("请填写可拉取的镜像地址"));
  const url = "registry.example/birds/nest:1.0";
  await dialog.getByRole("textbox", { name: "镜像地址" }).fill(url);
  for (const title of ["谁可以查看和使用", "版本与使用期限"]) {
    await dialog.getByRole("button", { name: "下一步" }).click();
    await dialog.getByRole("heading", { name: title }).waitFor();
  }
  await dialog.getByRole("checkbox", { name: "East China" }).check();
  await dialog.getByRole("button", { name: "下一步" }).click();
  await dialog.getByRole("checkbox").check();
  await dialog.getByRole("button", { name: "下一步" }).click();
  await dialog.getByRole("button", { name: "立即上架" }).click();
  await expectShown(dialog.getByText("已上架，可被搜索到。"));
  await ada.page.goto("/images/lin/nest");
  await expectShown(ada.page.getByText(url, { exact: true }));
  await ada.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await ada.page.getByRole("button", { name: "Copy the image URL" }).click();
  await expect.poll(() => ada.page.evaluate(() => navigator.clipboard.readText())).toBe(url);
});

it("PLT-11: the browsers had nothing to complain about", () => {
  expectNoComplaints(ada, lin);
});
