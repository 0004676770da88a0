import { createHash, randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page, Request } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { expectNoComplaints, expectShown, type Window, windowsOf } from "./browser.ts";
import { createAsset, signUp } from "./steps.ts";
import { webGallery } from "./web-gallery.ts";

const MB = 1_000_000;
const PART = 8 * 1024 * 1024;
const gallery = await webGallery({ GALLERY_PAGE_FILE_BYTES: `${60 * MB}` });
const openWindow = windowsOf(gallery);
const weights = randomBytes(40 * MB);
const weightsFile = join(gallery.folder, "weights.bin");
let ada: Window;

beforeAll(async () => {
  await writeFile(weightsFile, weights);
  ada = await openWindow();
  await signUp(ada.page, "ada");
  await createAsset(ada.page, { owner: "ada", name: "cut" });
});

async function choose(page: Page, ...files: string[]): Promise<void> {
  await page.locator("input[type=file][aria-label='Choose files']").setInputFiles(files);
}

const isPart = (url: URL) => url.pathname.includes("/parts/");
const offsetOf = (request: Request) => Number(new URL(request.url()).pathname.split("/").at(-1));

it("REP-3: an upload that was cut goes on after a reload, without sending a byte twice", async () => {
  const { page } = ada;
  await page.goto("/ada/cut/upload");
  // The first part arrives, the line to the others is dead.
  await page.route(isPart, (route) =>
    offsetOf(route.request()) === 0 ? route.continue() : undefined,
  );
  const first = page.waitForResponse(
    (response) => isPart(new URL(response.url())) && response.status() === 200,
  );
  await choose(page, weightsFile);
  await first;
  page.once("dialog", (dialog) => void dialog.accept());
  await page.reload();
  await page.unroute(isPart);
  await expectShown(page.getByText("weights.bin"));
  const sent: number[] = [];
  page.on("request", (request) => {
    if (isPart(new URL(request.url()))) sent.push(offsetOf(request));
  });
  await choose(page, weightsFile);
  await expectShown(page.getByText("1 of 1 file ready"));
  expect(sent.toSorted((one, other) => one - other)).toEqual([1, 2, 3, 4].map((n) => n * PART));
  await page.getByRole("button", { name: "Commit 1 file" }).click();
  await page.waitForURL(/tree\/main$/u);
  const response = await page.request.get("/ada/cut/resolve/main/weights.bin");
  expect(
    createHash("sha256")
      .update(await response.body())
      .digest("hex"),
  ).toBe(createHash("sha256").update(weights).digest("hex"));
});

it("REP-12: bytes that are stored already are not sent, whatever their name", async () => {
  const { page } = ada;
  await page.goto("/ada/cut/upload?path=copy");
  const copy = join(gallery.folder, "same.bin");
  await writeFile(copy, weights.subarray(0, 12 * MB));
  await choose(page, copy);
  await expectShown(page.getByText("Ready: stored and verified"));
  const again = join(gallery.folder, "again.bin");
  await writeFile(again, weights.subarray(0, 12 * MB));
  const parts: string[] = [];
  page.on("request", (request) => parts.push(request.url()));
  await choose(page, again);
  await expectShown(page.getByText("Ready: already stored, not sent"));
  expect(parts.filter((url) => isPart(new URL(url)))).toEqual([]);
});

it("REP-3: leaving warns, and a person can stay", async () => {
  const { page } = ada;
  await page.getByRole("link", { name: "History" }).click();
  const dialog = page.getByRole("dialog", { name: "Leave this page?" });
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expectShown(page.getByText("2 of 2 files ready"));
  await page.getByRole("button", { name: "Cancel all" }).click();
});

it("REP-3: pauses, goes on, and cancels one file", async () => {
  const { page } = ada;
  await page.goto("/ada/cut/upload");
  await page.route(isPart, () => undefined);
  const other = join(gallery.folder, "other.bin");
  await writeFile(other, randomBytes(2 * MB));
  const small = join(gallery.folder, "small.txt");
  await writeFile(small, randomBytes(10));
  await choose(page, other, small);
  await page.getByRole("button", { name: "Pause other.bin" }).click();
  await expectShown(page.getByText("Paused"));
  await page.getByRole("button", { name: "Cancel small.txt" }).click();
  await page.unroute(isPart);
  await page.getByRole("button", { name: "Go on with other.bin" }).click();
  await expectShown(page.getByText("1 of 1 file ready"));
});

it("REP-3: files that are dropped go up like those that are chosen", async () => {
  const { page } = ada;
  const transfer = await page.evaluateHandle(() => {
    const made = new DataTransfer();
    made.items.add(new File(["dropped here"], "dropped.txt", { type: "text/plain" }));
    return made;
  });
  const zone = page.getByText(/^Drop more files and folders/u);
  await zone.dispatchEvent("drop", { dataTransfer: transfer });
  await expectShown(page.getByText("dropped.txt"));
  await page.getByRole("button", { name: "Cancel dropped.txt" }).click();
});

it("REP-4: a file above the limit is refused before a byte is sent, with the limit", async () => {
  const { page } = ada;
  const large = join(gallery.folder, "large.bin");
  await writeFile(large, Buffer.alloc(60 * MB + 1));
  await choose(page, large);
  await expectShown(page.getByText(/^Larger than 60 MB/u));
  await page.getByRole("button", { name: "Cancel large.bin" }).click();
});

it("REP-3: a branch that moved meanwhile is said so, and committing on top of it is a choice", async () => {
  const { page } = ada;
  const commit = {
    branch: "main",
    title: "Meanwhile",
    operations: [{ op: "put", path: "x", text: "x" }],
  };
  const response = await page.request.post("/api/v1/repositories/model/ada/cut/commits", {
    data: commit,
    headers: { origin: gallery.url },
  });
  expect(response.status()).toBe(201);
  await page.getByRole("button", { name: "Commit 1 file" }).click();
  await expectShown(page.getByText("The branch has moved on"));
  await page.getByRole("button", { name: "Commit on top of it" }).click();
  await page.waitForURL(/tree\/main$/u);
  await expectShown(page.getByRole("link", { name: "other.bin" }));
});

it("PLT-11: the browser had nothing to complain about", () => {
  expectNoComplaints(ada);
});
