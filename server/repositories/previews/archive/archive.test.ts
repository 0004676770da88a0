import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { ZipFile } from "yazl";
import { tarBytes } from "../../../platform/archives/index.ts";
import { anOrdinaryUser } from "../../../testing/accounts.ts";
import { testContext } from "../../../testing/context.ts";
import { expectProblem } from "../../../testing/expect-problem.ts";
import { testServer } from "../../../testing/http.ts";
import { aCommit, aRepository } from "../../../testing/repositories.ts";
import { repositoriesRoutes } from "../../index.ts";
import { listArchive } from "./list-archive.ts";

const base = await testContext();
const app = await testServer(base, repositoriesRoutes);
const alice = await anOrdinaryUser(base);
const ctx = base.as(alice);

const CENTRAL = Buffer.from("PK\u0001\u0002", "latin1");
const END = Buffer.from("PK\u0005\u0006", "latin1");

async function aZip(
  contents: Record<string, string | Buffer>,
  { isZip64 = false } = {},
): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(contents)) {
    zip.addBuffer(Buffer.from(content), name, { compress: true, forceZip64Format: isZip64 });
  }
  zip.end({ forceZip64Format: isZip64, comment: "" });
  return buffer(zip.outputStream);
}

function aTar(files: Record<string, string | Buffer>): Promise<Buffer> {
  const members = Object.entries(files).map(([name, content]) => ({
    name,
    isExecutable: false,
    compresses: false,
    sizeBytes: Buffer.byteLength(content),
    modifiedAt: new Date(0),
    read: async function* read() {
      yield Buffer.from(content);
    },
  }));
  return buffer(tarBytes(Readable.from(members)));
}

/** @param patch changes the first record of this signature, or each of them. */
function patched(bytes: Buffer, signature: Buffer, patch: (record: Buffer) => void): Buffer {
  const copy = Buffer.from(bytes);
  for (let at = copy.indexOf(signature); at !== -1; at = copy.indexOf(signature, at + 4)) {
    patch(copy.subarray(at));
  }
  return copy;
}

async function open(bytes: string | Buffer, path = "model.pt") {
  const repository = await aRepository(ctx, { owner: alice });
  await aCommit(ctx, repository, { files: { [path]: bytes } });
  const at = { revision: "main", path, folder: "", q: "", limit: 100 };
  return {
    repository,
    list: (query: Partial<typeof at> & { cursor?: string } = {}) =>
      listArchive(ctx, repository, { ...at, ...query }),
  };
}

type Listing = Awaited<ReturnType<Awaited<ReturnType<typeof open>>["list"]>>;
const namesOf = ({ items }: Listing) =>
  items.map((row) => (row.type === "folder" ? row.prefix : row.name));

const codesOf = async (bytes: Buffer) =>
  (await (await open(bytes)).list()).findings.map(({ code, count }) => [code, count]);

const reasonOf = async (bytes: string | Buffer) =>
  (await expectProblem((await open(bytes)).list(), "preview-unreadable")).extra["reason"];

describe("a zip archive", () => {
  const checkpoint = {
    "archive/version": "3",
    "archive/data.pkl": "x".repeat(300),
    "archive/data/0": "a".repeat(1000),
    "archive/data/1": "b".repeat(500),
  };

  it("REP-5: is listed folder by folder and by search, by pages, with its sizes", async () => {
    const { list } = await open(await aZip(checkpoint));
    const root = await list();
    expect(namesOf(root)).toEqual(["archive/"]);
    expect(root.items[0]).toMatchObject({ type: "folder", files: 4, sizeBytes: 1801 });
    expect(root.totals).toMatchObject({ files: 4, sizeBytes: 1801 });
    expect(root.totals.compressedBytes).toBeLessThan(200);
    expect(root.findings).toEqual([]);
    const folder = await list({ folder: "archive/", limit: 2 });
    expect(namesOf(folder)).toEqual(["archive/data/", "archive/data.pkl"]);
    const rest = await list({ folder: "archive/", limit: 2, cursor: folder.nextCursor ?? "" });
    expect(namesOf(rest)).toEqual(["archive/version"]);
    expect(rest.nextCursor).toBeNull();
    expect(namesOf(await list({ q: "DATA/1" }))).toEqual(["archive/data/1"]);
  });

  it("REP-5: of 64-bit numbers, and one without files, is listed as well", async () => {
    const { list } = await open(await aZip(checkpoint, { isZip64: true }), "a.npz");
    expect((await list()).totals.files).toBe(4);
    expect((await (await open(await aZip({}))).list()).totals.files).toBe(0);
  });

  it("REP-5: that would unpack to a thousand times its size is listed, and said", async () => {
    const bomb = await aZip({ "zeros.bin": Buffer.alloc(110_000_000) });
    expect(bomb.length).toBeLessThan(200_000);
    const [[code, times] = []] = await codesOf(bomb);
    expect(code).toBe("expands");
    expect(times).toBeGreaterThan(900);
    const claims = patched(await aZip({ a: "1" }), CENTRAL, (record) => {
      record.writeUInt32LE(0xffff_fffe, 24);
    });
    expect((await codesOf(claims)).map(([name]) => name)).toEqual(["expands"]);
  });

  it("REP-5: whose entries share bytes is listed, and said", async () => {
    const places: number[] = [];
    const bytes = await aZip({ first: "1".repeat(50), other: "2".repeat(50) });
    patched(bytes, CENTRAL, (record) => places.push(record.readUInt32LE(42)));
    const overlapping = patched(bytes, CENTRAL, (record) => record.writeUInt32LE(0, 42));
    expect(places[1]).toBeGreaterThan(0);
    expect(await codesOf(overlapping)).toEqual([["overlapping", 1]]);
  });

  it("REP-5: names that lead elsewhere, are not what is seen, or repeat are marked", async () => {
    const names = ["XXaa/x", "Xroot", "XX-win", "ab\tc/x", "same-1", "same-2"];
    const zip = await aZip(Object.fromEntries(names.map((name) => [name, "1"])));
    const replaced: [string, string][] = [
      ["XXaa/x", "../../"],
      ["Xroot", "/root"],
      ["XX-win", "C:\\win"],
      ["same-2", "same-1"],
    ];
    let text = zip.toString("latin1");
    for (const [from, to] of replaced) text = text.replaceAll(from, to);
    const { list } = await open(Buffer.from(text, "latin1"));
    const { items, findings } = await list();
    expect(items.length).toBeGreaterThan(0);
    expect(findings).toEqual([
      { code: "unsafe-name", count: 4, example: "../../" },
      { code: "duplicate-name", count: 1, example: "same-1" },
    ]);
  });

  it("REP-5: with encrypted entries or foreign bytes around it says so", async () => {
    const zip = await aZip({ secret: "1", open: "2" });
    const encrypted = patched(zip, CENTRAL, (record) => {
      if (record.toString("latin1", 46, 52) === "secret") record.writeUInt16LE(0x801, 8);
    });
    expect(await codesOf(encrypted)).toEqual([["encrypted", 1]]);
    const { list } = await open(encrypted);
    expect((await list()).items).toMatchObject([
      { name: "open", isEncrypted: false },
      { name: "secret", isEncrypted: true },
    ]);
    const prefixed = Buffer.concat([Buffer.from("#!/bin/sh\n"), zip]);
    expect(await codesOf(prefixed)).toEqual([["foreign-bytes", 10]]);
  });
});

describe("a tar archive", () => {
  it("REP-5: is listed like a zip, and what is cut off is said", async () => {
    const tar = await aTar({ "a/1.jpg": "x".repeat(900), "a/1.cls": "7", "../b": "b" });
    const listing = await (await open(tar, "shard-0.tar")).list();
    expect(listing).toMatchObject({ format: "tar", totals: { files: 3, sizeBytes: 902 } });
    expect(namesOf(listing)).toEqual(["../", "a/"]);
    expect(listing.findings).toEqual([{ code: "unsafe-name", count: 1, example: "../b" }]);
    const cut = await (await open(tar.subarray(0, 1800), "shard-1.tar")).list();
    expect(cut.findings).toMatchObject([{ code: "incomplete", count: 1, example: "a/1.jpg" }]);
  });
});

describe("an archive that is packed as a whole", () => {
  const PACKERS = { gz: gzipSync, zst: zstdCompressSync };
  const files = { "a/1.jpg": "x".repeat(900), "a/1.cls": "7", "../b": "b" };

  it.each(["gz", "zst"] as const)("REP-5: is listed as it unpacks (%s)", async (extension) => {
    const packed = PACKERS[extension](await aTar(files));
    const listing = await (await open(packed, `shard-0.tar.${extension}`)).list();
    expect(listing).toMatchObject({
      format: `tar.${extension}`,
      totals: { files: 3, sizeBytes: 902, compressedBytes: packed.length },
      findings: [{ code: "unsafe-name", count: 1, example: "../b" }],
    });
    expect(listing.items).toMatchObject([
      { prefix: "../", compressedBytes: null },
      { prefix: "a/", sizeBytes: 901, compressedBytes: null },
    ]);
  });

  it("REP-5: that is cut off or damaged gives the files before, and says so", async () => {
    const noise = randomBytes(200_000);
    const packed = gzipSync(await aTar({ "first.txt": "1", "noise.bin": noise, last: "3" }));
    const cut = await (await open(packed.subarray(0, 150_000), "a.tgz")).list();
    expect(cut.findings).toMatchObject([{ code: "incomplete", count: 2, example: "noise.bin" }]);
    expect(namesOf(cut)).toEqual(["first.txt", "noise.bin"]);
    expect(await reasonOf(Buffer.concat([packed.subarray(0, 12), noise]))).toBe("broken");
  });

  it("REP-5: that unfolds as no honest one does is said to", async () => {
    const bomb = gzipSync(await aTar({ "zeros.bin": Buffer.alloc(101_000_000) }));
    const { findings, totals } = await (await open(bomb, "bomb.tar.gz")).list();
    expect(findings).toMatchObject([{ code: "expands", count: expect.any(Number) }]);
    expect(totals).toMatchObject({ sizeBytes: 101_000_000, compressedBytes: bomb.length });
  });

  it("REP-5: of one file only shows that file, named without its packing", async () => {
    const packed = gzipSync("label,text\n1,one\n");
    const listing = await (await open(packed, "train.csv.gz")).list();
    expect(listing).toMatchObject({ format: "gz", findings: [], total: 1 });
    expect(listing.items).toEqual([
      {
        type: "file",
        name: "train.csv",
        sizeBytes: 17,
        compressedBytes: null,
        isEncrypted: false,
        isUnsafe: false,
      },
    ]);
  });
});

describe("a file that is not listed", () => {
  it("REP-5: says its reason: a pickle, no archive, empty, broken, lying, too large", async () => {
    const zip = await aZip({ a: "1", b: "2" });
    expect(await reasonOf(Buffer.from("8002 8a0a 6cfc 9c46 f920".replaceAll(" ", ""), "hex"))).toBe(
      "legacy-pickle",
    );
    expect(await reasonOf(Buffer.from([0, 1, 2, 3]))).toBe("not-a-zip");
    expect(await reasonOf("")).toBe("empty");
    expect(await reasonOf(zip.subarray(0, -10))).toBe("not-a-zip");
    expect(await reasonOf(patched(zip, END, (record) => record.writeUInt16LE(3, 10)))).toBe(
      "broken",
    );
    const outside = patched(zip, CENTRAL, (record) => record.writeUInt32LE(0xffff_0000, 20));
    expect(await reasonOf(outside)).toBe("broken");
    const huge = patched(await aZip({ a: "1" }, { isZip64: true }), zip64End(), (record) => {
      record.writeBigUInt64LE(2n ** 40n, 32);
    });
    expect(await reasonOf(huge)).toBe("too-large");
  });

  it("REP-5: in a private repository is not found by strangers", async () => {
    const { repository } = await open(await aZip({ a: "1" }));
    const { kind, ownerName, name } = repository;
    const { statusCode } = await app.inject({
      url: `/api/v1/repositories/${kind}/${ownerName}/${name}/archive-entries/main/model.pt`,
      headers: { host: "localhost:7860" },
    });
    expect(statusCode).toBe(404);
  });
});

function zip64End(): Buffer {
  return Buffer.from("PK\u0006\u0006", "latin1");
}
