import type { Locator } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { findBarriers } from "./axe.ts";
import { expectNoComplaints, expectShown, type Window, windowsOf } from "./browser.ts";
import { createAsset, publish, signUp } from "./steps.ts";
import { webGallery } from "./web-gallery.ts";

const gallery = await webGallery();
const openWindow = windowsOf(gallery);
const PAGE = "/ada/sorter/comments";
let operator: Window;
let ada: Window;
let lin: Window;

beforeAll(async () => {
  [operator, ada, lin] = await Promise.all([openWindow(), openWindow(), openWindow()]);
  await signUp(operator.page, "operator-of-it");
  await signUp(ada.page, "ada");
  await signUp(lin.page, "lin");
  await createAsset(ada.page, { owner: "ada", name: "sorter", description: "Sorts mail" });
  await publish(ada.page, "/ada/sorter");
  await confirmNames("ada", "operator-of-it");
});

/** What the page of onboarding leaves, which has a journey of its own. */
async function confirmNames(...names: string[]): Promise<void> {
  const at = new Date();
  for (const name of names) {
    await gallery.ctx.db
      .updateTable("accounts")
      .set({ onboarded_at: at, email_verified_at: at, nickname: name })
      .where("id", "=", (query) =>
        query.selectFrom("namespaces").select("id").where("name", "=", name),
      )
      .execute();
  }
}

/** Says something by the API. @returns its id. */
async function say(who: Window, body: string, replyTo?: string): Promise<string> {
  const response = await who.page.request.post("/api/v1/assets/model/ada/sorter/comments", {
    data: { body, ...(replyTo === undefined ? {} : { replyTo }) },
    headers: { origin: gallery.url },
  });
  expect(response.status()).toBe(201);
  return ((await response.json()) as { id: string }).id;
}

/** The innermost comment with these words. */
function comment({ page }: Window, words: string): Locator {
  return page.getByRole("article").filter({ hasText: words }).last();
}

async function choose(who: Window, words: string, deed: string): Promise<void> {
  await comment(who, words).getByRole("button", { name: "What to do with this comment" }).click();
  await who.page.getByRole("menuitem", { name: deed }).click();
}

it("COM-1: whoever has not said who they are, or gets no mails, is shown the way to both", async () => {
  const { page } = lin;
  await page.goto(PAGE);
  await expectShown(page.getByText("No comments yet"));
  await page.getByRole("textbox", { name: "Write a comment" }).fill("Hello");
  await page.getByRole("button", { name: "Comment", exact: true }).click();
  await expectShown(page.getByRole("link", { name: "Confirm now" }));
  await confirmNames("lin");
  await page.goto("/settings/notices");
  await page.getByRole("switch").click();
  await expectShown(page.getByText("Notices are no longer mailed"));
  await page.goto(PAGE);
  await page.getByRole("button", { name: "Switch e-mail notices on" }).click();
  const words = page.getByRole("textbox", { name: "Write a comment" });
  await expect.poll(() => words.inputValue(), { timeout: 20_000 }).toBe("Hello");
});

it("COM-1: a comment is previewed, sent by the keyboard, liked, answered and edited", async () => {
  const { page } = lin;
  await page.goto(PAGE);
  const words = page.getByRole("textbox", { name: "Write a comment" });
  await words.fill("Is it **good**, @ada?");
  await page.getByText("Preview", { exact: true }).click();
  await expectShown(page.locator("form strong", { hasText: "good" }));
  await page.getByText("Write", { exact: true }).click();
  await words.press("Control+Enter");
  await expectShown(page.locator("article strong", { hasText: "good" }));
  await expectShown(page.locator('article a[href="/ada"]', { hasText: "@ada" }));
  await expectShown(page.getByRole("heading", { name: "1 comment" }));

  await ada.page.goto("/me/notices");
  await ada.page.getByRole("link", { name: /lin mentioned you/u }).click();
  await ada.page.waitForURL(/\/comments#comment-/u);
  const linked = ada.page.getByRole("region", { name: "The comment that the link leads to" });
  await expectShown(linked.getByText("good"));
  const like = linked.getByRole("button", { name: "Like, 0 so far" });
  await like.click();
  await expectShown(linked.getByRole("button", { name: "Take your like back, 1 so far" }));
  await linked.getByRole("button", { name: "Reply", exact: true }).click();
  const answer = linked.getByRole("textbox", { name: "Reply to lin" });
  await answer.press("Escape");
  expect(await answer.count()).toBe(0);
  await linked.getByRole("button", { name: "Reply", exact: true }).click();
  await answer.fill("It sorts");
  await answer.press("Control+Enter");
  await expectShown(linked.getByText("It sorts"));
  await expectShown(linked.getByText("Publisher"));

  await page.reload();
  await expectShown(comment(lin, "It sorts"));
  await choose(lin, "Is it good", "Edit");
  await page.getByRole("textbox", { name: "Your comment" }).fill("Is it **fast**?");
  await page.getByRole("button", { name: "Save" }).click();
  await expectShown(page.locator("article strong", { hasText: "fast" }));
  await expectShown(page.getByText("edited", { exact: true }));
  expectNoComplaints(ada, lin);
});

it("COM-1: a long thread opens page by page, and a link leads to one answer in it", async () => {
  await gallery.ctx.db.deleteFrom("rate_limits").execute();
  const root = await say(ada, "Which version?");
  const replies: string[] = [];
  for (let count = 1; count <= 9; count += 1) {
    replies.push(await say(lin, `Answer ${count}`, replies.at(-1) ?? root));
  }
  const { page } = ada;
  await page.goto(PAGE);
  await page.getByRole("button", { name: "6 more replies" }).click();
  await expectShown(page.getByText("Answer 9"));
  expect(await findBarriers(page)).toEqual([]);
  await page.goto(`${PAGE}#comment-${replies[6]}`);
  const linked = page.getByRole("region", { name: "The comment that the link leads to" });
  await expectShown(linked.getByText("Answer 7"));
  expect(await linked.getByText("Answer 2").count()).toBe(0);
  await linked.getByRole("button", { name: "Show the whole thread" }).click();
  await expectShown(linked.getByText("Answer 2"));
  await page.getByRole("button", { name: "Show all comments" }).click();
  await expect.poll(() => new URL(page.url()).hash, { timeout: 20_000 }).toBe("");
  await page.goto(`${PAGE}#comment-${"0".repeat(24)}`);
  await expectShown(page.getByText("The comment that the link leads to is gone."));
});

it("COM-1: who manages the asset hides and removes with a reason; one deletes one's own", async () => {
  const { page } = ada;
  await page.goto(PAGE);
  await choose(ada, "Is it fast", "Hide");
  await page.getByRole("dialog").getByRole("textbox").fill("Off topic");
  await page.getByRole("dialog").getByRole("button", { name: "Hide" }).click();
  await expectShown(page.getByText("Hidden from everyone but its author and moderators."));
  await lin.page.goto(PAGE);
  await expectShown(lin.page.getByText("Reason: Off topic"));
  const visitor = await openWindow({ language: "zh-CN", width: 390, colorScheme: "dark" });
  await visitor.page.goto(PAGE);
  await expectShown(visitor.page.getByText("该评论已被管理人员隐藏。"));
  expect(await findBarriers(visitor.page)).toEqual([]);
  expect(await visitor.page.getByText("Off topic").count()).toBe(0);
  await expectShown(visitor.page.getByRole("link", { name: "登录" }).first());
  const isTooWide = await visitor.page.evaluate(
    "document.documentElement.scrollWidth > document.documentElement.clientWidth",
  );
  expect(isTooWide).toBe(false);
  await choose(lin, "Answer 3", "Delete");
  await lin.page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expectShown(lin.page.getByText("This comment was deleted."));
  expectNoComplaints(ada, lin, visitor);
});

it("COM-1: what is hostile in a comment is shown and does nothing", async () => {
  await gallery.ctx.db.deleteFrom("rate_limits").execute();
  const corpus = [
    "<script>complain('script')</script>A",
    "<img src=x onerror=\"complain('image')\">B",
    "<svg/onload=complain('svg')>C",
    "[D](javascript:complain('link'))",
    "<a href='jAvAsCrIpT&#58;complain(1)'>E</a>",
    '<iframe srcdoc="<script>parent.complain(1)</script>"></iframe>F',
    "<table><tr><td>".repeat(600),
    "> ".repeat(5000),
    "<style>*{display:none}</style>\n\nGamma",
    '<form action="/api/v1/session"><button>H</button></form>',
  ];
  for (const body of corpus.slice(0, 5)) await say(ada, body);
  for (const body of corpus.slice(5)) await say(lin, body);
  const { page } = ada;
  await page.goto(PAGE);
  await expectShown(page.getByText("Gamma"));
  for (const link of await page.locator("article a").all()) {
    expect(await link.getAttribute("href")).not.toMatch(/javascript/iu);
  }
  expect(
    await page.locator("article :is(script, iframe, style, svg[onload], form[action])").count(),
  ).toBe(0);
  expectNoComplaints(ada);
});

it("COM-5: a comment is reported, and removed on the review desk", async () => {
  await gallery.ctx.db.deleteFrom("rate_limits").execute();
  const { page } = ada;
  await say(lin, "Buy **pills** here");
  await page.goto(PAGE);
  await choose(ada, "Buy pills here", "Report");
  await page.getByRole("radio", { name: "Spam or advertising" }).check();
  await page.getByRole("dialog").getByRole("textbox").fill("For the third time");
  await page.getByRole("button", { name: "Send report" }).click();
  await expectShown(page.getByText("Reported. You will be told what comes of it."));
  await choose(ada, "Buy pills here", "Report");
  await page.getByRole("radio", { name: "Spam or advertising" }).check();
  await page.getByRole("button", { name: "Send report" }).click();
  await expectShown(page.getByText("You have reported this already"));

  await operator.page.goto("/console");
  await operator.page.getByRole("link", { name: "Reports" }).click();
  await expectShown(operator.page.getByText("1 case"));
  await operator.page.getByRole("link", { name: "Comment on ada/sorter" }).click();
  await expectShown(operator.page.locator("strong", { hasText: "pills" }));
  await expectShown(operator.page.getByText("For the third time"));
  await operator.page.getByRole("button", { name: "Remove the comment" }).click();
  const dialog = operator.page.getByRole("dialog");
  await dialog.getByRole("textbox").fill("Advertising");
  await dialog.getByRole("button", { name: "Remove the comment" }).click();
  await expectShown(operator.page.getByText("It is gone by now."));

  await page.goto(PAGE);
  await expectShown(page.getByText("This comment was removed by a moderator."));
  await page.goto("/me/notices");
  await expectShown(page.getByText("Your report of ada/sorter was right"));
  expectNoComplaints(operator);
});

it("COM-5: reports are decided about in Chinese and on a phone as well", async () => {
  const { page } = ada;
  const report = await lin.page.request.post("/api/v1/reports", {
    data: {
      target: { type: "asset", kind: "model", owner: "ada", name: "sorter" },
      reason: "copyright",
    },
    headers: { origin: gallery.url },
  });
  expect(report.status()).toBe(204);
  const cookies = await operator.page.context().cookies();
  const phone = await openWindow({ language: "zh-CN", width: 390 });
  await phone.page.context().addCookies(cookies);
  await phone.page.goto("/console/reports");
  await expectShown(phone.page.getByText("侵犯著作权"));
  await phone.page.getByRole("link", { name: "ada/sorter" }).click();
  await expectShown(phone.page.getByRole("heading", { name: "被举报的内容" }));
  expect(await findBarriers(phone.page)).toEqual([]);
  await phone.page.getByRole("button", { name: "下架资产" }).click();
  const dialog = phone.page.getByRole("dialog");
  await dialog.getByRole("textbox").fill("权属不明");
  await dialog.getByRole("button", { name: "下架资产" }).click();
  await expectShown(phone.page.getByText("处理结果"));
  await page.goto("/me/notices");
  await expectShown(page.getByText("ada/sorter was unlisted by an operator"));
  expectNoComplaints(phone);
});
