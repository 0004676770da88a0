import { beforeAll, expect, it } from "vitest";
import { expectNoComplaints, expectShown, type Window, windowsOf } from "./browser.ts";
import { createAsset, publish, signUp } from "./steps.ts";
import { webGallery } from "./web-gallery.ts";

const gallery = await webGallery();
const openWindow = windowsOf(gallery);
let operator: Window;
let ada: Window;
let lin: Window;
let visitor: Window;

beforeAll(async () => {
  [operator, ada, lin, visitor] = await Promise.all([
    openWindow(),
    openWindow(),
    openWindow({ width: 390 }),
    openWindow({ language: "zh-CN" }),
  ]);
  await signUp(operator.page, "operator-of-it");
  await signUp(ada.page, "ada");
  await signUp(lin.page, "lin");
  await createAsset(ada.page, {
    owner: "ada",
    name: "whale",
    titleZh: "鲸歌",
    description: "Songs of whales",
  });
  await publish(ada.page, "/ada/whale");
});

it("PUB-7: the owner limits the duration, and is told what that means", async () => {
  const { page } = ada;
  await page.goto("/ada/whale/settings");
  await page.getByRole("switch", { name: "Limit the duration" }).check();
  await page.getByRole("textbox", { name: "Duration" }).fill("11");
  await page.getByRole("combobox", { name: "Unit" }).click();
  await page.getByRole("option", { name: "years" }).click();
  await expectShown(page.getByText("At most 10"));
  await page.getByRole("textbox", { name: "Duration" }).fill("2");
  await page.getByRole("radio", { name: "It renews itself" }).check();
  await expectShown(page.getByText("and then for 2 years at a time"));
  await page.getByRole("button", { name: "Save terms" }).click();
  await expectShown(page.getByText("Saved: it holds for new subscriptions"));
  await expectShown(page.getByText("Nobody has subscribed yet"));
});

it("DIS-4: everybody sees the restrictions, and visitors the way, in Chinese too", async () => {
  const { page } = visitor;
  await page.goto("/ada/whale");
  await expectShown(page.getByRole("heading", { name: "订阅后使用" }));
  await expectShown(page.getByText("自动续订", { exact: true }));
  await page.getByRole("link", { name: "订阅", exact: true }).first().click();
  await page.waitForURL(/\/login\?next=/u);
});

it("DIS-5: somebody subscribes with consent, and reads", async () => {
  const { page } = lin;
  await page.goto("/ada/whale");
  await expectShown(page.getByRole("heading", { name: "Subscribe to use this" }));
  await page.getByRole("button", { name: "Subscribe" }).first().click();
  const dialog = page.getByRole("dialog");
  await expectShown(dialog.getByText("Free use for 2 years"));
  await dialog.getByRole("button", { name: "Subscribe" }).click();
  await expectShown(dialog.getByText("Accept the agreements to go on"));
  await dialog.getByRole("checkbox", { name: /I have read and accept/u }).check();
  await dialog.getByRole("button", { name: "Subscribe" }).click();
  await expectShown(dialog.getByText("You are subscribed"));
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await expectShown(page.getByRole("button", { name: "Subscribed" }));
  await expectShown(page.getByRole("link", { name: "Files" }));
  const card = await page.request.get("/api/v1/assets/model/ada/whale/card");
  expect(card.status()).toBe(200);
  await ada.page.goto("/ada/whale/settings");
  await expectShown(ada.page.getByRole("tab", { name: "Active 1" }));
});

it("DIS-6, ACC-9: it is listed with what is left, put away and taken up again", async () => {
  const { page } = lin;
  await page.goto("/me/subscriptions");
  await expectShown(page.getByText(/73\d days left · Renews itself/u));
  await page.getByRole("button", { name: "Cancel" }).click();
  const dialog = page.getByRole("dialog");
  await expectShown(dialog.getByText("Its time runs on"));
  await dialog.getByRole("button", { name: "Cancel subscription" }).click();
  await expectShown(page.getByText("Cancelled", { exact: true }));
  const closed = await page.request.get("/api/v1/assets/model/ada/whale/card");
  expect(closed.status()).toBe(403);
  await page.getByRole("button", { name: "Retrieve" }).click();
  await expectShown(page.getByRole("button", { name: "Cancel" }));
  await page.getByLabel("Find by name or title").fill("nothing like it");
  await expectShown(page.getByText("Nothing matches"));
});

it("DIS-7: it goes on when the asset is unlisted, and nobody else sees it", async () => {
  const { page } = ada;
  await page.goto("/ada/whale/settings");
  await page.getByRole("button", { name: "Unlist" }).first().click();
  await page.getByRole("dialog").getByRole("button", { name: "Unlist" }).click();
  await expectShown(page.getByRole("button", { name: "Relist" }));
  await lin.page.goto("/me/subscriptions");
  await expectShown(lin.page.getByText("Unlisted"));
  await lin.page.getByRole("link", { name: "whale" }).click();
  await expectShown(lin.page.getByRole("button", { name: "Subscribed" }));
  const seen = await visitor.page.request.get("/api/v1/assets/model/ada/whale");
  expect(seen.status()).toBe(404);
});

it("PLT-11: the browsers had nothing to complain about", () => {
  expectNoComplaints(operator, ada, lin, visitor);
});
