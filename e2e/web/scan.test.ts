import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { expectNoComplaints, expectShown, type Window, windowsOf } from "./browser.ts";
import { createAsset, publish, signUp } from "./steps.ts";
import { webGallery } from "./web-gallery.ts";

/** Made by the real torch.save: weights, and an object that names os.system. */
const EVIL = join(
  import.meta.dirname,
  "../../server/platform/formats/pickle/fixtures/evil-checkpoint.pt",
);
const gallery = await webGallery();
const openWindow = windowsOf(gallery);
let ada: Window;

beforeAll(async () => {
  ada = await openWindow();
  await signUp(ada.page, "ada");
  await createAsset(ada.page, { owner: "ada", name: "trap", description: "A trap" });
  await ada.page.goto("/ada/trap/upload");
  const secret = ["AKIA", "Q3EGRTZ5KXW2LMNP"].join("");
  const files = ada.page.locator("input[type=file][aria-label='Choose files']");
  await files.setInputFiles([
    {
      name: "train.py",
      mimeType: "text/plain",
      buffer: Buffer.from(`import os\n\nKEY = "${secret}"\n`),
    },
    { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("nothing here\n") },
  ]);
  await files.setInputFiles(EVIL);
  await ada.page.getByRole("button", { name: "Commit 3 files" }).click();
  await ada.page.waitForURL(/tree\/main$/u);
});

it("PLT-5: the files of an asset tell which of them are not safe, once they are scanned", async () => {
  const { page } = ada;
  const summary = page.getByRole("list", { name: "Security scan of these files" });
  await expectShown(summary.getByText("1 dangerous file"));
  await expectShown(summary.getByText("1 suspicious file"));
  const row = page.getByRole("listitem").filter({ hasText: "evil-checkpoint.pt" });
  await expectShown(row.getByRole("img", { name: "Dangerous" }).last());
  await summary.getByRole("link", { name: "evil-checkpoint.pt" }).click();
  await page.waitForURL(/blob\/main\/evil-checkpoint\.pt$/u);
});

it("PLT-5: a file's page says what loading it imports and calls, the gravest first", async () => {
  const { page } = ada;
  await page.goto("/ada/trap/blob/main/evil-checkpoint.pt");
  const scan = page.getByRole("region", { name: "Security scan" });
  await expectShown(scan.getByText("Loading this file can run any code on your machine."));
  const rows = scan.getByRole("table").getByRole("row");
  await expectShown(rows.nth(1).getByText("posix.system"));
  expect(await rows.nth(1).innerText()).toMatch(/Dangerous\s+called\s+evil-checkpoint\/data\.pkl/u);
  await expectShown(scan.getByText("No virus scanner is configured."));
});

it("PLT-5: a secret is shown by its line, masked, and leads there", async () => {
  const { page } = ada;
  await page.goto("/ada/trap/blob/main/train.py");
  const scan = page.getByRole("region", { name: "Security scan" });
  await expectShown(scan.getByText("AKIA********"));
  await scan.getByRole("link", { name: "Line 3" }).click();
  expect(new URL(page.url()).hash).toBe("#L3");
});

it("PLT-5: a safe file says so in a line, and all by the keyboard", async () => {
  const { page } = ada;
  await page.goto("/ada/trap/blob/main/notes.txt");
  const line = page.getByRole("button", { name: /No problems found/u });
  await expectShown(line);
  expect(await line.getAttribute("aria-expanded")).toBe("false");
  await line.focus();
  await page.keyboard.press("Enter");
  await expectShown(page.getByText("Nothing was found that needs a look."));
});

it("PLT-5: publishing it ends in review, with the reason and the way to the file", async () => {
  const { page } = ada;
  await publish(page, "/ada/trap", { outcome: /so a human decides/u });
  await page.goto("/ada/trap");
  await expectShown(page.getByText("In review"));
  const stranger = await openWindow();
  const answer = await stranger.page.request.get(
    "/api/v1/repositories/model/ada/trap/scans/main/evil-checkpoint.pt",
  );
  expect(answer.status()).toBe(404);
  expectNoComplaints(ada);
});

it("PLT-5: on a phone, in Chinese and in the dark the findings fit the page", async () => {
  const phone = await openWindow({ language: "zh-CN", width: 390, colorScheme: "dark" });
  await phone.page.context().addCookies(await ada.page.context().cookies());
  await phone.page.goto("/ada/trap/blob/main/evil-checkpoint.pt");
  const scan = phone.page.getByRole("region", { name: "安全扫描" });
  await expectShown(scan.getByText("加载此文件可以在您的机器上执行任意代码。"));
  const isWide = await phone.page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  );
  expect(isWide).toBe(false);
  expectNoComplaints(phone);
});
