import { beforeAll, expect, it } from "vitest";
import { expectNoComplaints, expectShown, type Window, windowsOf } from "./browser.ts";
import { signUp } from "./steps.ts";
import { webGallery } from "./web-gallery.ts";

const gallery = await webGallery();
const openWindow = windowsOf(gallery);
let ada: Window;
let lin: Window;

beforeAll(async () => {
  [ada, lin] = await Promise.all([openWindow(), openWindow()]);
  await signUp(ada.page, "ada");
  await signUp(lin.page, "lin", "林小明");
});

it("ACC-2: an organisation is created; a name that is taken is said beside its field", async () => {
  const { page } = ada;
  await page.goto("/settings/organisations");
  await page.getByRole("button", { name: "Create an organisation" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Organisation name").fill("LIN");
  await dialog.getByRole("button", { name: "Create an organisation" }).click();
  await expectShown(dialog.getByText("This name is taken"));
  await dialog.getByLabel("Organisation name").fill("night-owls");
  await dialog.getByRole("button", { name: "Create an organisation" }).click();
  await page.waitForURL(/\/settings\/organisations\/night-owls$/u);
});

it("ACC-2: members are found by nickname, and a maintainer creates in its name", async () => {
  const { page } = ada;
  await page.getByRole("textbox", { name: "Add a member" }).fill("林");
  await page.getByRole("option", { name: /林小明/u }).click();
  await page.getByRole("combobox", { name: "Role of lin" }).click();
  await page.getByRole("option", { name: "Maintainer" }).click();
  await expect.poll(() => roleOf("lin")).toBe("maintainer");
  await lin.page.goto("/new?kind=dataset&owner=night-owls");
  await lin.page.getByLabel("English name").fill("hoots");
  await lin.page.getByRole("button", { name: "Create dataset" }).click();
  await lin.page.waitForURL(/\/datasets\/night-owls\/hoots$/u);
});

it("ACC-2: an organisation keeps an owner; everybody else may leave", async () => {
  const { page } = ada;
  await page.reload();
  await page.getByRole("button", { name: "Leave" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Leave" }).click();
  await expectShown(dialog.getByText("An organisation needs an owner"));
  await lin.page.goto("/settings/organisations/night-owls");
  await lin.page.getByRole("button", { name: "Leave" }).click();
  await lin.page.getByRole("dialog").getByRole("button", { name: "Leave" }).click();
  await expect.poll(() => roleOf("lin")).toBeUndefined();
});

it("PLT-11: the browser had nothing to complain about", () => {
  expectNoComplaints(ada, lin);
});

async function roleOf(name: string): Promise<string | undefined> {
  const response = await ada.page.request.get("/api/v1/organisations/night-owls/members");
  const { items } = (await response.json()) as { items: { name: string; role: string }[] };
  return items.find((member) => member.name === name)?.role;
}
