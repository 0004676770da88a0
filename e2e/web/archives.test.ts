import { readFile } from "node:fs/promises";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { tarBytes } from "#server/platform/archives/index.ts";
import { expectNoComplaints, expectShown, type Window, windowsOf } from "./browser.ts";
import { createAsset, signUp } from "./steps.ts";
import { webGallery } from "./web-gallery.ts";

const gallery = await webGallery({ GALLERY_PREVIEW_BYTES: "20000" });
const openWindow = windowsOf(gallery);
let ada: Window;

const FIXTURES = new URL("../../server/platform/formats/pickle/fixtures/", import.meta.url);

function aTar(files: Record<string, string>): Promise<Buffer> {
  const members = Object.entries(files).map(([name, text]) => ({
    name,
    isExecutable: false,
    compresses: false,
    sizeBytes: Buffer.byteLength(text),
    modifiedAt: new Date(0),
    read: async function* read() {
      yield Buffer.from(text);
    },
  }));
  return buffer(tarBytes(Readable.from(members)));
}

async function commit(page: Page, files: Record<string, Buffer>): Promise<void> {
  const operations = Object.entries(files).map(([path, content]) => ({
    op: "put",
    path,
    base64: content.toString("base64"),
  }));
  const status = await page.evaluate(
    async (body) => {
      const headers = { "content-type": "application/json" };
      const path = "/api/v1/repositories/model/ada/owl/commits";
      return (await fetch(path, { method: "POST", headers, body })).status;
    },
    JSON.stringify({ title: "Add files", operations }),
  );
  expect(status).toBe(201);
}

beforeAll(async () => {
  ada = await openWindow();
  await signUp(ada.page, "ada", "Ada");
  await createAsset(ada.page, { owner: "ada", name: "owl" });
  await commit(ada.page, {
    "whole.pt": await readFile(new URL("whole-model.pt", FIXTURES)),
    "plain.pt": await readFile(new URL("legacy.pt", FIXTURES)),
    "shard.tar.gz": gzipSync(await aTar({ "train/owl.txt": "an owl", "train/jay.txt": "a jay" })),
    "rows.csv.gz": gzipSync(`name,seen\n${"owl,3\n".repeat(10_000)}`),
    "broken.txt.gz": gzipSync("a text").subarray(0, 12),
  });
});

it("REP-5: a checkpoint shows the tensors that its pickle names, and the files of its archive", async () => {
  const { page } = ada;
  await page.goto("/ada/owl/blob/main/whole.pt");
  await page.getByText("List", { exact: true }).click();
  await expectShown(page.getByText("0.weight"));
  await expectShown(page.getByText("2 × 2"));
  await page.getByText("Files in the archive").click();
  await expectShown(page.getByText("data.pkl"));
});

it("REP-5: a plain pickle, which only running would tell, says so", async () => {
  const { page } = ada;
  await page.goto("/ada/owl/blob/main/plain.pt");
  await expectShown(page.getByText("This is a plain pickle"));
});

it("REP-5: an archive that is packed as a whole is listed", async () => {
  const { page } = ada;
  await page.goto("/ada/owl/blob/main/shard.tar.gz");
  await expectShown(page.getByText("owl.txt"));
  await expectShown(page.getByText("nothing unpacked is kept"));
});

it("REP-5: a packed text shows its beginning; a damaged one says that it is", async () => {
  const { page } = ada;
  await page.goto("/ada/owl/blob/main/rows.csv.gz");
  await expectShown(page.getByText("This is the beginning of the text, 20 kB of it"));
  await expectShown(page.getByText("name,seen"));
  await page.goto("/ada/owl/blob/main/broken.txt.gz");
  await expectShown(page.getByText("it is cut off or damaged"));
  expectNoComplaints(ada);
});
