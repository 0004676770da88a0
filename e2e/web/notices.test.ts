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
  await ada.page.goto("/ada/whale/settings");
  const gate = ada.page.getByRole("region", { name: "Apply to use" });
  await gate.getByRole("radio", { name: "Whom I accept" }).check();
  await gate.getByRole("switch", { name: "Limited" }).check();
  await gate.getByRole("button", { name: "Save", exact: true }).click();
  await expectShown(ada.page.getByText("Nobody is waiting"));
});

it("ACC-6: a request is told to the owner, and the notice leads to where it is decided", async () => {
  await lin.page.goto("/ada/whale");
  await lin.page.getByLabel("What do you want it for?").fill("A thesis");
  await lin.page.getByRole("button", { name: "Send request" }).click();
  await expectShown(lin.page.getByText("Your request is waiting"));
  const { page } = ada;
  await page.goto("/");
  await page.getByRole("link", { name: "Notices, 1 unread" }).click();
  await page.waitForURL(/\/me\/notices$/u);
  await expectShown(page.getByText("A thesis"));
  await page.getByRole("link", { name: /lin asks to use ada\/whale/u }).click();
  await page.waitForURL(/\/ada\/whale\/access-requests$/u);
  await page.getByRole("button", { name: "Accept", exact: true }).click();
  await expectShown(page.getByText("Nobody is waiting"));
  await expectShown(page.getByRole("link", { name: "Notices", exact: true }).first());
});

it("ACC-5: whoever asked is told, in their language, and reads all at once", async () => {
  const { page } = lin;
  await page.goto("/me/requests");
  await expectShown(page.getByText("Accepted", { exact: true }));
  await expectShown(page.getByText(/Access ends/u));
  await page.getByRole("button", { name: "Language" }).click();
  await page.getByRole("menuitem", { name: "简体中文" }).click();
  await page.getByRole("link", { name: "通知，1 条未读" }).click();
  await expectShown(page.getByText("你可以使用 ada/whale 了"));
  await page.getByRole("button", { name: "全部标为已读" }).click();
  await page.getByText("未读", { exact: true }).click();
  await expectShown(page.getByText("没有未读通知"));
});

it("ACC-5: mails of notices are switched off where they say", async () => {
  const { page } = ada;
  await page.goto("/settings/notices");
  const mails = page.getByRole("switch", { name: "Mail notices to ada@example.org" });
  await expectShown(mails);
  expect(await mails.isChecked()).toBe(true);
  await mails.click();
  await expectShown(page.getByText("Notices are no longer mailed"));
  await page.reload();
  await expectShown(mails);
  expect(await mails.isChecked()).toBe(false);
});

it("ACC-4: nickname and address are confirmed with the code of a mail", async () => {
  const { page } = lin;
  await page.goto("/settings/onboarding?next=/ada/whale");
  await page.getByLabel("昵称").fill("Lin");
  await page.getByRole("button", { name: "确认", exact: true }).click();
  await expectShown(page.getByText("请输入邮件中的 6 位数字"));
  await expectShown(page.getByText("请先接受协议"));
  await page.getByRole("button", { name: "发送验证码" }).click();
  await expectShown(page.getByText("验证码已发送到 lin@example.org"));
  const mails = await operator.page.request.get("/api/v1/console/mails");
  const { items } = (await mails.json()) as { items: { recipient: string; subject: string }[] };
  const mail = items.find(({ recipient }) => recipient === "lin@example.org");
  const code = /\d{6}/u.exec(mail?.subject ?? "")?.[0] ?? "";
  await page.getByLabel("邮件中的验证码").fill(code);
  await page.getByRole("checkbox", { name: /我接受/u }).check();
  await page.getByRole("button", { name: "确认", exact: true }).click();
  await page.waitForURL((url) => url.pathname === "/ada/whale");
  await page.goto("/settings/onboarding");
  await expectShown(page.getByText("已完成确认"));
});

it("PLT-11: the browsers had nothing to complain about", () => {
  expectNoComplaints(operator, ada, lin);
});
