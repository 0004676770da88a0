import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { A_PDF, A_PNG, A_PROGRAM } from "#server/testing/article-files.ts";
import { HOSTILE, WHOLE } from "./article-texts.ts";
import { expectNoComplaints, expectShown, type Window, windowsOf } from "./browser.ts";
import { signUp } from "./steps.ts";
import { webGallery } from "./web-gallery.ts";

const gallery = await webGallery();
const openWindow = windowsOf(gallery);
let ada: Window;
let lin: Window;
let address = "";

beforeAll(async () => {
  [ada, lin] = await Promise.all([openWindow(), openWindow({ language: "zh-CN", width: 390 })]);
  await signUp(ada.page, "ada", "Ada");
  // What an operator sees of ACC-4 has a journey of its own: here she has done it.
  await gallery.ctx.db
    .updateTable("accounts")
    .set({ email_verified_at: new Date(), onboarded_at: new Date() })
    .execute();
});

const mode = (page: Page, name: string) =>
  page.getByRole("radiogroup").getByText(name, { exact: true });
const text = (page: Page) => page.getByRole("textbox", { name: "Text", exact: true });

async function beginDraft(page: Page): Promise<string> {
  await page.goto("/new/article");
  await page.getByRole("button", { name: "New draft" }).click();
  await page.waitForURL(/\/new\/article\/.+/u);
  return page.url();
}

async function writeMarkdown(page: Page, markdown: string): Promise<void> {
  await mode(page, "Markdown").click();
  await text(page).fill(markdown);
}

async function save(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Save now" }).click();
  await expectShown(page.getByText(/^Saved /u));
}

it("COM-3: a text moves between rich text and Markdown, and readers see the same", async () => {
  const { page } = ada;
  await beginDraft(page);
  await writeMarkdown(page, WHOLE);
  await mode(page, "Preview").click();
  const preview = page.getByRole("region", { name: "Preview" });
  await expectShown(preview.getByText("Measured in 2024."));
  const before = await preview.innerHTML();
  await mode(page, "Rich text").click();
  await page.locator(".ProseMirror").waitFor();
  // Looked at and left: not a letter is rewritten.
  await mode(page, "Markdown").click();
  expect(await text(page).inputValue()).toBe(WHOLE);
  await mode(page, "Rich text").click();
  const rich = page.locator(".ProseMirror");
  await rich.getByRole("heading", { name: "猫头鹰" }).click();
  await page.keyboard.press("End");
  await page.keyboard.type("!");
  await mode(page, "Markdown").click();
  const written = await text(page).inputValue();
  expect(written).toContain("## 猫头鹰 & friends!");
  await mode(page, "Preview").click();
  await expectShown(preview.getByText("friends!"));
  const plain = (html: string) => html.replace("friends!", "friends").replaceAll(/\s+/gu, " ");
  expect(plain(await preview.innerHTML())).toBe(plain(before));
});

it("COM-3: what rich text would change stays in Markdown, and the page says so", async () => {
  const { page } = ada;
  await writeMarkdown(page, "**_A line_**<br>that breaks by HTML");
  await mode(page, "Rich text").click();
  await expectShown(page.getByText("This text stays in Markdown"));
  expect(await text(page).inputValue()).toContain("<br>");
  await writeMarkdown(page, "**_Nothing_** that rich text cannot say");
  await mode(page, "Rich text").click();
  await page.locator(".ProseMirror").waitFor();
  await writeMarkdown(page, `${"> ".repeat(5000)}deep`);
  await mode(page, "Rich text").click();
  await expectShown(page.getByText("This text stays in Markdown"));
});

it("COM-3: rich text is written by keyboard and buttons; pictures and attachments come along", async () => {
  const { page } = ada;
  await writeMarkdown(page, "");
  await page.getByRole("textbox", { name: "Title" }).fill("How owls see at night");
  await page.getByRole("textbox", { name: "Summary" }).fill("Eyes and ears");
  await page.getByRole("combobox", { name: "Category" }).click();
  await page.getByRole("option", { name: "Research notes" }).click();
  await mode(page, "Rich text").click();
  await page.locator(".ProseMirror").click();
  await page.keyboard.type("# Eyes");
  await page.keyboard.press("Enter");
  await page.keyboard.type("They are ");
  await page.getByRole("button", { name: "Bold" }).click();
  await page.keyboard.type("large");
  await page.getByRole("button", { name: "Bold" }).click();
  await page.keyboard.type(".");
  const files = page.locator("input[type=file]").first();
  await files.setInputFiles([
    { name: "owl.png", mimeType: "image/png", buffer: A_PNG },
    { name: "report.pdf", mimeType: "application/pdf", buffer: A_PDF },
    { name: "lie.docx", mimeType: "application/msword", buffer: A_PROGRAM },
    { name: "run.exe", mimeType: "application/x-msdownload", buffer: A_PROGRAM },
  ]);
  await expectShown(page.getByText("run.exe was not added"));
  await expectShown(page.getByText("lie.docx was not added"));
  await expectShown(page.getByRole("button", { name: "Remove report.pdf" }));
  await mode(page, "Markdown").click();
  expect(await text(page).inputValue()).toMatch(
    /^# Eyes\n\nThey are \*\*large\*\*\.[^]*!\[owl\]\(images\/owl\.png\)/u,
  );
});

it("COM-3: two windows on one draft: the second is told, and chooses", async () => {
  const { page } = ada;
  await save(page);
  const other = await page.context().newPage();
  await other.goto(page.url());
  await text(other).waitFor();
  await text(other).fill("From the other window");
  await save(other);
  await other.close();
  await text(page).fill("From this window");
  await page.getByRole("button", { name: "Save now" }).click();
  const dialog = page.getByRole("dialog");
  await expectShown(dialog.getByText("This draft was changed in another window"));
  expect(await dialog.getByLabel("What was saved there").inputValue()).toContain("other window");
  expect(await dialog.getByLabel("What is written here").inputValue()).toContain("this window");
  await dialog.getByRole("button", { name: "Keep this one" }).click();
  await expectShown(page.getByText(/^Saved /u));
  await page.reload();
  await text(page).waitFor();
  expect(await text(page).inputValue()).toBe("From this window");
});

it("COM-3: words of a window that went away unsaved are offered to the next one", async () => {
  const { page } = ada;
  await text(page).fill("Typed and lost");
  const kept = () =>
    page.evaluate("Object.keys(localStorage).some((key) => key.startsWith('gallery.article '))");
  await expect.poll(kept, { timeout: 10_000 }).toBe(true);
  // A window that crashes asks nothing and saves nothing.
  await page.route("**/api/v1/me/article-drafts/**", (route) =>
    route.request().method() === "PUT" ? route.abort() : route.continue(),
  );
  page.once("dialog", (dialog) => void dialog.accept());
  await page.reload();
  await page.unroute("**/api/v1/me/article-drafts/**");
  await expectShown(page.getByText("There are words that were not saved"));
  await page.getByRole("button", { name: "Restore them" }).click();
  await expect.poll(() => text(page).inputValue()).toBe("Typed and lost");
  ada.complaints.splice(
    0,
    ada.complaints.length,
    ...ada.complaints.filter((each) => !each.includes("ERR_FAILED")),
  );
});

it("COM-3: leaving with unsaved words asks first", async () => {
  const { page } = ada;
  await page.getByRole("link", { name: "Drafts" }).click();
  await expectShown(page.getByRole("dialog"));
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  expect(await text(page).inputValue()).toBe("Typed and lost");
});

it("COM-3: is published with consent, and read by everyone; hostile words stay words", async () => {
  const { page } = ada;
  await writeMarkdown(page, HOSTILE);
  await page.getByRole("button", { name: "Publish…" }).click();
  const dialog = page.getByRole("dialog");
  await expectShown(dialog.getByText("goes onto the shelf under your name"));
  await dialog.getByRole("checkbox", { name: /I have read and accept/u }).check();
  await dialog.getByRole("button", { name: "Publish", exact: true }).click();
  await page.waitForURL(/\/articles\/ada\/how-owls-see-at-night-/u);
  address = new URL(page.url()).pathname;
  const readable = async () =>
    (await lin.page.request.get(`/api/v1/assets/article${address.slice(9)}`)).status();
  await expect.poll(readable, { timeout: 15_000 }).toBe(200);
  await lin.page.goto(address);
  await expectShown(lin.page.getByText("Words that are read."));
  await expectShown(lin.page.getByRole("heading", { name: "How owls see at night" }));
  await expectShown(lin.page.getByText("report.pdf"));
  expect(await lin.page.evaluate("window.hit")).toBeUndefined();
  const article = lin.page.locator("article").first();
  expect(
    await article.locator("script, iframe, style, form, svg, [onerror], [onload]").count(),
  ).toBe(0);
  expect(await article.locator("a[href^='javascript'], a[href^='data']").count()).toBe(0);
});

it("COM-3: is liked and unliked, and found in the list in both languages", async () => {
  const { page } = ada;
  await page.reload();
  await page.getByRole("button", { name: "Like this article" }).click();
  await expectShown(page.getByRole("button", { name: "Take the like back" }));
  await lin.page.goto("/articles?sort=likes");
  await expectShown(lin.page.getByRole("link", { name: "How owls see at night" }));
  await lin.page.getByText("教程", { exact: true }).click();
  await expectShown(lin.page.getByText("没有符合条件的文章"));
  await lin.page.getByText("研究笔记", { exact: true }).first().click();
  await expectShown(lin.page.getByRole("link", { name: "How owls see at night" }));
  await page.getByRole("button", { name: "Take the like back" }).click();
  await expectShown(page.getByRole("button", { name: "Like this article" }));
});

it("COM-3: an edit shows nothing until it is published", async () => {
  const { page } = ada;
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await page.waitForURL(/\/new\/article\/.+/u);
  await text(page).waitFor();
  await text(page).fill("Shorter, and new.");
  await save(page);
  await lin.page.goto(address);
  await expectShown(lin.page.getByText("Words that are read."));
  await page.getByRole("button", { name: "Publish changes…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Publish", exact: true }).click();
  await page.waitForURL((url) => url.pathname === address);
  await lin.page.reload();
  await expectShown(lin.page.getByText("Shorter, and new."));
});

it("COM-3: the fourth draft asks to delete one", async () => {
  const { page } = ada;
  for (let count = 0; count < 3; count += 1) await beginDraft(page);
  await page.goto("/new/article");
  await expectShown(page.getByText("You have 3 drafts already"));
  expect(await page.getByRole("button", { name: "New draft" }).isDisabled()).toBe(true);
  await page.getByRole("button", { name: "Delete" }).first().click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete draft" }).click();
  await expect.poll(() => page.getByRole("button", { name: "New draft" }).isEnabled()).toBe(true);
});

it("COM-3: is deleted with a typed confirmation", async () => {
  const { page } = ada;
  await page.goto(address);
  await page.getByRole("button", { name: "Delete…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").fill(address.slice("/articles/".length));
  await dialog.getByRole("button", { name: "Delete article" }).click();
  await page.waitForURL((url) => url.pathname === "/articles");
  await expectShown(page.getByText("No articles yet"));
});

it("the browser had nothing to complain about", () => {
  expectNoComplaints(ada, lin);
});
