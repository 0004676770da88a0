import { beforeAll, expect, it } from "vitest";
import { expectNoComplaints, expectShown, type Window, windowsOf } from "./browser.ts";
import { createAsset, signUp } from "./steps.ts";
import { webGallery } from "./web-gallery.ts";

const gallery = await webGallery({ GALLERY_REVIEW: "manual" });
const openWindow = windowsOf(gallery);
let ada: Window;

beforeAll(async () => {
  ada = await openWindow();
  await signUp(ada.page, "ada");
  await createAsset(ada.page, {
    kind: "dataset",
    owner: "ada",
    name: "reviewed",
    description: "Rows for a reviewer",
  });
});

it("PUB-2: where people review, it waits for them and can be withdrawn", async () => {
  const { page } = ada;
  await page.getByRole("button", { name: "Publish" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("checkbox").check();
  await dialog.getByRole("button", { name: "Continue" }).click();
  await dialog.getByRole("button", { name: "Publish now" }).click();
  await expectShown(dialog.getByText("A reviewer will decide"));
  await expectShown(dialog.getByText("The card names no data type"));
  await dialog.getByRole("button", { name: "Close" }).last().click();
  const visitor = await openWindow();
  const response = await visitor.page.request.get("/api/v1/assets/dataset/ada/reviewed");
  expect(response.status()).toBe(404);
  await page.goto("/datasets/ada/reviewed/settings");
  await page.getByRole("button", { name: "Withdraw" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Withdraw" }).click();
  await expectShown(page.getByText("Withdrawn: it is a draft again"));
  await page.getByText("In review → Draft").waitFor({ state: "attached" });
});

it("PLT-11: the browser had nothing to complain about", () => {
  expectNoComplaints(ada);
});
