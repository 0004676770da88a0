import { randomBytes } from "node:crypto";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { expectNoComplaints, expectShown, type Window, windowsOf } from "./browser.ts";
import { createAsset, signUp } from "./steps.ts";
import { webGallery } from "./web-gallery.ts";

const gallery = await webGallery({
  GALLERY_FILES_PER_COMMIT: "1500",
  GALLERY_DATASET_UPLOAD_FILES: "20000",
});
const openWindow = windowsOf(gallery);
const folder = join(gallery.folder, "collection");
const FILES = 2000;
let ada: Window;

/** 2,000 files in 40 folders, two levels deep: text and pictures, some empty, two alike. */
async function writeCollection(): Promise<void> {
  for (let index = 0; index < FILES; index += 1) {
    const place = join(folder, `part-${index % 40}`, "deep");
    if (index < 40) await mkdir(place, { recursive: true });
    const isText = index % 2 === 0;
    const bytes = index % 500 === 0 ? "" : isText ? `note ${index}\n` : randomBytes(200);
    await writeFile(join(place, `${index}.${isText ? "txt" : "bin"}`), bytes);
  }
}

beforeAll(async () => {
  await writeCollection();
  ada = await openWindow();
  await signUp(ada.page, "ada");
  await createAsset(ada.page, { kind: "dataset", owner: "ada", name: "many" });
});

/** Drops what lies at paths of this machine, as a person would with the mouse. */
async function dropOn(page: Page, files: string[]): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const data = { items: [], files, dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const) {
    await devtools.send("Input.dispatchDragEvent", { type, x: 600, y: 400, data });
  }
  await devtools.detach();
}

const count = (path: string) =>
  gallery.ctx.db
    .selectFrom("path_entries")
    .select(({ fn }) => fn.countAll<number>().as("files"))
    .where("is_folder", "=", false)
    .where("path", "like", `${path}/%`)
    .executeTakeFirstOrThrow();

it("REP-3: a dropped folder of 2,000 files goes up in few requests, as the commits it needs", async () => {
  const { page } = ada;
  await page.goto("/datasets/ada/many/upload");
  await expectShown(page.getByText("Drop files and folders here"));
  const requests: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/uploads")) requests.push(request.url());
  });
  await dropOn(page, [folder]);
  await expectShown(page.getByText("2,000 of 2,000 files ready"));
  expect(requests.length).toBeLessThan(40);
  await expectShown(page.getByText(/become 2 commits, one after the other/u));
  // Only what is in view is drawn.
  expect(
    await page.getByRole("list", { name: "Files to upload" }).locator("li").count(),
  ).toBeLessThan(60);
  await page.getByRole("button", { name: "Commit 2,000 files" }).click();
  await page.waitForURL(/tree\/main/u);
  expect((await count("collection")).files).toBe(FILES);
  const content = await page.request.get(
    "/datasets/ada/many/resolve/main/collection/part-2/deep/2.txt",
  );
  expect(await content.text()).toBe("note 2\n");
});

it("REP-3: dropped again it has nothing to do; what has changed is replaced, and said before", async () => {
  const { page } = ada;
  await writeFile(join(folder, "part-2/deep/2.txt"), "another note\n");
  await writeFile(join(folder, "part-3/deep/new.txt"), "new\n");
  await page.goto("/datasets/ada/many/upload");
  await expectShown(page.getByText("Drop files and folders here"));
  await dropOn(page, [folder]);
  await expectShown(page.getByText("2,001 of 2,001 files ready"));
  await expectShown(page.getByText("1 file is added. 1 is replaced. 1,999 are unchanged."));
  await page.getByText("Keep the files of the repository").click();
  await expectShown(page.getByText(/1 file is added\. 1,999 are unchanged\. 1 is left out/u));
  await page.getByText("Replace them; their old content stays").click();
  await page.getByText(/^Replacing 1$/u).click();
  await expectShown(page.getByText("Replaces the file there"));
  await page.getByRole("button", { name: "Commit 2 files" }).click();
  await page.waitForURL(/tree\/main/u);
});

it("REP-4: hostile names are told one by one; the others go up as they are", async () => {
  const { page } = ada;
  await page.goto("/datasets/ada/many/upload?path=names");
  const names = [
    "photo\u202egpj.exe",
    ".git",
    "back\\slash",
    `${"x".repeat(256)}.txt`,
    "👩‍💻 模型.txt",
    "e\u0301.txt",
    "con.txt",
    "README.TXT",
    "readme.txt",
  ];
  const transfer = await page.evaluateHandle((all) => {
    const made = new DataTransfer();
    for (const name of all) made.items.add(new File([name], name));
    return made;
  }, names);
  await page
    .getByText("Drop files and folders here")
    .dispatchEvent("drop", { dataTransfer: transfer });
  await expectShown(page.getByText("5 of 5 files ready"));
  await expectShown(page.getByText("photo⟨U+202E⟩gpj.exe"));
  await expectShown(page.getByText(/^The name hides characters/u));
  await expectShown(page.getByText(/^The name contains “\\”/u));
  await expectShown(page.getByText("A name is longer than 255 bytes: shorten it"));
  await expectShown(page.getByText(/Windows cannot hold this name/u));
  await expectShown(page.getByText(/Differs only in case from/u));
  await page.getByRole("button", { name: /^Remove 3 files from the list$/u }).click();
  await page.getByRole("button", { name: "Commit 5 files" }).click();
  await page.waitForURL(/tree\/main\/names$/u);
  await expectShown(page.getByRole("link", { name: "\u00e9.txt" }));
  await expectShown(page.getByRole("link", { name: "👩‍💻 模型.txt" }));
});

it("REP-3: a folder where the repository has a file is refused before anything is sent", async () => {
  const { page } = ada;
  const other = join(gallery.folder, "names");
  await mkdir(join(other, "con.txt"), { recursive: true });
  await writeFile(join(other, "con.txt/inside"), "x");
  await page.goto("/datasets/ada/many/upload");
  await expectShown(page.getByText("Drop files and folders here"));
  await dropOn(page, [other]);
  await expectShown(page.getByText("names/con.txt is a file: no folder can have its name"));
  await rename(other, join(gallery.folder, "names-no-more"));
});

it("REP-3: the folder can be changed while files are there; what lies in it is asked anew", async () => {
  const { page } = ada;
  await page.goto("/datasets/ada/many/upload");
  const readme = join(gallery.folder, "2.txt");
  await writeFile(readme, "another note\n");
  await page.locator("input[type=file][aria-label='Choose files']").setInputFiles(readme);
  await expectShown(page.getByText("1 file is added."));
  await page.getByLabel("Into the folder").fill("/collection/part-2/ deep ");
  await page.getByLabel("Into the folder").press("Enter");
  await expectShown(page.getByText("1 is unchanged."));
  await page.getByRole("button", { name: "Finish: nothing to commit" }).click();
  await page.waitForURL(/tree\/main\/collection\/part-2\/deep$/u);
});

it("PLT-11: the browser had nothing to complain about", () => {
  expectNoComplaints(ada);
});
