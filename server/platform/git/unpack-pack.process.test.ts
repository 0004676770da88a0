import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { EMPTY_BLOB_ID, hashObject } from "./object-id.ts";
import { PackError } from "./pack-format.ts";
import { surveyPush } from "./survey-push.ts";
import {
  asFiles,
  deltaEntry,
  insertingDelta,
  packOf,
  sealed,
  wholeEntry,
} from "./testing/packs.ts";
import { aRepository } from "./testing/real-git.ts";
import { type UnpackLimits, Unpacker } from "./unpack-pack.ts";
import { packStream } from "./write-pack-stream.ts";

const LIMITS: UnpackLimits = {
  objects: 10_000,
  totalBytes: 50_000_000,
  blobBytes: 5_000_000,
  treeBytes: 5_000_000,
  textBytes: 100_000,
};

type Unpacked = { ids: string[]; read: (oid: string) => Buffer; missing: string[] };

async function unpack<Result>(
  pack: Buffer,
  use: (unpacker: Unpacker, missing: string[]) => Result,
  limits: Partial<UnpackLimits> = {},
): Promise<Result> {
  const { files, remove } = asFiles(pack);
  try {
    const unpacker = new Unpacker(files, { ...LIMITS, ...limits });
    const missing = await unpacker.readEntries();
    return use(unpacker, missing);
  } finally {
    remove();
  }
}

async function all(pack: Buffer): Promise<Unpacked> {
  return unpack(pack, (unpacker, missing) => {
    const bytes = new Map([...unpacker.ids].map((oid, number) => [oid, unpacker.read(number)]));
    return { ids: [...unpacker.ids], missing, read: (oid) => bytes.get(oid) ?? Buffer.alloc(0) };
  });
}

function aHistory() {
  const git = aRepository();
  const lines = Array.from({ length: 3000 }, () => `${randomBytes(12).toString("hex")}\n`);
  for (let commit = 0; commit < 12; commit++) {
    lines[commit * 100] = `changed ${commit}\n`;
    git.writeFile("long.txt", lines.join(""));
    git.writeFile(`folder/${commit}`, `${commit}`);
    git.run(["add", "."]);
    git.run(["commit", "--quiet", "--message", `Commit ${commit}`]);
  }
  git.writeFile("large.bin", randomBytes(3_000_000));
  git.run(["add", "."]);
  git.run(["commit", "--quiet", "--message", "Large"]);
  git.run(["tag", "--annotate", "v1", "--message", "One"]);
  return git;
}

describe("BEY-1: a pack of the real git", () => {
  it.each([
    ["with offset deltas", ["--delta-base-offset"]],
    ["with reference deltas", []],
    ["without deltas", ["--window=0"]],
    ["with long chains", ["--delta-base-offset", "--depth=4000", "--window=50"]],
  ])("%s unpacks to its objects", async (_case, options) => {
    const git = aHistory();
    const objects = git.objects();
    const input = objects.map(({ oid }) => oid).join("\n");
    const pack = git.run(["pack-objects", "--stdout", "--quiet", ...options], { input });
    const { ids, read, missing } = await all(pack);
    expect(missing).toEqual([]);
    expect(ids.toSorted()).toEqual(objects.map(({ oid }) => oid).toSorted());
    for (const { oid, bytes } of objects) expect(read(oid).equals(bytes)).toBe(true);
    git.remove();
  });

  it("that is thin needs what it builds on", async () => {
    const git = aHistory();
    const pack = git.run(["pack-objects", "--stdout", "--quiet", "--thin", "--revs"], {
      input: "HEAD~1\n^HEAD~3\n",
    });
    const known = new Map(git.objects().map((object) => [object.oid, object]));
    const count = await unpack(pack, (unpacker, missing) => {
      expect(missing.length).toBeGreaterThan(0);
      expect(() => unpacker.requireWhole()).toThrow(PackError);
      for (const oid of missing) {
        const bytes = known.get(oid)?.bytes ?? Buffer.alloc(0);
        const type = known.get(oid)?.type === "tree" ? "tree" : "blob";
        unpacker.addBase(oid, { type, bytes });
      }
      unpacker.requireWhole();
      for (const [number, oid] of [...unpacker.ids].entries()) {
        expect(unpacker.read(number).equals(known.get(oid)?.bytes ?? Buffer.alloc(0))).toBe(true);
      }
      return unpacker.ids.size;
    });
    expect(count).toBe(pack.readUInt32BE(8));
    git.remove();
  });
});

describe("BEY-1: a pack of ours", () => {
  it("is one that git reads, whatever lies in it", async () => {
    const git = aRepository();
    const blobs = [0, 1, 15, 16, 2047, 2048, 100_000, 2_000_000].map((size) => randomBytes(size));
    const pack = await Array.fromAsync(
      packStream(
        blobs.length,
        (async function* () {
          for (const [index, bytes] of blobs.entries()) {
            const object = { type: "blob", sizeBytes: bytes.length } as const;
            async function* read() {
              yield bytes.subarray(0, 7);
              yield bytes.subarray(7);
            }
            yield index % 2 === 0 ? { ...object, bytes } : { ...object, read };
          }
        })(),
      ),
    );
    git.run(["unpack-objects", "-q", "--strict"], { input: Buffer.concat(pack) });
    const stored = new Map(git.objects().map(({ oid, bytes }) => [oid, bytes]));
    for (const bytes of blobs) {
      expect(stored.get(hashObject("blob", bytes))?.equals(bytes)).toBe(true);
    }
    git.remove();
  });

  it("is never one object short or too long", async () => {
    async function* one() {
      yield { type: "blob", sizeBytes: 1, bytes: Buffer.from("x") } as const;
    }
    await expect(Array.fromAsync(packStream(2, one()))).rejects.toThrow("has 1");
    await expect(Array.fromAsync(packStream(0, one()))).rejects.toThrow("has 1");
  });
});

const blob = wholeEntry("blob", Buffer.from("base"));
const blobId = hashObject("blob", Buffer.from("base"));

describe("BEY-1: a hostile pack", () => {
  it.each<[string, Buffer, string]>([
    ["of nothing", sealed(Buffer.from("")), "cut short"],
    ["that is none", sealed(Buffer.from("PICK\0\0\0\u0002\0\0\0\0")), "not a pack"],
    ["of another version", sealed(Buffer.from("PACK\0\0\0\u0009\0\0\0\0")), "version 9"],
    ["that promises more", packOf([blob], 2), "cut short"],
    ["that promises less", packOf([blob, blob], 1), "goes on"],
    ["that promises 4 billion objects", packOf([], 0xffffffff), "more than the 10000"],
    ["that is no zlib", packOf([{ ...blob, packed: randomBytes(20) }]), "cannot be unpacked"],
    [
      "that unpacks to more",
      packOf([{ ...blob, header: wholeEntry("blob", Buffer.from("b")).header }]),
      "cannot be unpacked",
    ],
    [
      "that unpacks to less",
      packOf([{ ...blob, header: wholeEntry("blob", Buffer.alloc(9)).header }]),
      "size",
    ],
    [
      "whose delta is its own base",
      packOf([deltaEntry(0, insertingDelta(4, "x"))]),
      "no base|own base",
    ],
    [
      "whose delta begins before it",
      packOf([blob, deltaEntry(500, insertingDelta(4, "x"))]),
      "no base",
    ],
    [
      "whose delta begins inside another",
      packOf([blob, deltaEntry(3, insertingDelta(4, "x"))]),
      "no base",
    ],
    [
      "whose delta is for another base",
      packOf([blob, deltaEntry(blobId, insertingDelta(5, "x"))]),
      "fit",
    ],
    [
      "whose delta copies too far",
      packOf([blob, deltaEntry(blobId, Buffer.from([4, 9, 0x91, 1, 9]))]),
      "fit",
    ],
    [
      "whose delta makes too little",
      packOf([blob, deltaEntry(blobId, Buffer.from([4, 9, 1, 65]))]),
      "fit",
    ],
    [
      "whose delta has a reserved word",
      packOf([blob, deltaEntry(blobId, Buffer.from([4, 1, 0]))]),
      "fit",
    ],
    [
      "with a commit that is too long",
      packOf([wholeEntry("commit", Buffer.alloc(100_001))]),
      "larger than the 100000",
    ],
    ["with type 0", packOf([{ ...blob, header: Buffer.from([4]) }]), "type 0"],
    ["with a size without end", packOf([{ ...blob, header: Buffer.alloc(20, 0xff) }]), "no size"],
  ])("%s is refused", async (_case, pack, reason) => {
    await expect(unpack(pack, (unpacker) => unpacker.requireWhole())).rejects.toThrow(
      new RegExp(reason),
    );
    await expect(unpack(pack, (unpacker) => unpacker.requireWhole())).rejects.toBeInstanceOf(
      PackError,
    );
  });

  it("that is a bomb ends at the limit of all bytes", async () => {
    const zeros = wholeEntry("blob", Buffer.alloc(4_000_000));
    const bombs = Array.from({ length: 20 }, (_, n) => {
      const bytes = Buffer.alloc(4_000_000);
      bytes.writeUInt32BE(n);
      return wholeEntry("blob", bytes);
    });
    await expect(unpack(packOf([zeros, ...bombs]), () => undefined)).rejects.toThrow(
      "unpacks to more",
    );
  });

  it("with a file above the limit is read to the end, and the file named", async () => {
    const large = Buffer.alloc(6_000_000, 1);
    const tree = Buffer.concat([
      Buffer.from("100644 big.txt\0"),
      Buffer.from(hashObject("blob", large), "hex"),
    ]);
    const treeId = hashObject("tree", tree);
    const pack = packOf([wholeEntry("blob", large), wholeEntry("tree", tree)]);
    const tips = [treeId];
    const survey = unpack(pack, (unpacker) => surveyPush(unpacker, { tips, blobBytes: 5_000_000 }));
    await expect(survey).rejects.toThrow("big.txt has 6000000 bytes");
  });

  it("with a tag that says another type than what it names has is refused", async () => {
    const person = "Ada <ada@example.org> 1700000000 +0000";
    const tag = Buffer.from(`object ${blobId}\ntype commit\ntag v1\ntagger ${person}\n\nx\n`);
    const pack = packOf([blob, wholeEntry("tag", tag)]);
    const tips = [hashObject("tag", tag)];
    const survey = unpack(pack, (unpacker) => surveyPush(unpacker, { tips, blobBytes: 5000 }));
    await expect(survey).rejects.toThrow(`commit ${blobId} is no commit`);
  });

  it("of the same object many times is one object", async () => {
    const { ids } = await all(packOf([blob, blob, wholeEntry("blob", Buffer.alloc(0)), blob]));
    expect(ids).toEqual([blobId, EMPTY_BLOB_ID]);
  });

  it("with a long chain of deltas in the wrong order is resolved without recursion", async () => {
    const texts = Array.from({ length: 3000 }, (_, n) => `text ${n}`);
    const idOf = (n: number) => hashObject("blob", Buffer.from(texts[n] ?? ""));
    const first = wholeEntry("blob", Buffer.from(texts[0] ?? ""));
    const deltas = texts
      .slice(1)
      .map((text, n) => deltaEntry(idOf(n), insertingDelta(texts[n]?.length ?? 0, text)));
    const { ids } = await all(packOf([...deltas.toReversed(), first]));
    expect(ids).toHaveLength(3000);
  });
});
