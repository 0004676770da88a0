import type { Locator } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { expectNoComplaints, expectShown, type Window, windowsOf } from "./browser.ts";
import { createAsset, PASSWORD, publish, signUp } from "./steps.ts";
import { webGallery } from "./web-gallery.ts";

const gallery = await webGallery();
const openWindow = windowsOf(gallery);
let ada: Window;
let ben: Window;

beforeAll(async () => {
  ada = await openWindow();
  await signUp(ada.page, "ada");
  await createAsset(ada.page, { owner: "ada", name: "sorter", description: "Sorts mail" });
  await commit("a.txt", "one\ntwo\n");
  await publish(ada.page, "/ada/sorter");
  ben = await openWindow();
  await signUp(ben.page, "ben");
});

/** A commit of ada on the main branch. */
async function commit(path: string, text: string, branch = "main"): Promise<void> {
  const response = await ada.page.request.post("/api/v1/repositories/model/ada/sorter/commits", {
    data: { branch, title: `Write ${path}`, operations: [{ op: "put", path, text }] },
    headers: { origin: gallery.url },
  });
  expect(response.status()).toBe(201);
}

/** Ben offers a change as hub clients do. @returns the number of the pull request. */
async function offer(files: Record<string, string>): Promise<string> {
  const token = await ben.page.request.post("/api/v1/me/tokens", {
    data: { name: `offer ${Object.keys(files).join()}`, scope: "write", repositories: [] },
    headers: { origin: gallery.url },
  });
  const { secret } = (await token.json()) as { secret: string };
  const lines = Object.entries(files).map(([path, text]) => {
    const content = Buffer.from(text).toString("base64");
    return { key: "file", value: { path, content, encoding: "base64" } };
  });
  const header = { key: "header", value: { summary: "Mend it", description: "It was wrong" } };
  const answer = await fetch(`${gallery.url}/api/models/ada/sorter/commit/main?create_pr=1`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/x-ndjson" },
    body: [header, ...lines].map((line) => JSON.stringify(line)).join("\n"),
  });
  const { pullRequestUrl } = (await answer.json()) as { pullRequestUrl: string };
  return pullRequestUrl.split("/").at(-1) ?? "";
}

/** Waits until the page has loaded what a field holds. */
async function expectWords(field: Locator, words: string): Promise<void> {
  await expect.poll(() => field.inputValue(), { timeout: 20_000 }).toBe(words);
}

it("COM-1: a discussion is opened, answered, renamed and closed with a last word", async () => {
  const { page } = ben;
  await page.goto("/ada/sorter");
  await page.getByRole("link", { name: "Discussions" }).click();
  await expectShown(page.getByText("Nothing here yet"));
  await page.getByRole("link", { name: "New discussion" }).click();
  await page.getByLabel("Title").fill("It does not sort");
  await page.getByRole("textbox", { name: "Text" }).fill("Not **one** mail");
  await page.getByText("Preview", { exact: true }).click();
  await expectShown(page.locator("strong", { hasText: "one" }));
  await page.getByRole("button", { name: "Open discussion" }).click();
  await page.waitForURL(/\/discussions\/1$/u);
  await expectShown(page.locator("article strong", { hasText: "one" }));

  await ada.page.goto("/ada/sorter/discussions");
  await ada.page.getByRole("link", { name: "It does not sort" }).click();
  const answer = ada.page.getByRole("textbox", { name: "Comment" });
  await answer.fill("Which version?");
  await answer.press("Control+Enter");
  await expectShown(ada.page.locator("article", { hasText: "Which version?" }));
  await ada.page.getByRole("button", { name: "Rename" }).click();
  await ada.page.getByLabel("Title").fill("Version 1 does not sort");
  await ada.page.getByRole("button", { name: "Save" }).click();
  await expectShown(ada.page.getByRole("heading", { name: "Version 1 does not sort" }));

  await page.reload();
  await page.getByRole("textbox", { name: "Comment" }).fill("Version 2 sorts");
  await page.getByRole("button", { name: "Comment and close" }).click();
  await expectShown(page.getByText("closed this"));
  await page.goto("/ada/sorter/discussions?state=closed");
  await expectShown(page.getByRole("link", { name: "Version 1 does not sort" }));
  expectNoComplaints(ada, ben);
});

it("COM-1: what is being written survives a reload and an ended session", async () => {
  const { page } = ben;
  await page.goto("/ada/sorter/discussions/1");
  const words = page.getByRole("textbox", { name: "Comment" });
  await words.fill("Not to be lost");
  await page.reload();
  await expectWords(words, "Not to be lost");
  await page.context().clearCookies();
  await page.getByRole("button", { name: "Comment", exact: true }).click();
  await page.getByRole("link", { name: "Sign in to go on" }).click();
  await page.getByLabel("Account name or e-mail").fill("ben");
  await page.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(/\/discussions\/1$/u);
  await expectWords(words, "Not to be lost");
  await page.getByRole("button", { name: "Comment", exact: true }).click();
  await expectShown(page.locator("article", { hasText: "Not to be lost" }));
  await expectWords(words, "");
});

it("COM-1: a comment is edited, keeps what it said, and is hidden by who may write", async () => {
  const { page } = ben;
  await page.goto("/ada/sorter/discussions/1");
  const comment = page.locator("article", { hasText: "Not to be lost" });
  await comment.getByRole("button", { name: "What to do with this comment" }).click();
  await page.getByRole("menuitem", { name: "Edit" }).click();
  await page.locator("article textarea").first().fill("Kept after all");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "edited" }).click();
  await expectShown(page.getByRole("dialog").getByText("Not to be lost"));

  await ada.page.goto("/ada/sorter/discussions/1");
  const own = ada.page.locator("article", { hasText: "Kept after all" });
  await own.getByRole("button", { name: "What to do with this comment" }).click();
  await ada.page.getByRole("menuitem", { name: "Hide" }).click();
  await ada.page.getByRole("dialog").getByRole("button", { name: "Hide" }).click();
  await expectShown(ada.page.getByText("Hidden from everyone but those who may write here"));
  await page.reload();
  await expectShown(page.getByText("This comment was hidden."));
  expect(await page.getByText("Kept after all").count()).toBe(0);
});

it("REP-1: a pull request shows its commits and its lines, and is merged", async () => {
  const num = await offer({ "a.txt": "one\nthree\n", "new.txt": "new\n" });
  const { page } = ada;
  await page.goto(`/ada/sorter/discussions/${num}`);
  await expectShown(page.getByRole("heading", { name: "It can be merged" }));
  await page.getByRole("link", { name: "Changed files" }).click();
  await expectShown(page.getByText("2 files changed"));
  await expectShown(page.locator("article", { hasText: "a.txt" }).getByText("three"));
  await page.getByRole("link", { name: "Conversation" }).click();
  await page.getByRole("button", { name: "Merge pull request" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Merge", exact: true }).click();
  await expectShown(page.getByText("merged this"));
  const text = await page.request.get("/ada/sorter/resolve/main/a.txt");
  expect(await text.text()).toBe("one\nthree\n");
  expectNoComplaints(ada);
});

it("REP-1: a conflict is named, settled by its author, and merged then", async () => {
  const num = await offer({ "a.txt": "one\nfour\n" });
  await commit("a.txt", "one\nfive\n");
  const { page } = ben;
  await page.goto(`/ada/sorter/discussions/${num}`);
  await expectShown(page.getByRole("heading", { name: "There are conflicts with main" }));
  await expectShown(page.getByText("changed on both sides"));
  expect(await page.getByRole("button", { name: "Merge pull request" }).count()).toBe(0);
  await page.getByRole("button", { name: "Resolve" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Resolve" }).click();
  await expectShown(page.getByRole("heading", { name: "It can be merged" }));
  await ada.page.goto(`/ada/sorter/discussions/${num}`);
  await ada.page.getByRole("button", { name: "Merge pull request" }).click();
  const dialog = ada.page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Merge", exact: true }).click();
  await expectShown(ada.page.getByText("merged this"));
  const text = await page.request.get("/ada/sorter/resolve/main/a.txt");
  expect(await text.text()).toBe("one\nfour\n");
});

it("REP-1: a draft says how commits come to it, is closed, and its commits are deleted", async () => {
  const { page } = ben;
  await page.goto("/ada/sorter/discussions");
  await page.getByRole("link", { name: "New pull request" }).click();
  await expectShown(page.getByText("--create-pr"));
  await page.getByLabel("Title").fill("Quantised weights");
  await page.getByRole("textbox", { name: "Text" }).fill("Next week");
  await page.getByRole("button", { name: "Open draft" }).click();
  await page.waitForURL(/\/discussions\/\d+$/u);
  const ref = `refs/pr/${page.url().split("/").at(-1)}`;
  await page.getByText("Add commits").click();
  await expectShown(page.getByText(`--revision ${ref}`));
  await commit("weights.txt", "4 bits", ref);
  await page.reload();
  await page.getByRole("button", { name: "Ready for review" }).click();
  await expectShown(page.getByRole("heading", { name: "It can be merged" }));
  await page.locator("#main").getByRole("button", { name: "Close", exact: true }).click();
  await expectShown(page.getByRole("heading", { name: "Closed without merging" }));
  await ada.page.goto(page.url());
  await ada.page.getByRole("button", { name: "Delete its commits" }).click();
  const dialog = ada.page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Delete its commits" }).click();
  await expectShown(ada.page.getByText("Its commits have been deleted."));
});

it("COM-1: the owner switches discussions off, and on again", async () => {
  await ada.page.goto("/ada/sorter/discussions");
  await ada.page.getByRole("button", { name: "Settings of the discussions" }).click();
  await ada.page.getByRole("menuitem", { name: "Switch discussions off" }).click();
  const dialog = ada.page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Switch discussions off" }).click();
  await expectShown(ada.page.getByText("The owner takes no new discussions"));
  const { page } = ben;
  await page.goto("/ada/sorter/discussions/1");
  await expectShown(page.getByText("Discussions are switched off"));
  expect(await page.getByRole("textbox", { name: "Comment" }).count()).toBe(0);
  await ada.page.getByRole("button", { name: "Settings of the discussions" }).click();
  await ada.page.getByRole("menuitem", { name: "Switch discussions on" }).click();
  await expectShown(ada.page.getByRole("link", { name: "New discussion" }));
  expectNoComplaints(ada, ben);
});

it("PLT-6: a visitor reads, is asked to sign in to write, and fits a narrow screen in Chinese", async () => {
  const visitor = await openWindow({ language: "zh-CN", width: 390, colorScheme: "dark" });
  const { page } = visitor;
  for (const path of ["", "?state=closed", "/1", "/2", "/2/changes", "/new", "/new-pull-request"]) {
    await page.goto(`/ada/sorter/discussions${path}`);
    await expectShown(page.locator("main h2, main h3, main li").first());
    await page.waitForFunction(() => !document.querySelector("[aria-busy=true]"));
    const excess = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect([path, Math.max(0, excess)]).toEqual([path, 0]);
  }
  await page.goto("/ada/sorter/discussions/1");
  await expectShown(page.getByText("登录后即可参与讨论。"));
  await page.goto("/ada/sorter/discussions/99");
  await expectShown(page.getByText("该讨论不存在"));
  expectNoComplaints(visitor);
});
