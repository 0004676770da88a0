import { beforeAll, expect, it } from "vitest";
import { isProblem } from "#contract/problems.ts";
import { expectNoComplaints, expectShown, type Window, windowsOf } from "./browser.ts";
import { createAsset, PASSWORD, signUp } from "./steps.ts";
import { clientOf, webGallery } from "./web-gallery.ts";

const gallery = await webGallery();
const openWindow = windowsOf(gallery);
let ada: Window;

beforeAll(async () => {
  ada = await openWindow();
  await signUp(ada.page, "ada");
  await createAsset(ada.page, { owner: "ada", name: "one" });
  await createAsset(ada.page, { owner: "ada", name: "two" });
});

async function canRead(token: string, name: string): Promise<boolean> {
  const params = { kind: "model", owner: "ada", name } as const;
  try {
    await clientOf(gallery, token).call("assets.get-asset", { params });
    return true;
  } catch (error) {
    if (isProblem(error, "not-found") || isProblem(error, "token-invalid")) return false;
    throw error;
  }
}

async function createToken(name: string, choose: () => Promise<void>): Promise<string> {
  const { page } = ada;
  await page.goto("/settings/tokens");
  await page.getByRole("button", { name: "Create a token" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Name" }).fill(name);
  await choose();
  await dialog.getByRole("button", { name: "Create a token" }).click();
  await expectShown(dialog.getByText("it is shown this once"));
  const secret = (await dialog.locator("code").first().textContent()) ?? "";
  await dialog.getByRole("button", { name: "I have copied it" }).click();
  return secret;
}

it("ACC-1: a token's secret is shown once, works at once, and ends when it is revoked", async () => {
  const { page } = ada;
  const secret = await createToken("laptop", async () => undefined);
  expect(secret).toMatch(/^hf_og/u);
  expect(await canRead(secret, "one")).toBe(true);
  await page.reload();
  await expectShown(page.getByText("laptop"));
  expect(await page.content()).not.toContain(secret);
  await page.getByRole("button", { name: "Revoke" }).click();
  await page.getByRole("button", { name: "Revoke “laptop”" }).click();
  await expectShown(page.getByText("No tokens yet"));
  expect(await canRead(secret, "one")).toBe(false);
});

it("ACC-1: a fine-grained token reaches the chosen repository and no other", async () => {
  const { page } = ada;
  const secret = await createToken("only-one", async () => {
    await page.getByRole("radio", { name: "Chosen repositories" }).check();
    await page.getByRole("dialog").getByRole("button", { name: "Create a token" }).click();
    await expectShown(page.getByText("Choose at least one repository"));
    await page.getByRole("textbox", { name: "Repositories" }).fill("one");
    await page.getByRole("option", { name: /ada\/one/u }).click();
  });
  expect(await canRead(secret, "one")).toBe(true);
  expect(await canRead(secret, "two")).toBe(false);
});

it("ACC-1: a key pair is exchanged for a token", async () => {
  const { page } = ada;
  await page.goto("/settings/access-keys");
  await page.getByRole("button", { name: "Create a key pair" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Name" }).fill("cluster");
  await dialog.getByRole("button", { name: "Create a key pair" }).click();
  await expectShown(dialog.getByText("it is shown this once"));
  const [accessKey = "", secretKey = ""] = await dialog.locator("code").allTextContents();
  const { token } = await clientOf(gallery).call("accounts.exchange-access-key", {
    body: { accessKey, secretKey },
  });
  expect(await canRead(token, "two")).toBe(true);
});

it("ACC-1: a changed password ends the other sessions, and signing in leads back", async () => {
  const { page } = ada;
  const elsewhere = await openWindow();
  await elsewhere.page.goto("/settings/security");
  await elsewhere.page.waitForURL(/\/login\?next=/u);
  await elsewhere.page.getByLabel("Account name or e-mail").fill("ada@example.org");
  const password = elsewhere.page.getByRole("textbox", { name: "Password" });
  await password.fill("something else");
  await elsewhere.page.getByRole("button", { name: "Sign in" }).last().click();
  await expectShown(elsewhere.page.getByText("Name or password is wrong"));
  await password.fill(PASSWORD);
  await elsewhere.page.getByRole("button", { name: "Sign in" }).last().click();
  await elsewhere.page.waitForURL(/\/settings\/security$/u);

  await page.goto("/settings/security");
  await page.getByLabel("Current password").fill(PASSWORD);
  await page.getByLabel("New password").fill("another horse battery");
  await page.getByRole("button", { name: "Change password" }).click();
  await expectShown(page.getByText("Your password is changed"));
  await elsewhere.page.reload();
  await elsewhere.page.waitForURL(/\/login\?next=/u);
  expectNoComplaints(elsewhere);
});

it("ACC-3: nickname, bio and language are edited in place", async () => {
  const { page } = ada;
  await page.goto("/settings");
  await page.getByLabel("Nickname").fill("Ada");
  await page.getByLabel("About").fill("x".repeat(501));
  await page.getByRole("button", { name: "Save" }).click();
  await expectShown(page.getByText("At most 500 characters"));
  await page.getByLabel("About").fill("Mathematics");
  await page.getByRole("combobox", { name: "Language" }).click();
  await page.getByRole("option", { name: "简体中文" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await expectShown(page.getByText("已保存"));
  await page.reload();
  await expectShown(page.getByRole("heading", { name: "个人资料" }));
  await page.goto("/ada");
  await expectShown(page.getByText("Mathematics"));
});

it("ACC-3: a picture is shown before it is sent, and can be removed", async () => {
  const { page } = ada;
  await page.goto("/settings");
  const input = page.locator("input[type=file]");
  await input.setInputFiles({
    name: "a.gif",
    mimeType: "image/gif",
    buffer: Buffer.from("GIF89a"),
  });
  await expectShown(page.getByText("仅支持 PNG、JPEG 和 WebP 图片"));
  const png = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
    "base64",
  );
  await input.setInputFiles({ name: "a.png", mimeType: "image/png", buffer: png });
  await expectShown(page.locator("main img[src^='blob:']"));
  await page.getByRole("button", { name: "使用这张图片" }).click();
  await expectShown(page.locator("main img[src*='/avatar']"));
  await page.getByRole("button", { name: "移除" }).click();
  await page.locator("main img").waitFor({ state: "detached" });
});

it("PLT-11: the browser had nothing to complain about", () => {
  expectNoComplaints(ada);
});
