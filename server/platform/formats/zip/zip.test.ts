import { Buffer } from "node:buffer";
import { buffer } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { ZipFile } from "yazl";
import { randomAccess } from "../random-access.ts";
import { readZipDirectory } from "./read-zip-directory.ts";
import { readZipEntry } from "./read-zip-entry.ts";
import type { ZipEntry } from "./zip-entry.ts";
import type { ZipErrorCode } from "./zip-error.ts";

const limits = { entries: 100, directoryBytes: 100_000 };
const files = { "data.pkl": "hello ".repeat(500), "empty.txt": "", "权重/层.bin": "weights" };

type Options = { compress?: boolean; forceZip64Format?: boolean; comment?: string };

async function aZip(
  contents: Record<string, string | Buffer> = files,
  { compress = true, forceZip64Format = false, comment = "-" }: Options = {},
): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, text] of Object.entries(contents)) {
    zip.addBuffer(Buffer.from(text), name, { compress, forceZip64Format });
  }
  zip.end({ forceZip64Format, comment });
  return buffer(zip.outputStream);
}

function aFile(bytes: Buffer) {
  return randomAccess(
    {
      sizeBytes: bytes.length,
      async *read({ start, end }) {
        yield bytes.subarray(start, end);
      },
    },
    10_000_000,
  );
}

const directoryOf = (bytes: Buffer, options = {}) =>
  readZipDirectory(aFile(bytes), { ...limits, ...options });

const unpack = async (bytes: Buffer, entry: ZipEntry | undefined) =>
  String(Buffer.concat(await Array.fromAsync(readZipEntry(aFile(bytes), entry ?? fail()))));

function fail(): never {
  throw new Error("There is no such entry.");
}

const expectRefused = (reading: Promise<unknown>, code: ZipErrorCode) =>
  expect(reading).rejects.toMatchObject({ name: "ZipError", code });

const CENTRAL = Buffer.from("PK\x01\x02", "latin1");
const END = Buffer.from("PK\x05\x06", "latin1");

function patched(bytes: Buffer, signature: Buffer, patch: (record: Buffer) => void): Buffer {
  const copy = Buffer.from(bytes);
  patch(copy.subarray(copy.indexOf(signature)));
  return copy;
}

describe("a zip archive", () => {
  it.each([{}, { compress: false }, { forceZip64Format: true }, { comment: "a note" }])(
    "tells its entries and unpacks them: %o",
    async (options: Options) => {
      const bytes = await aZip(files, options);
      const { entries, prefixBytes, trailingBytes } = await directoryOf(bytes);
      expect(entries.map(({ name }) => name)).toEqual(Object.keys(files));
      expect(entries[0]).toMatchObject({
        sizeBytes: 3000,
        method: options.compress === false ? 0 : 8,
        isZip64: options.forceZip64Format === true,
      });
      for (const [index, text] of Object.values(files).entries()) {
        expect(await unpack(bytes, entries[index])).toBe(text);
      }
      expect({ prefixBytes, trailingBytes }).toEqual({ prefixBytes: 0, trailingBytes: 0 });
    },
  );

  it.each([false, true])("is found between other bytes, zip64: %s", async (forceZip64Format) => {
    const zip = await aZip(files, { forceZip64Format });
    const bytes = Buffer.concat([Buffer.alloc(1000, "x"), zip, Buffer.alloc(10, "y")]);
    const { entries, prefixBytes, trailingBytes } = await directoryOf(bytes);
    expect({ prefixBytes, trailingBytes }).toEqual({ prefixBytes: 1000, trailingBytes: 10 });
    expect(await unpack(bytes, entries[0])).toBe(files["data.pkl"]);
  });

  it("may hold the signature of its end in its comment", async () => {
    const comment = "PK__ a note that is long enough";
    const bytes = patched(await aZip(files, { comment }), Buffer.from("PK__"), (note) =>
      END.copy(note),
    );
    expect((await directoryOf(bytes)).entries).toHaveLength(3);
  });

  it("may be empty", async () => {
    expect((await directoryOf(await aZip({}))).entries).toEqual([]);
  });
});

describe("a file that lies", () => {
  it("about being a zip is refused", async () => {
    await expectRefused(directoryOf(Buffer.from("no archive")), "not-a-zip");
    await expectRefused(directoryOf(Buffer.alloc(0)), "not-a-zip");
    const zip = await aZip();
    await expectRefused(directoryOf(zip.subarray(0, -40)), "not-a-zip");
  });

  it("about its number of entries is refused", async () => {
    const more = patched(await aZip(), END, (end) => end.writeUInt16LE(4, 10));
    await expectRefused(directoryOf(more), "broken");
    const claimed = patched(await aZip(), END, (end) => end.writeUInt16LE(0xfff0, 10));
    await expectRefused(directoryOf(claimed), "too-large");
    await expectRefused(directoryOf(await aZip(), { entries: 2 }), "too-large");
  });

  it("about where its directory lies is refused before that is read", async () => {
    const far = patched(await aZip(), END, (end) => end.writeUInt32LE(0xfff_ffff, 16));
    await expectRefused(directoryOf(far), "broken");
    const huge = patched(await aZip(), END, (end) => end.writeUInt32LE(0xfff_ffff, 12));
    await expectRefused(directoryOf(huge), "too-large");
    const long = patched(await aZip(), END, (end) => end.writeUInt32LE(90_000, 12));
    await expectRefused(directoryOf(long), "broken");
  });

  it("with numbers of 2⁶³ in its zip64 fields is refused", async () => {
    const zip = await aZip(files, { forceZip64Format: true });
    const end64 = Buffer.from("PK\x06\x06", "latin1");
    const end = patched(zip, end64, (record) => record.writeBigUInt64LE(2n ** 63n, 32));
    await expectRefused(directoryOf(end), "broken");
    const entry = patched(zip, CENTRAL, (record) => record.writeBigUInt64LE(2n ** 63n, 46 + 8 + 4));
    await expectRefused(directoryOf(entry), "broken");
    const missing = patched(await aZip(), CENTRAL, (record) =>
      record.writeUInt32LE(0xffff_ffff, 24),
    );
    await expectRefused(directoryOf(missing), "broken");
  });

  it("with entries that are cut off, or share their bytes, is refused", async () => {
    const cut = patched(await aZip(), CENTRAL, (entry) => entry.writeUInt32LE(0xffff, 20));
    await expectRefused(directoryOf(cut), "broken");
    const zip = await aZip({ one: "x", two: "y" });
    const second = zip.subarray(zip.indexOf(CENTRAL) + 46 + 3);
    second.writeUInt32LE(0, second.indexOf(CENTRAL) + 42);
    await expectRefused(directoryOf(zip), "overlapping");
    expect((await directoryOf(zip, { mayOverlap: true })).entries).toHaveLength(2);
  });

  it("in several volumes, encrypted or packed by another method is refused", async () => {
    const split = patched(await aZip(), END, (end) => end.writeUInt16LE(1, 4));
    await expectRefused(directoryOf(split), "unsupported");
    const encrypted = patched(await aZip(), CENTRAL, (entry) => entry.writeUInt16LE(1, 8));
    const [first] = (await directoryOf(encrypted)).entries;
    await expectRefused(unpack(encrypted, first), "unsupported");
    const lzma = patched(await aZip(), CENTRAL, (entry) => entry.writeUInt16LE(14, 10));
    const [packed] = (await directoryOf(lzma)).entries;
    await expectRefused(unpack(lzma, packed), "unsupported");
  });

  it("about its packed bytes is refused", async () => {
    const zip = await aZip({ one: "x".repeat(1000) });
    const [entry] = (await directoryOf(zip)).entries;
    await expectRefused(unpack(zip.fill(0xff, 33, 40), entry), "broken");
    await expectRefused(unpack(Buffer.alloc(zip.length), entry), "broken");
  });

  it("by unfolding to more than anybody wants stops where its reader stops", async () => {
    const bytes = await aZip({ bomb: Buffer.alloc(200_000_000) });
    const [entry] = (await directoryOf(bytes)).entries;
    let unfolded = 0;
    for await (const chunk of readZipEntry(aFile(bytes), entry ?? fail())) {
      unfolded += chunk.length;
      if (unfolded > 1_000_000) break;
    }
    expect(unfolded).toBeLessThan(2_000_000);
  });
});
