import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { expectNoComplaints, expectShown, type Window, windowsOf } from "./browser.ts";
import {
  createAsset,
  openWizard,
  passToCheck,
  publish,
  signUp,
  submitPublication,
} from "./steps.ts";
import { webGallery } from "./web-gallery.ts";

/** Made by the real torch.save: weights, and an object that names os.system. */
const EVIL = join(
  import.meta.dirname,
  "../../server/platform/formats/pickle/fixtures/evil-checkpoint.pt",
);
const gallery = await webGallery({ GALLERY_REVIEW: "manual" });
const openWindow = windowsOf(gallery);
const WAITS = /A reviewer will decide/u;
let operator: Window;
let ada: Window;
let visitor: Window;

beforeAll(async () => {
  [operator, ada, visitor] = await Promise.all([
    openWindow({ language: "zh-CN" }),
    openWindow(),
    openWindow(),
  ]);
  const first = await openWindow();
  await signUp(first.page, "operator-of-it");
  await first.page.close();
  await operator.page.goto("/login");
  await operator.page.request.post("/api/v1/session", {
    data: { login: "operator-of-it", password: "correct horse battery" },
    headers: { origin: gallery.url },
  });
  await signUp(ada.page, "ada");
});

const statusOf = async ({ page }: Window, name: string) =>
  (await page.request.get(`/api/v1/assets/model/ada/${name}`)).status();

it("PUB-2: where people review, it waits for them and can be withdrawn", async () => {
  const { page } = ada;
  await createAsset(page, { owner: "ada", name: "withdrawn", description: "Not today" });
  await publish(page, "/ada/withdrawn", { outcome: WAITS });
  expect(await statusOf(visitor, "withdrawn")).toBe(404);
  await page.goto("/ada/withdrawn/settings");
  await page.getByRole("button", { name: "Withdraw" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Withdraw" }).click();
  await expectShown(page.getByText("Withdrawn: it is a draft again"));
  await page.getByText("In review → Draft").waitFor({ state: "attached" });
});

it("PLT-3: the reviewer finds it on the desk and rejects it with a reason, by the keyboard", async () => {
  await createAsset(ada.page, { owner: "ada", name: "reviewed", description: "Rows to look at" });
  await publish(ada.page, "/ada/reviewed", { outcome: WAITS });
  const { page } = operator;
  await page.goto("/console/review");
  await expectShown(page.getByRole("heading", { name: "审核台" }));
  await page.getByRole("link", { name: "reviewed", exact: true }).click();
  await expectShown(
    page.getByText("文件夹中除介绍外没有其他文件").or(page.getByText("自动检查结果")),
  );
  await expectShown(page.getByRole("link", { name: /的文件$/u }));
  await page.keyboard.press("r");
  const dialog = page.getByRole("dialog");
  const reject = dialog.getByRole("button", { name: "驳回" });
  expect(await reject.isDisabled()).toBe(true);
  await dialog.getByLabel("原因：需要修改什么").fill("The description says nothing");
  await page.keyboard.press("Control+Enter");
  await expectShown(page.getByText("已驳回"));
  expect(await statusOf(visitor, "reviewed")).toBe(404);
});

it("PUB-2: the owner reads why, puts it right and submits it again", async () => {
  const { page } = ada;
  await page.goto("/ada/reviewed/settings");
  const told = page.getByRole("alert").filter({ hasText: "A reviewer has rejected it" });
  await expectShown(told.getByText("The description says nothing"));
  await page.goto("/ada/reviewed");
  const dialog = await openWizard(page);
  await dialog.getByRole("textbox", { name: "Description" }).fill("Sorts letters by their topic");
  await passToCheck(dialog);
  await submitPublication(dialog, WAITS);
});

it("PLT-3: the reviewer sees what was said before, approves, and everybody finds it", async () => {
  const { page } = operator;
  await page.goto("/console/review");
  await page.getByRole("link", { name: "reviewed", exact: true }).click();
  await expectShown(page.getByText("Sorts letters by their topic"));
  await expectShown(page.getByText("The description says nothing"));
  await page.getByRole("button", { name: "通过" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "通过" }).click();
  await expectShown(page.getByText("已通过"));
  expect(await statusOf(visitor, "reviewed")).toBe(200);
  await page.goto("/console/review?state=approved");
  await expectShown(page.getByRole("link", { name: "reviewed", exact: true }));
});

it("PLT-5: a dangerous file that comes later is closed until a reviewer lets it through", async () => {
  await ada.page.goto("/ada/reviewed/upload");
  await ada.page.locator("input[type=file][aria-label='Choose files']").setInputFiles(EVIL);
  await ada.page.getByRole("button", { name: "Commit 1 file" }).click();
  await ada.page.waitForURL(/tree\/main$/u);
  const contentStatus = async () =>
    (
      await visitor.page.request.get(
        "/api/v1/repositories/model/ada/reviewed/content/main/evil-checkpoint.pt",
      )
    ).status();
  await expect.poll(contentStatus, { timeout: 20_000 }).toBe(403);
  await visitor.page.goto("/ada/reviewed/blob/main/evil-checkpoint.pt");
  await expectShown(visitor.page.getByText("This file is closed until a reviewer has decided"));
  await ada.page.goto("/ada/reviewed/settings");
  await expectShown(ada.page.getByText("A commit is being reviewed"));
  await expectShown(ada.page.getByText("Closed to readers:"));
  const { page } = operator;
  await page.goto("/console/review?subject=commit");
  await page.getByRole("link", { name: "reviewed", exact: true }).click();
  await expectShown(page.getByRole("link", { name: /^自上次通过的提交/u }));
  await page.keyboard.press("a");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").fill("We know what it does");
  await dialog.getByRole("button", { name: "通过" }).click();
  await dialog.waitFor({ state: "hidden" });
  expect(await contentStatus()).toBe(200);
});

it("PLT-11: the browsers had nothing to complain about", () => {
  expectNoComplaints(operator, ada, visitor);
});
