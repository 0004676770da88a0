import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { expectNoComplaints, expectShown, type Window, windowsOf } from "./browser.ts";
import {
  chooseTerm,
  continueTo,
  createAsset,
  openWizard,
  publish,
  signUp,
  submitPublication,
} from "./steps.ts";
import { webGallery } from "./web-gallery.ts";

const gallery = await webGallery();
const openWindow = windowsOf(gallery);
let operator: Window;
let ada: Window;
let lin: Window;

beforeAll(async () => {
  [operator, ada, lin] = await Promise.all([openWindow(), openWindow(), openWindow()]);
  await signUp(operator.page, "operator-of-it");
  await signUp(ada.page, "ada");
  await signUp(lin.page, "lin", "林小明");
  await createAsset(ada.page, { owner: "ada", name: "shelf", description: "Something to list" });
  await publish(ada.page, "/ada/shelf");
});

async function statusFor(page: Page, address: string): Promise<number> {
  return (await page.request.get(`/api/v1/assets/model${address}`)).status();
}

it("PUB-3: unlisting takes it off the shelf for everybody else, relisting puts it back", async () => {
  const { page } = ada;
  expect(await statusFor(lin.page, "/ada/shelf")).toBe(200);
  await page.goto("/ada/shelf/settings");
  await page.getByRole("button", { name: "Unlist" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Unlist" }).click();
  await expectShown(page.getByText("It is off the shelf"));
  expect(await statusFor(lin.page, "/ada/shelf")).toBe(404);
  await lin.page.goto("/ada/shelf");
  await expectShown(lin.page.getByRole("heading", { name: "Nothing here" }));
  await page.getByRole("button", { name: "Relist" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Relist" }).click();
  await expectShown(page.getByText("It is on the shelf and can be found."));
  expect(await statusFor(lin.page, "/ada/shelf")).toBe(200);
});

it("PUB-4: narrowing what was published is refused, with the way to unlist", async () => {
  const { page } = ada;
  await page.getByRole("radio", { name: "Only me" }).check();
  await expectShown(page.getByText("Narrower than now"));
  await page.getByRole("button", { name: "Save visibility" }).click();
  const refusal = page.getByRole("alert").filter({ hasText: "Visibility can only be widened" });
  await expectShown(refusal.getByRole("button", { name: "Unlist" }));
  expect(await statusFor(lin.page, "/ada/shelf")).toBe(200);
});

it("PUB-1: specified users are found by nickname, and they alone see it", async () => {
  const { page } = ada;
  await createAsset(page, { owner: "ada", name: "for-lin", description: "Only for some" });
  const dialog = await openWizard(page);
  await chooseTerm(page, "Task type", "Summarization");
  await dialog.getByRole("textbox", { name: "Description" }).click();
  await continueTo(dialog, "Who may see and use it");
  await dialog.getByRole("radio", { name: "Specified users" }).check();
  await dialog.getByRole("button", { name: "Continue" }).click();
  await expectShown(dialog.getByText("Name at least one user"));
  await dialog.getByRole("textbox", { name: "Specified users" }).fill("林小");
  await page.getByRole("option", { name: /林小明/u }).click();
  await continueTo(dialog, "Version and terms");
  await continueTo(dialog, "Agreements");
  await dialog.getByRole("button", { name: "Continue" }).click();
  await expectShown(dialog.getByText("Publishing needs your consent"));
  await dialog.getByRole("checkbox", { name: /I have read and accept/u }).check();
  await continueTo(dialog, "Check and publish");
  await expectShown(dialog.getByText(/Only 林小明 and those who manage it/u));
  await submitPublication(dialog);
  expect(await statusFor(lin.page, "/ada/for-lin")).toBe(200);
  const visitor = await openWindow();
  expect(await statusFor(visitor.page, "/ada/for-lin")).toBe(404);
});

it("PUB-4: it is widened to everybody by its owner", async () => {
  const { page } = ada;
  await page.goto("/ada/for-lin/settings");
  await page.getByRole("radio", { name: "Public" }).check();
  await page.getByRole("button", { name: "Save visibility" }).click();
  await expectShown(page.getByText("The visibility is changed"));
  const visitor = await openWindow();
  expect(await statusFor(visitor.page, "/ada/for-lin")).toBe(200);
});

it("PUB-2: the page tells the history of the listing", async () => {
  const { page } = ada;
  await page.goto("/ada/shelf/settings");
  await page.locator("summary").click();
  await expectShown(page.getByText("Published → Unlisted"));
});

it("PLT-11: the browser had nothing to complain about", () => {
  expectNoComplaints(operator, ada, lin);
});
