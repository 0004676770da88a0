import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, it } from "vitest";
import { MediaPage } from "#contract/repositories/media.ts";
import { anOrdinaryUser } from "../../../../testing/accounts.ts";
import { testContext } from "../../../../testing/context.ts";
import { aPng } from "../../../../testing/pictures.ts";
import { aCommit, aRepository } from "../../../../testing/repositories.ts";
import { listMedia } from "./list-media.ts";

const base = await testContext({ environment: { GALLERY_PREVIEW_BYTES: "5000" } });
const alice = await anOrdinaryUser(base);
const ctx = base.as(alice);
const PNG = aPng({ width: 30, height: 20 });

async function gallery(files: Record<string, string | Uint8Array>, path = "") {
  const repository = await aRepository(ctx, { owner: alice, kind: "dataset" });
  await aCommit(ctx, repository, { files });
  const pages: MediaPage[] = [];
  let cursor: string | undefined;
  do {
    const page = await listMedia(ctx, repository, { revision: "main", path, cursor });
    pages.push(MediaPage.parse(page));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return { pages, items: pages.flatMap(({ items }) => items) };
}

const byPath = (items: MediaPage["items"]) => new Map(items.map((item) => [item.path, item]));

describe("a gallery", () => {
  it("BEY-4: shows pictures and recordings with their size and the folder's name as label", async () => {
    const { items, pages } = await gallery({
      "README.md": "x",
      "train/cat/1.png": PNG,
      "train/dog/a/2.JPG": PNG,
      "train/3.wav": "RIFF",
      "train/cat/notes.txt": "x",
    });
    const label = ({ path, type, label: name }: MediaPage["items"][number]) => [path, type, name];
    expect(items.map(label)).toEqual([
      ["train/3.wav", "audio", null],
      ["train/cat/1.png", "image", "cat"],
      ["train/dog/a/2.JPG", "image", "a"],
    ]);
    expect(items[1]).toMatchObject({ picture: { width: 30, height: 20 }, refusal: null });
    expect(pages[0]).toMatchObject({ mediaCount: 3, fileCount: 4, nextCursor: null });
  });

  it("BEY-4: pages through thousands of files and loses none", async () => {
    const files = Object.fromEntries(
      Array.from({ length: 700 }, (_, at) => [`d/${at}.png`, PNG] as const),
    );
    const others = Object.fromEntries(
      Array.from({ length: 1500 }, (_, at) => [`a/${at}.txt`, "x"] as const),
    );
    const { items, pages } = await gallery({ ...files, ...others });
    expect(new Set(items.map(({ path }) => path))).toEqual(new Set(Object.keys(files)));
    expect(items).toHaveLength(700);
    expect(pages[0]).toMatchObject({ items: [], fileCount: 998 });
    expect(pages.every((page) => page.items.length <= 150)).toBe(true);
  });

  it("REP-5: a picture that is too large in bytes or pixels, or none at all, says so", async () => {
    const { items } = await gallery({
      "bomb.png": aPng({ claims: { width: 50_000, height: 50_000 } }),
      "large.png": Buffer.concat([PNG, Buffer.alloc(6000)]),
      "page.png": "<html><script>alert(1)</script>",
      "empty.png": "",
      "cut.png": PNG.subarray(0, 20),
    });
    expect(items.map(({ path, refusal }) => [path, refusal])).toEqual([
      ["bomb.png", "too-many-pixels"],
      ["cut.png", "unreadable"],
      ["empty.png", "unreadable"],
      ["large.png", "too-large"],
      ["page.png", "unreadable"],
    ]);
  });
});

describe("a metadata file", () => {
  it("BEY-4: as CSV gives labels and captions, nearest first", async () => {
    const found = byPath(
      (
        await gallery({
          "metadata.csv":
            '\ufefffile_name,label,text\nb/2.png,far,no\n./1.png,cat,"a ""cat"", x"\n',
          "1.png": PNG,
          "b/metadata.csv": "file_name,caption\n2.png,near\n",
          "b/2.png": PNG,
          "b/3.png": PNG,
        })
      ).items,
    );
    expect(found.get("1.png")).toMatchObject({
      label: "cat",
      fields: [{ name: "text", value: 'a "cat", x' }],
    });
    expect(found.get("b/2.png")).toMatchObject({
      label: null,
      fields: [{ name: "caption", value: "near" }],
    });
    expect(found.get("b/3.png")).toMatchObject({ label: "b", fields: [] });
  });

  it("BEY-4: as JSONL gives transcriptions of recordings, and objects as text", async () => {
    const { items } = await gallery({
      "metadata.jsonl": [
        "no json",
        '{"file_name":"a.wav","transcription":"你好","objects":{"bbox":[1,2]}}',
        "[]",
        "null",
      ].join("\r\n"),
      "a.wav": "RIFF",
    });
    expect(items[0]?.fields).toEqual([
      { name: "transcription", value: "你好" },
      { name: "objects", value: '{"bbox":[1,2]}' },
    ]);
  });

  it("BEY-4: as Parquet gives the same, of any number of rows", async () => {
    const names = Array.from({ length: 2500 }, (_, at) => `other/${at}.png`);
    const of = <T>(value: T, last: T) => [...names.map(() => value), last];
    const bytes = parquetWriteBuffer({
      columnData: [
        { name: "file_name", data: [...names, "a/1.png"], type: "STRING" },
        { name: "label", data: of("other", "cat"), type: "STRING" },
        { name: "text", data: of("", "a cat"), type: "STRING" },
        { name: "age", data: of(0n, 7n), type: "INT64" },
      ],
    });
    const files = { "metadata.parquet": new Uint8Array(bytes), "a/1.png": PNG };
    const { items, pages } = await gallery(files);
    expect(items[0]).toMatchObject({
      label: "cat",
      fields: [
        { name: "text", value: "a cat" },
        { name: "age", value: "7" },
      ],
    });
    expect(pages[0]).toMatchObject({ mediaCount: 1, fileCount: 1 });
  });

  it("BEY-4: as Parquet that is none labels nothing", async () => {
    const { items } = await gallery({ "metadata.parquet": "PAR1 no", "a/1.png": PNG });
    expect(items[0]).toMatchObject({ label: "a", fields: [] });
  });

  it.each([
    [
      "leads out of its folder",
      "file_name,label\n../1.png,evil\n/1.png,evil\na/../../1.png,evil\n",
    ],
    ["is no CSV", 'file_name,label\n1.png,"evil'],
    ["has a record without an end", `file_name,label\n"${"x".repeat(300_000)}",evil\n1.png,evil\n`],
    ["is binary", "\0\x01\x02file_name"],
    ["is empty", ""],
    ["has other columns", "name,label\n1.png,evil\n"],
  ])("BEY-4: that %s labels nothing, and the gallery is shown", async (_what, metadata) => {
    const { items } = await gallery({ "b/metadata.csv": metadata, "1.png": PNG, "b/1.png": PNG });
    expect(items.map(({ path, label }) => [path, label])).toEqual([
      ["1.png", null],
      ["b/1.png", "b"],
    ]);
  });

  it("BEY-4: with lines of megabytes is read to a bound", async () => {
    const { items } = await gallery({
      "metadata.jsonl": `{"file_name":"a.png","text":"${"x".repeat(2000)}"}\n"${"y".repeat(900_000)}`,
      "a.png": PNG,
    });
    expect(items[0]?.fields[0]?.value).toHaveLength(501);
  });
});
