import { createHash, randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { Upload } from "#contract/repositories/repository.ts";
import { isProblem } from "#contract/problems.ts";
import { anOrdinaryUser } from "../../testing/accounts.ts";
import { testContext } from "../../testing/context.ts";
import { aCommit, aRepository, PUBLIC } from "../../testing/repositories.ts";
import {
  cancelUpload,
  completeUpload,
  getUpload,
  listUploads,
  openUpload,
  readSmallFile,
  writeUploadPart,
} from "../index.ts";
import { expireUploads } from "./expire-uploads.ts";

const environment = { GALLERY_FILE_BYTES: "2000000", GALLERY_REPOSITORY_BYTES: "3000000" };
const base = await testContext({ environment });
const alice = await anOrdinaryUser(base);
const mallory = await anOrdinaryUser(base);
const ctx = base.as(alice);
const repository = await aRepository(ctx, { owner: alice });
const sha256Of = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    (error: unknown) => (isProblem(error) ? error.code : String(error)),
  );

const open = (bytes: Uint8Array, input: { path?: string; sha256?: string } = {}) =>
  openUpload(ctx, repository, { path: "file.bin", sizeBytes: bytes.byteLength, ...input });

const send = ({ id }: Upload, offset: number, bytes: Uint8Array) =>
  writeUploadPart(ctx, repository, { id, offset, source: [bytes], sizeBytes: bytes.byteLength });

async function upload(bytes: Uint8Array): Promise<Upload> {
  const session = await open(bytes);
  await send(session, 0, bytes);
  return completeUpload(ctx, repository, session.id);
}

describe("an upload", () => {
  it("REP-3: takes parts in any order and in parallel, and its receipt names the hash", async () => {
    const bytes = randomBytes(1_000_000);
    const session = await open(bytes);
    expect(session).toMatchObject({ state: "open", missing: [{ start: 0, end: 1_000_000 }] });
    const offsets = [700_000, 0, 300_000, 500_000];
    const ends = [1_000_000, 300_000, 500_000, 700_000];
    await Promise.all(
      offsets.map((offset, at) => send(session, offset, bytes.subarray(offset, ends[at]))),
    );
    const stored = await completeUpload(ctx, repository, session.id);
    expect(stored).toMatchObject({ state: "stored", sha256: sha256Of(bytes), wasStored: false });
    expect(await completeUpload(ctx, repository, session.id)).toEqual(stored);
    const { commit } = await aCommit(ctx, repository, {
      operations: [{ op: "put", path: "weights.bin", source: { uploadId: session.id } }],
    });
    expect(await readSmallFile(ctx, repository, { commit, path: "weights.bin" })).toEqual(bytes);
  });

  it("REP-3: that is small text becomes an ordinary git blob", async () => {
    const bytes = Buffer.from("# Title\n");
    const { id } = await upload(bytes);
    const { commit } = await aCommit(ctx, repository, {
      operations: [{ op: "put", path: "NOTES.md", source: { uploadId: id } }],
    });
    const found = await readSmallFile(ctx, repository, { commit, path: "NOTES.md" });
    expect(found).toEqual(bytes);
  });

  it("REP-3: of 0 bytes needs no part", async () => {
    const session = await open(new Uint8Array());
    expect(session.missing).toEqual([]);
    const stored = await completeUpload(ctx, repository, session.id);
    expect(stored.sha256).toBe(sha256Of(new Uint8Array()));
    const { commit } = await aCommit(ctx, repository, {
      operations: [{ op: "put", path: "empty", source: { uploadId: session.id } }],
    });
    expect(await readSmallFile(ctx, repository, { commit, path: "empty" })).toHaveLength(0);
  });

  it("REP-3: continues where it was cut, at every part", async () => {
    const bytes = randomBytes(60_000);
    for (let cut = 0; cut < 3; cut++) {
      const session = await open(bytes, { path: `cut-${cut}.bin` });
      for (let part = 0; part < 3; part++) {
        const start = part * 20_000;
        const whole = bytes.subarray(start, start + 20_000);
        if (part !== cut) {
          await send(session, start, whole);
          continue;
        }
        const source = async function* () {
          yield whole.subarray(0, 7_000);
          await sleep(5);
          throw new Error("the connection broke");
        };
        const broken = { id: session.id, offset: start, source: source(), sizeBytes: 20_000 };
        await expect(writeUploadPart(ctx, repository, broken)).rejects.toThrow("broke");
      }
      const incomplete = await codeOf(completeUpload(ctx, repository, session.id));
      expect(incomplete).toBe("upload-incomplete");
      const { missing, state } = await getUpload(ctx, repository, session.id);
      expect(state).toBe("open");
      expect(
        missing.every(({ start, end }) => start >= cut * 20_000 && end <= (cut + 1) * 20_000),
      ).toBe(true);
      for (const { start, end } of missing) await send(session, start, bytes.subarray(start, end));
      const stored = await completeUpload(ctx, repository, session.id);
      expect(stored.sha256).toBe(sha256Of(bytes));
    }
  });

  it("REP-3: is found again by path, size and hash, and by its list", async () => {
    const bytes = randomBytes(10_000);
    const input = { path: "again.bin", sha256: sha256Of(bytes) };
    const session = await open(bytes, input);
    await send(session, 0, bytes.subarray(0, 4_000));
    const again = await open(bytes, input);
    expect(again.id).toBe(session.id);
    expect(again.missing).toEqual([{ start: 4_000, end: 10_000 }]);
    const other = await open(bytes, { ...input, path: "elsewhere.bin" });
    expect(other.id).not.toBe(session.id);
    const pages: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listUploads(ctx, repository, { cursor, limit: 2 });
      pages.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(pages).toContain(session.id);
    expect(new Set(pages).size).toBe(pages.length);
  });
});

describe("what is not true of an upload is refused", () => {
  it("REP-13: a wrong hash ends it", async () => {
    const bytes = randomBytes(5_000);
    const session = await open(bytes, { sha256: sha256Of(randomBytes(1)) });
    await send(session, 0, bytes);
    expect(await codeOf(completeUpload(ctx, repository, session.id))).toBe("hash-mismatch");
    const { state, failure } = await getUpload(ctx, repository, session.id);
    expect(state).toBe("failed");
    expect(failure).toContain(sha256Of(bytes));
    expect(await codeOf(send(session, 0, bytes))).toBe("upload-not-open");
    const use = aCommit(ctx, repository, {
      operations: [{ op: "put", path: "x", source: { uploadId: session.id } }],
    });
    expect(await codeOf(use)).toBe("content-unknown");
  });

  it("REP-13: a short body, a long one and one beyond the end", async () => {
    const bytes = randomBytes(5_000);
    const session = await open(bytes);
    const part = (offset: number, source: Uint8Array[], sizeBytes?: number) =>
      codeOf(writeUploadPart(ctx, repository, { id: session.id, offset, source, sizeBytes }));
    expect(await part(0, [bytes.subarray(0, 10)], 20)).toBe("size-mismatch");
    expect(await part(4_990, [bytes.subarray(0, 30)], 5)).toBe("size-mismatch");
    expect(await part(4_990, [bytes.subarray(0, 30)])).toBe("size-mismatch");
    expect(await part(6_000, [bytes])).toBe("size-mismatch");
    expect((await getUpload(ctx, repository, session.id)).state).toBe("open");
  });

  it("REP-4: the limits hold before the first byte", async () => {
    const sized = (sizeBytes: number) =>
      codeOf(openUpload(ctx, repository, { path: "big.bin", sizeBytes }));
    expect(await sized(2_000_001)).toBe("file-too-large");
    const full = await aRepository(ctx, { owner: alice });
    await aCommit(ctx, full, { files: { "a.bin": randomBytes(1_500_000) } });
    await base.db
      .updateTable("repositories")
      .set({ size_bytes: 2_500_000 })
      .where("id", "=", full.id)
      .execute();
    const { sizeBytes } = { sizeBytes: 600_000 };
    const grown = { ...full, sizeBytes: 2_500_000 };
    expect(await codeOf(openUpload(ctx, grown, { path: "b", sizeBytes }))).toBe("repository-full");
    expect(await codeOf(openUpload(ctx, repository, { path: "../b", sizeBytes }))).toBe(
      "path-invalid",
    );
  });

  it("REP-3: nobody reaches somebody else's upload", async () => {
    const session = await open(randomBytes(10));
    const theirs = base.as(mallory);
    expect(await codeOf(getUpload(theirs, repository, session.id))).toBe("upload-not-found");
    expect(await codeOf(cancelUpload(theirs, repository, session.id))).toBe("upload-not-found");
    const elsewhere = await aRepository(ctx, { owner: alice });
    expect(await codeOf(getUpload(ctx, elsewhere, session.id))).toBe("upload-not-found");
  });
});

describe("bytes that are there", () => {
  it("REP-12: need not be sent again by who may use them, and by nobody else", async () => {
    const bytes = randomBytes(3_000);
    await upload(bytes);
    const sha256 = sha256Of(bytes);
    expect(await open(bytes, { sha256 })).toMatchObject({
      state: "stored",
      wasStored: true,
      missing: [],
      sha256,
    });
    const file = { path: "x.bin", sizeBytes: 3_000, sha256 };
    const strangers = await aRepository(base, { owner: mallory });
    expect(await openUpload(base.as(mallory), strangers, file)).toMatchObject({
      state: "open",
      wasStored: false,
      missing: [{ start: 0, end: 3_000 }],
    });
    const published = await aRepository(ctx, { owner: alice, grants: PUBLIC });
    await aCommit(ctx, published, { files: { "x.bin": bytes } });
    const allowed = { ...file, path: "now-allowed.bin" };
    expect((await openUpload(base.as(mallory), strangers, allowed)).wasStored).toBe(true);
    expect(
      (await openUpload(base.as(mallory), strangers, { ...file, path: "y", sizeBytes: 2_999 }))
        .state,
    ).toBe("open");
  });

  it("REP-12: are stored once, also when two send them at the same time", async () => {
    const bytes = randomBytes(40_000);
    const stored = await Promise.all([upload(bytes), upload(bytes), upload(bytes)]);
    expect(new Set(stored.map(({ sha256 }) => sha256))).toEqual(new Set([sha256Of(bytes)]));
    const objects = await Array.fromAsync(ctx.store.list());
    expect(objects.filter(({ sizeBytes }) => sizeBytes === 40_000)).toHaveLength(1);
  });
});

describe("an upload that is given up", () => {
  it("REP-3: frees its bytes and takes no more", async () => {
    const bytes = randomBytes(1_000);
    const session = await open(bytes);
    await send(session, 0, bytes.subarray(0, 500));
    await cancelUpload(ctx, repository, session.id);
    expect((await getUpload(ctx, repository, session.id)).state).toBe("cancelled");
    expect(await codeOf(send(session, 500, bytes.subarray(500)))).toBe("upload-not-open");
    expect(await codeOf(completeUpload(ctx, repository, session.id))).toBe("upload-not-open");
  });

  it("REP-3: by everyone ends after its lifetime, and not before", async () => {
    const bytes = randomBytes(1_000);
    const [old, fresh] = [await open(bytes), await open(bytes)];
    await send(old, 0, bytes);
    await base.db
      .updateTable("upload_sessions")
      .set({ touched_at: new Date(Date.now() - 8 * 86_400_000) })
      .where("id", "=", old.id)
      .execute();
    expect(await expireUploads(ctx)).toEqual({ expired: 1 });
    expect((await getUpload(ctx, repository, fresh.id)).state).toBe("open");
    expect(await codeOf(send(old, 0, bytes))).toBe("upload-not-found");
  });
});
