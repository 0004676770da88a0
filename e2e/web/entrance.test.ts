import { expect, it } from "vitest";
import { ensureSetupCode } from "#server/accounts/index.ts";
import { expectNoComplaints, expectShown, windowsOf } from "./browser.ts";
import { PASSWORD } from "./steps.ts";
import { webGallery } from "./web-gallery.ts";

// Behind a proxy others can reach the gallery: its first account must bring the printed code.
const gallery = await webGallery({ GALLERY_TRUST_PROXY: "1", GALLERY_SIGN_UP: "closed" });
const openWindow = windowsOf(gallery);

it("ACC-1: a reachable gallery asks its founder for the setup code, and loses nothing on error", async () => {
  const window = await openWindow({ language: "zh-CN" });
  const { page } = window;
  const code = (await ensureSetupCode(gallery.ctx)) ?? "";
  await page.goto("/sign-up");
  await page.getByRole("button", { name: "创建管理员账号" }).click();
  await expectShown(page.getByText("此项必填"));
  await page.getByLabel("账号名").fill("a");
  await page.getByLabel("邮箱").fill("not an address");
  await expectShown(page.getByText("2–42 个字母"));
  await page.getByLabel("账号名").fill("Founder");
  await expectShown(page.getByText("邮箱格式不正确"));
  await page.getByLabel("邮箱").fill("founder@example.org");
  const password = page.getByRole("textbox", { name: "密码", exact: true });
  await password.fill(PASSWORD);
  await page.getByLabel("初始化验证码").fill("WRONG-CODE");
  await page.getByRole("button", { name: "创建管理员账号" }).click();
  await expectShown(page.getByText("初始化验证码缺失或错误"));
  expect(await page.getByLabel("账号名").inputValue()).toBe("Founder");
  expect(await password.inputValue()).toBe(PASSWORD);
  await page.getByRole("button", { name: "显示密码" }).click();
  expect(await password.getAttribute("type")).toBe("text");
  await page.getByLabel("初始化验证码").fill(code.toLowerCase());
  await page.getByRole("button", { name: "创建管理员账号" }).click();
  await page.waitForURL((url) => url.pathname === "/");
  const session = await (await page.request.get("/api/v1/session")).json();
  expect(session.account).toMatchObject({ name: "Founder", isAdmin: true, language: "zh" });
  expectNoComplaints(window);
});

it("ACC-1: where sign-up is closed the page says so", async () => {
  const window = await openWindow();
  await window.page.goto("/sign-up");
  await expectShown(window.page.getByRole("heading", { name: "Sign-up is closed" }));
  expectNoComplaints(window);
});
