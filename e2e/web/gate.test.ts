import { beforeAll, expect, it } from "vitest";
import { expectNoComplaints, expectShown, type Window, windowsOf } from "./browser.ts";
import { createAsset, publish, signUp } from "./steps.ts";
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
  await signUp(lin.page, "lin");
  await createAsset(ada.page, { owner: "ada", name: "whale", description: "Songs of whales" });
  await publish(ada.page, "/ada/whale");
});

it("PUB-15: the owner closes the files behind terms and a question", async () => {
  const { page } = ada;
  await page.goto("/ada/whale/settings");
  await page.getByRole("radio", { name: "Whom I accept" }).check();
  await page.getByLabel("Terms to accept").fill("Do no harm.");
  await page.getByRole("button", { name: "Add a question" }).click();
  await page.getByRole("textbox", { name: "Question 1" }).fill("Country");
  const gate = page.getByRole("region", { name: "Apply to use" });
  await gate.getByRole("button", { name: "Save", exact: true }).click();
  await expectShown(page.getByText("Nobody is waiting"));
  const card = await lin.page.request.get("/api/v1/assets/model/ada/whale/card");
  expect(card.status()).toBe(403);
});

it("PUB-15: whoever wants it sees the summary, is told what is missing, and asks", async () => {
  const { page } = lin;
  await page.goto("/ada/whale");
  await expectShown(page.getByText("Songs of whales"));
  await page.getByRole("button", { name: "Send request" }).click();
  await expectShown(page.getByText("Accept the terms to go on"));
  await expectShown(page.getByText("Please answer this"));
  await page.getByLabel("Country").fill("Norway");
  await page.getByLabel("What do you want it for?").fill("A thesis");
  await page.getByRole("checkbox", { name: "I accept these terms" }).check();
  await page.getByRole("button", { name: "Send request" }).click();
  await expectShown(page.getByText("Your request is waiting"));
});

it("PUB-15: a request that waits is withdrawn, and may be sent again at once", async () => {
  const { page } = lin;
  await page.goto("/me/requests");
  await page.getByRole("button", { name: "Withdraw request" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Withdraw request" }).click();
  await expectShown(page.getByText("You have asked for nothing"));
  await ada.page.goto("/ada/whale/settings");
  await expectShown(ada.page.getByText("Nobody is waiting"));
  await page.goto("/ada/whale");
  await page.getByLabel("Country").fill("Norway");
  await page.getByLabel("What do you want it for?").fill("A thesis");
  await page.getByRole("checkbox", { name: "I accept these terms" }).check();
  await page.getByRole("button", { name: "Send request" }).click();
  await expectShown(page.getByText("Your request is waiting"));
  await expectShown(page.getByRole("button", { name: "Withdraw request" }));
});

it("PUB-15: the owner accepts, and the card opens; what is taken back closes it again", async () => {
  const { page } = ada;
  await page.goto("/ada/whale/settings");
  await expectShown(page.getByText("A thesis"));
  await expectShown(page.getByText("Norway"));
  await expectShown(page.getByText("lin@example.org"));
  await page.getByRole("button", { name: "Accept", exact: true }).click();
  await expectShown(page.getByText("Nobody is waiting"));
  await lin.page.goto("/ada/whale");
  await expectShown(lin.page.getByRole("link", { name: "Files" }));
  await page.getByRole("tab", { name: "Accepted" }).click();
  await page.getByRole("button", { name: "Take back" }).click();
  await expectShown(page.getByText("Nobody was let in yet"));
  await page.getByRole("tab", { name: "Waiting" }).click();
  await page.getByRole("button", { name: "Reject" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason, told to them").fill("Not this year");
  await dialog.getByRole("button", { name: "Reject" }).click();
  await expectShown(page.getByText("Nobody is waiting"));
  await lin.page.goto("/ada/whale");
  await expectShown(lin.page.getByText("Not this year"));
});

it("PUB-15: many are let in at once, by somebody whom the owner lets decide", async () => {
  const { page } = ada;
  await page.goto("/ada/whale/settings");
  await page.getByLabel("Let somebody decide").fill("lin");
  await page.getByRole("option", { name: "lin" }).click();
  await expectShown(page.getByRole("button", { name: "No longer let lin decide" }));
  for (const name of ["grace", "alan"]) {
    const asking = await openWindow();
    await signUp(asking.page, name);
    await asking.page.goto("/ada/whale");
    await asking.page.getByLabel("Country").fill("Norway");
    await asking.page.getByRole("checkbox", { name: "I accept these terms" }).check();
    await asking.page.getByRole("button", { name: "Send request" }).click();
    await expectShown(asking.page.getByText("Your request is waiting"));
    await asking.page.context().close();
  }
  await lin.page.goto("/me/requests?show=waiting");
  await lin.page.getByRole("link", { name: "Decide" }).click();
  await lin.page.getByRole("checkbox", { name: "Choose all" }).check();
  await lin.page.getByRole("button", { name: "Accept 2" }).click();
  await expectShown(lin.page.getByText("2 requests decided"));
  await expectShown(lin.page.getByText("Nobody is waiting"));
});

it("PLT-11: the browsers had nothing to complain about", () => {
  expectNoComplaints(operator, ada, lin);
});
