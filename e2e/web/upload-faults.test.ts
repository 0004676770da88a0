import { createHash, randomBytes } from "node:crypto";
import { appendFile, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page, Route } from "playwright-core";
import { beforeAll, beforeEach, expect, it } from "vitest";
import { expectShown, windowsOf } from "./browser.ts";
import { doomedGallery } from "./doomed-gallery.ts";
import { createAsset, PASSWORD, signUp } from "./steps.ts";

const MB = 1_000_000;
const gallery = await doomedGallery();
const openWindow = windowsOf(gallery);
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
let page: Page;
let names = 0;

beforeAll(async () => {
  ({ page } = await openWindow());
  await signUp(page, "ada");
});

beforeEach(async () => {
  names += 1;
  await createAsset(page, { owner: "ada", name: `fault-${names}` });
  await page.goto(uploadPage());
  await expectShown(page.getByText("Drop files and folders here"));
});

const assetPage = () => `/ada/fault-${names}`;
const uploadPage = () => `${assetPage()}/upload`;
const isPart = (url: URL) => url.pathname.includes("/parts/");
const partAnswer = (of: Page) =>
  of.waitForResponse((answer) => isPart(new URL(answer.url())) && answer.status() === 200);

async function aFile(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(gallery.folder, name);
  await writeFile(path, bytes);
  return path;
}

async function choose(files: string | string[], into = page): Promise<void> {
  await into.locator("input[type=file][aria-label='Choose files']").setInputFiles(files);
}

/** Parts that leave the page wait. @returns breaks the line of those that wait, and opens it. */
async function holdParts(): Promise<() => Promise<void>> {
  const held: Route[] = [];
  await page.route(isPart, (route) => held.push(route));
  return async () => {
    await page.unroute(isPart);
    for (const route of held) await route.abort("connectionreset").catch(() => undefined);
  };
}

async function expectCommitted(name: string, bytes: Uint8Array): Promise<void> {
  await page.getByRole("button", { name: /^Commit \d+ file/u }).click();
  await page.waitForURL(/tree\/main$/u);
  const answer = await page.request.get(`${assetPage()}/resolve/main/${name}`);
  expect(sha256(await answer.body())).toBe(sha256(bytes));
}

it("REP-3: a server that is killed in the middle costs nothing: it goes on when it is back", async () => {
  const bytes = randomBytes(60 * MB);
  const first = partAnswer(page);
  await choose(await aFile("killed.bin", bytes));
  await first;
  await gallery.kill();
  await expectShown(page.getByText("The gallery cannot be reached").first());
  const sent: string[] = [];
  page.on("response", (answer) => {
    if (isPart(new URL(answer.url()))) sent.push(answer.url());
  });
  await gallery.start();
  await expectShown(page.getByText("1 of 1 file ready"));
  expect(sent.length, "what had arrived is not sent again").toBeLessThan(8);
  await expectCommitted("killed.bin", bytes);
});

it("REP-3: a cut connection fails no file; it goes on by itself", async () => {
  const bytes = randomBytes(30 * MB);
  const large = await aFile("offline.bin", bytes);
  const small = await Promise.all(
    Array.from({ length: 20 }, (_, index) => aFile(`small-${index}.txt`, Buffer.from(`${index}`))),
  );
  await page.route(isPart, () => undefined);
  await choose([large, ...small]);
  await expectShown(page.getByText(/^Sending, /u));
  await page.context().setOffline(true);
  await page.unroute(isPart);
  await expectShown(page.getByText("You are offline").first());
  await page.context().setOffline(false);
  await expectShown(page.getByText("21 of 21 files ready"));
  await expectCommitted("offline.bin", bytes);
});

it("REP-3: a commit and its answer can be lost on the way: it is written once", async () => {
  const bytes = randomBytes(1000);
  await choose(await aFile("once.bin", bytes));
  await expectShown(page.getByText("1 of 1 file ready"));
  let asked = 0;
  await page.route(/\/commits$/u, async (route) => {
    if (route.request().method() !== "POST") return route.continue();
    asked += 1;
    // The first never arrives; of the second only the answer is lost.
    if (asked > 1) await route.fetch();
    return route.abort("connectionreset");
  });
  await expectCommitted("once.bin", bytes);
  await page.unroute(/\/commits$/u);
  expect(asked).toBe(2);
  const { items } = await (
    await page.request.get(`/api/v1/repositories/model${assetPage()}/commits/main`)
  ).json();
  expect(items.filter(({ title }: { title: string }) => title === "Upload once.bin")).toHaveLength(
    1,
  );
});

it("REP-3: a file that changes while it is sent is said so; another try takes it as it is", async () => {
  const path = await aFile("moving.bin", randomBytes(40 * MB));
  const breakParts = await holdParts();
  await choose(path);
  await expectShown(page.getByText(/^Sending, /u));
  await appendFile(path, randomBytes(1000));
  await breakParts();
  await expectShown(page.getByText(/^The file was written to, moved or removed/u));
  expect(await page.getByRole("button", { name: /^Commit/u }).isDisabled()).toBe(true);
  await choose(path);
  await expectShown(page.getByText("1 of 1 file ready"));
});

it("REP-3: a file that is gone is named; the others go on", async () => {
  const [there, gone] = [
    await aFile("there.txt", randomBytes(10)),
    await aFile("gone.txt", randomBytes(10)),
  ];
  await page.route(/\/entries\//u, async (route) => {
    await rm(gone, { force: true });
    await route.continue();
  });
  await choose([there, gone]);
  await expectShown(page.getByText(/^The file was written to, moved or removed/u));
  await expectShown(page.getByText("1 of 2 files ready"));
  await page.unroute(/\/entries\//u);
  await page.getByRole("button", { name: "Cancel gone.txt" }).click();
  await page.getByRole("button", { name: "Commit 1 file" }).click();
  await page.waitForURL(/tree\/main$/u);
});

it("ACC-2: a session that ends in the middle is renewed in place, and sending goes on", async () => {
  const bytes = randomBytes(20 * MB);
  const breakParts = await holdParts();
  await choose(await aFile("signed-out.bin", bytes));
  await expectShown(page.getByText(/^Sending, /u));
  await page.context().clearCookies();
  await breakParts();
  const dialog = page.getByRole("dialog", { name: "Sign in again to go on" });
  await dialog.getByRole("textbox", { name: "Password" }).fill("not the password");
  await dialog.getByRole("button", { name: "Sign in and go on" }).click();
  await expectShown(dialog.getByText("Name or password is wrong"));
  await dialog.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
  await dialog.getByRole("button", { name: "Sign in and go on" }).click();
  await expectShown(page.getByText("1 of 1 file ready"));
  await expectCommitted("signed-out.bin", bytes);
});

it("REP-3: after a reload a folder that may be read again goes on by itself", async () => {
  // The browser's own private folder stands for one of the disk: its handles are of the same kind.
  await page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const data = await root.getDirectoryHandle("data", { create: true });
    for (const [name, size] of Object.entries({
      "large.bin": 20_000_000,
      "a.txt": 10,
      "b.txt": 20,
    })) {
      const writer = await (await data.getFileHandle(name, { create: true })).createWritable();
      await writer.write(new Uint8Array(size).fill(size % 251));
      await writer.close();
    }
    Object.assign(globalThis, { showDirectoryPicker: async () => data });
  });
  const isSecond = (url: URL) => isPart(url) && !url.pathname.endsWith("/0");
  await page.route(isSecond, () => undefined);
  const first = partAnswer(page);
  await page.getByRole("button", { name: "Choose a folder" }).click();
  await expectShown(page.getByText("2 of 3 files ready"));
  await first;
  await expectRemembered(3);
  page.once("dialog", (dialog) => void dialog.accept());
  await page.reload();
  await page.unroute(isSecond);
  await expectShown(page.getByRole("heading", { name: "Uploads that are not finished" }));
  await expectShown(page.getByText(/^Goes on by itself where it stopped/u));
  const sent: string[] = [];
  page.on("request", (request) => {
    if (isPart(new URL(request.url()))) sent.push(new URL(request.url()).pathname);
  });
  await page.getByRole("button", { name: "Go on", exact: true }).click();
  await expectShown(page.getByText("3 of 3 files ready"));
  expect(
    sent.filter((path) => path.endsWith("/0")),
    "nothing is sent twice",
  ).toEqual([]);
  await expectCommitted("data/a.txt", new Uint8Array(10).fill(10));
});

/** The browser has written down what it needs to go on. */
type Kept = { uploadId?: string; place?: object; storedCount?: number };

/** What the browser keeps of unfinished uploads. */
function rowsOf(store: "files" | "visits"): Promise<Kept[]> {
  return page.evaluate(async (name) => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open("gallery-uploads");
      opening.addEventListener("success", () => resolve(opening.result));
    });
    const rows = database.transaction(name).objectStore(name).getAll();
    await new Promise((resolve) => rows.addEventListener("success", resolve));
    database.close();
    return rows.result;
  }, store);
}

/** Waits until it keeps so many files with where they are on the server. */
async function expectRemembered(files: number): Promise<void> {
  const count = async () =>
    (await rowsOf("files")).filter(({ uploadId, place }) => uploadId ?? place).length;
  await expect.poll(count, { timeout: 10_000 }).toBeGreaterThanOrEqual(files);
}

it("REP-3: two tabs work side by side, each at its own; one knows of the other", async () => {
  await page.route(isPart, () => undefined);
  const bytes = randomBytes(3 * MB);
  await choose(await aFile("first-tab.bin", bytes));
  await expectShown(page.getByText(/^Sending, /u));
  const other = await page.context().newPage();
  other.setDefaultTimeout(20_000);
  await expect
    .poll(
      async () => {
        await other.goto(uploadPage());
        await expectShown(other.getByText("Drop files and folders here"));
        return other.getByText("Another tab is working at it now").count();
      },
      { timeout: 20_000 },
    )
    .toBe(1);
  expect(await other.getByRole("button", { name: "Go on", exact: true }).count()).toBe(0);
  await choose(await aFile("second-tab.txt", Buffer.from("second")), other);
  await expectShown(other.getByText("1 of 1 file ready"));
  await other.getByRole("button", { name: "Commit 1 file" }).click();
  await other.waitForURL(/tree\/main$/u);
  await other.close();
  await page.getByRole("button", { name: "Pause first-tab.bin" }).click();
  await page.unroute(isPart);
  await page.getByRole("button", { name: "Go on with first-tab.bin" }).click();
  await expectShown(page.getByText("1 of 1 file ready"));
  await page.getByRole("button", { name: "Commit 1 file" }).click();
  await expectShown(page.getByText("The branch has moved on"));
  await page.getByRole("button", { name: "Commit on top of it" }).click();
  await page.waitForURL(/tree\/main$/u);
  await expectShown(page.getByRole("link", { name: "second-tab.txt" }));
});

/** Waits until it has written down that so many files of a visit are ready. */
async function expectKept(files: number): Promise<void> {
  const count = async () =>
    Math.max(0, ...(await rowsOf("visits")).map(({ storedCount = 0 }) => storedCount));
  await expect.poll(count, { timeout: 10_000 }).toBe(files);
}

it("REP-3: chosen again after a reload, what has arrived of a folder is not sent again", async () => {
  const folder = join(gallery.folder, "chosen");
  await mkdir(folder, { recursive: true });
  const paths = Array.from({ length: 300 }, (_, index) => join(folder, `${index}.txt`));
  for (const [index, path] of paths.entries()) await writeFile(path, `${index}\n`);
  const chooseFolder = () =>
    page.locator("input[type=file][aria-label='Choose a folder']").setInputFiles(folder);
  await chooseFolder();
  await expectShown(page.getByText("300 of 300 files ready"));
  await expectKept(300);
  page.once("dialog", (dialog) => void dialog.accept());
  await page.reload();
  await expectShown(page.getByText("300 of 300 ready"));
  const sent: string[] = [];
  page.on("request", (request) => sent.push(request.url()));
  await writeFile(paths[7] ?? "", "changed\n");
  await chooseFolder();
  await expectShown(page.getByText("300 of 300 files ready"));
  await page.getByRole("button", { name: "Commit 300 files" }).click();
  await page.waitForURL(/tree\/main$/u);
  expect(
    sent.filter((url) => isPart(new URL(url))),
    "only what has changed",
  ).toHaveLength(1);
  const read = async (index: number) =>
    (await page.request.get(`${assetPage()}/resolve/main/chosen/${index}.txt`)).text();
  expect([await read(6), await read(7)]).toEqual(["6\n", "changed\n"]);
});
