import { afterAll, beforeAll, expect, it } from "vitest";
import { startIdentityProvider } from "#server/testing/identity-provider.ts";
import { expectNoComplaints, expectShown, type Window, windowsOf } from "./browser.ts";
import { createAsset, PASSWORD, signUp } from "./steps.ts";
import { webGallery } from "./web-gallery.ts";

const provider = await startIdentityProvider();
afterAll(() => provider.stop());
const gallery = await webGallery(provider.environment);
provider.allowReturn(`${gallery.url}/login/return`);
const openWindow = windowsOf(gallery);
let operator: Window;
let lin: Window;
let ada: Window;

beforeAll(async () => {
  operator = await openWindow();
  lin = await openWindow();
  ada = await openWindow({ language: "zh-CN", width: 390 });
  await signUp(operator.page, "operator-of-it");
});

it("ACC-1: somebody new comes in by the provider, with a name of their own, to where they wanted", async () => {
  const { page } = lin;
  const email = "lin@provider.example";
  const name = "Lin Yi";
  const claims = { email, email_verified: true, name, preferred_username: "login" };
  provider.person = { sub: "lin", ...claims };
  await page.goto("/login?next=/models");
  await page.getByRole("button", { name: "Sign in with Example Login" }).click();
  await expectShown(page.getByRole("heading", { name: "Almost there" }));
  expect(page.url()).not.toContain("code=");
  const field = page.getByRole("textbox", { name: "Account name", exact: true });
  // The name that the provider has is an address of the gallery's own.
  expect(await field.inputValue()).toBe("login-2");
  await expectShown(page.getByText("Example Login has verified this address."));
  await field.fill("operator-of-it");
  await page.getByRole("button", { name: "Create account" }).click();
  await expectShown(page.getByText("This name is taken"));
  await field.fill("lin");
  await page.getByRole("button", { name: "Create account" }).click();
  await page.waitForURL((url) => url.pathname === "/models");
  await expectShown(page.getByRole("button", { name: "Account", exact: true }));
});

it("ACC-8: who checks in grows, once a day of their own time zone", async () => {
  const { page } = lin;
  await page.goto("/settings");
  await page.getByRole("combobox", { name: "Time zone" }).fill("Shanghai");
  await page.getByRole("option", { name: "Asia/Shanghai" }).click();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expectShown(page.getByText("Saved"));
  await page.goto("/lin");
  await page.getByRole("button", { name: "Check in: +1" }).click();
  await expectShown(page.getByRole("button", { name: "Checked in today" }));
  await page.getByRole("button", { name: /^Growth/u }).click();
  await expectShown(page.getByRole("dialog").getByText("+1"));
  await page.reload();
  await expectShown(page.getByRole("button", { name: "Checked in today" }));
});

it("ACC-10: an administrator verifies who somebody is, and they see it", async () => {
  await lin.page.goto("/settings");
  await expectShown(lin.page.getByText("Not verified"));
  const { page } = operator;
  await page.goto("/console/accounts");
  await page.getByRole("button", { name: "More about lin" }).click();
  await page.getByRole("menuitem", { name: "Verify identity" }).click();
  await page.getByRole("textbox", { name: "Verified by" }).fill("Town hall");
  await page.getByRole("button", { name: "Mark as verified" }).click();
  await expectShown(page.getByText("Identity verified by Town hall"));
  await lin.page.reload();
  await expectShown(lin.page.getByText(/^Verified /u));
});

it("ACC-1: an address that has an account is linked by its password, in Chinese and on a phone", async () => {
  const { page } = ada;
  await page.goto("/sign-up");
  await page.getByLabel("账号名").fill("ada");
  await page.getByLabel("邮箱").fill("ada@example.org");
  await page.getByRole("textbox", { name: "密码" }).fill(PASSWORD);
  await page.getByRole("button", { name: "创建账号" }).click();
  await page.waitForURL((url) => url.pathname === "/");
  await page.context().clearCookies();
  provider.person = { sub: "ada", email: "ada@example.org", email_verified: true };
  await page.goto("/login?next=/settings/security");
  await page.getByRole("button", { name: "使用 Example Login 登录" }).click();
  await expectShown(page.getByText("ada@example.org 已有账号", { exact: false }));
  await page.getByRole("textbox", { name: "密码" }).fill("not the password");
  await page.getByRole("button", { name: "登录并关联" }).click();
  await expectShown(page.getByText("用户名或密码错误", { exact: false }));
  await page.getByRole("textbox", { name: "密码" }).fill(PASSWORD);
  await page.getByRole("button", { name: "登录并关联" }).click();
  await page.waitForURL(/\/settings\/security$/u);
  await expectShown(page.getByRole("heading", { name: "使用 Example Login 登录" }));
  await expectShown(page.getByText(/关联于/u));
});

it("ACC-1: a provider that refuses, or an old answer, leads back to signing in", async () => {
  const visitor = await openWindow();
  const { page } = visitor;
  await page.goto("/login/return?error=access_denied&state=forged");
  await expectShown(page.getByRole("heading", { name: "Signing in did not work" }));
  expect(page.url()).not.toContain("error=");
  await page.getByRole("link", { name: "Back to signing in" }).click();
  await expectShown(page.getByRole("button", { name: "Sign in with Example Login" }));
  expectNoComplaints(visitor);
});

it("ACC-11: whoever deletes their account reads what happens, and is gone", async () => {
  const { page } = ada;
  await page.goto("/settings/deletion");
  await expectShown(page.getByText("没有需要删除的资产。"));
  await page.getByRole("textbox", { name: "你的密码" }).fill("not the password");
  await page.getByRole("textbox", { name: "输入 ada" }).fill("somebody");
  await page.getByRole("button", { name: "永久注销 ada" }).click();
  await expectShown(page.getByText("请输入账号名：ada"));
  await page.getByRole("textbox", { name: "输入 ada" }).fill("ada");
  await page.getByRole("button", { name: "永久注销 ada" }).click();
  await expectShown(page.getByText("用户名或密码错误", { exact: false }));
  await page.getByRole("textbox", { name: "你的密码" }).fill(PASSWORD);
  await page.getByRole("button", { name: "永久注销 ada" }).click();
  await expectShown(page.getByText("你的账号已注销"));
  await page.goto("/settings");
  await page.waitForURL(/\/login/u);
  expect((await page.request.get("/api/v1/namespaces/ada")).status()).toBe(404);
});

it("ACC-11: organisations that nobody else owns are in the way, and assets are counted", async () => {
  const { page } = lin;
  await createAsset(page, { owner: "lin", name: "whale" });
  await page.goto("/settings/organisations");
  await page.getByRole("button", { name: "Create an organisation" }).click();
  await page.getByRole("dialog").getByLabel("Name", { exact: false }).first().fill("owls");
  await page.getByRole("dialog").getByRole("button", { name: "Create an organisation" }).click();
  await page.waitForURL(/\/settings\/organisations\/owls$/u);
  await page.goto("/settings/deletion");
  await expectShown(page.getByText("1 asset of yours is deleted"));
  await expectShown(page.getByText("Some organisations have no owner but you"));
  await expectShown(page.getByRole("link", { name: "owls" }));
});

it("ACC-11: an administrator deletes an account by its typed name", async () => {
  const { page } = operator;
  await page.request.put("/api/v1/organisations/owls/members/operator-of-it", {
    data: { role: "owner" },
    headers: { origin: gallery.url },
  });
  await page.goto("/console/accounts");
  await page.getByRole("button", { name: "More about lin" }).click();
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  const dialog = page.getByRole("dialog");
  await expectShown(dialog.getByText("1 asset is deleted with its files"));
  await dialog.getByRole("textbox", { name: /to confirm/u }).fill("lin");
  await dialog.getByRole("button", { name: "Delete lin for good" }).click();
  await expectShown(page.getByText("lin is deleted"));
  await lin.page.goto("/settings");
  await lin.page.waitForURL(/\/login/u);
});

it("PLT-8: the browser had nothing to complain about", () => {
  expectNoComplaints(operator, lin, ada);
});
