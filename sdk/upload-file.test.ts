import { appendFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isProblem } from "#contract/problems.ts";
import { testGallery } from "#server/testing/gallery.ts";
import { createClient } from "./client.ts";
import { aRepository, sha256Of, someBytes } from "./testing/a-repository.ts";
import { startFaultyProxy } from "./testing/faulty-proxy.ts";
import { openFileSource } from "./node/open-file-source.ts";
import { uploadFile } from "./upload-file.ts";
import type { UploadEvent } from "./upload-options.ts";

const MB = 1_000_000;
const retry = { firstDelayMs: 5 };

// These tests count and cut what passes to the server; direct.s3.test.ts is about the other way.
const gallery = await testGallery({ S3_DIRECT: "false" });
const { name: owner, token } = await gallery.aUserWithToken();
const client = createClient({ baseUrl: gallery.url, token });

/** The bytes of a finished upload, by way of a commit. */
async function committed(
  address: Awaited<ReturnType<typeof aRepository>>,
  uploadId: string,
): Promise<Buffer> {
  const { kind, name } = address;
  const params = { kind, owner, name };
  const operations = [{ op: "put" as const, path: "file.bin", uploadId }];
  await client.call("repositories.create-commit", { params, body: { title: "t", operations } });
  const stream = await client.call("repositories.get-content", {
    params: { ...params, revision: "main", path: "file.bin" },
  });
  return Buffer.concat(await Array.fromAsync(stream));
}

function aSource(bytes: Buffer): Blob {
  return new Blob([new Uint8Array(bytes)]);
}

describe("uploadFile", () => {
  it("SDK-1: sends a file in parts at a time and gives the receipt of its bytes", async () => {
    const address = await aRepository(client, { owner });
    const bytes = someBytes(20 * MB);
    const events: UploadEvent[] = [];
    const uploaded = await uploadFile({
      client,
      address,
      path: "file.bin",
      source: aSource(bytes),
      onProgress: (event) => events.push(event),
    });
    expect(uploaded).toMatchObject({
      sha256: sha256Of(bytes),
      sizeBytes: bytes.length,
      wasStored: false,
    });
    expect(events[0]?.type).toBe("opened");
    expect(events.findLast(({ type }) => type === "sent")).toMatchObject({
      sentBytes: bytes.length,
    });
    expect(events.at(-1)?.type).toBe("verifying");
    expect((await committed(address, uploaded.uploadId)).equals(bytes)).toBe(true);
  });

  it("SDK-1: takes an empty file", async () => {
    const address = await aRepository(client, { owner });
    const source = new Blob([]);
    const uploaded = await uploadFile({ client, address, path: "empty", source });
    expect(uploaded).toMatchObject({ sizeBytes: 0, sha256: sha256Of(Buffer.alloc(0)) });
  });

  it("CLI-6: sends nothing of what the server has", async () => {
    const address = await aRepository(client, { owner });
    const bytes = someBytes(9 * MB);
    const [source, sha256] = [aSource(bytes), sha256Of(bytes)];
    await uploadFile({ client, address, path: "a.bin", source, sha256 });
    const proxy = await startFaultyProxy(gallery.url);
    const through = createClient({ baseUrl: proxy.url, token });
    const again = await uploadFile({ client: through, address, path: "b.bin", source, sha256 });
    expect(again.wasStored).toBe(true);
    expect(proxy.sentBytes).toBeLessThan(10_000);
    await proxy.close();
  });

  it("CLI-6: stops sending when a hash computed meanwhile shows that the server has it", async () => {
    const address = await aRepository(client, { owner });
    const bytes = someBytes(40 * MB);
    const [source, sha256] = [aSource(bytes), sha256Of(bytes)];
    await uploadFile({ client, address, path: "a.bin", source, sha256 });
    const proxy = await startFaultyProxy(gallery.url);
    const through = createClient({ baseUrl: proxy.url, token });
    const isSending = Promise.withResolvers<void>();
    const again = await uploadFile({
      client: through,
      address,
      path: "b.bin",
      source,
      parallelParts: 1,
      sha256: isSending.promise.then(() => sha256),
      onProgress: ({ type }) => {
        if (type === "sent") isSending.resolve();
      },
    });
    expect(again).toMatchObject({ wasStored: true, sha256 });
    expect(proxy.sentBytes).toBeLessThan(30 * MB);
    const open = await client.call("repositories.list-uploads", { params: address });
    expect(open.items.filter(({ state }) => state === "open")).toEqual([]);
    await proxy.close();
  });

  it("CLI-6: goes on after each cut, sending only what the server misses", async () => {
    const address = await aRepository(client, { owner });
    const bytes = someBytes(30 * MB);
    const proxy = await startFaultyProxy(gallery.url);
    proxy.onSend = (chunk, before) => (before > 5 * MB ? "cut" : chunk);
    const through = createClient({ baseUrl: proxy.url, token });
    const source = aSource(bytes);
    const uploaded = await uploadFile({ client: through, address, path: "x", source, retry });
    expect(uploaded.sha256).toBe(sha256Of(bytes));
    expect(proxy.sentBytes).toBeLessThan(60 * MB);
    await proxy.close();
  });

  it("CLI-6: an aborted upload goes on where it was, by its hash alone", async () => {
    const address = await aRepository(client, { owner });
    const bytes = someBytes(40 * MB);
    const file = { client, address, path: "x", source: aSource(bytes), sha256: sha256Of(bytes) };
    const stop = new AbortController();
    const aborted = uploadFile({
      ...file,
      parallelParts: 1,
      signal: stop.signal,
      onProgress: (event) => {
        if (event.type === "sent" && event.sentBytes > 10 * MB) stop.abort();
      },
    });
    await expect(aborted).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
    const counts: number[] = [];
    await uploadFile({
      ...file,
      onProgress: (event) => {
        if (event.type === "sent") counts.push(event.sentBytes);
      },
    });
    expect(counts[0]).toBeGreaterThan(8 * MB);
    expect(counts.at(-1)).toBe(bytes.length);
  });

  it("CLI-6: goes on with a session by its id where the hash is not known", async () => {
    const address = await aRepository(client, { owner });
    const bytes = someBytes(20 * MB);
    const params = { kind: address.kind, owner, name: address.name };
    const upload = await client.call("repositories.open-upload", {
      params,
      body: { path: "x", sizeBytes: bytes.length },
    });
    const body = new Uint8Array(bytes.subarray(0, 12 * MB));
    const part = { ...params, upload: upload.id, offset: 0 };
    await client.call("repositories.write-upload-part", { params: part, body });
    const proxy = await startFaultyProxy(gallery.url);
    const uploaded = await uploadFile({
      client: createClient({ baseUrl: proxy.url, token }),
      address,
      path: "x",
      source: aSource(bytes),
      uploadId: upload.id,
    });
    expect(uploaded).toMatchObject({ uploadId: upload.id, sha256: sha256Of(bytes) });
    expect(proxy.sentBytes).toBeLessThan(9 * MB);
    await proxy.close();
  });

  it("SDK-1: survives a restart of the server", async () => {
    const address = await aRepository(client, { owner });
    const bytes = someBytes(40 * MB);
    let restarted: Promise<void> | undefined;
    const uploaded = await uploadFile({
      client,
      address,
      path: "x",
      source: aSource(bytes),
      parallelParts: 1,
      retry: { firstDelayMs: 200, attempts: 12 },
      onProgress: (event) => {
        if (event.type === "sent" && event.sentBytes > 8 * MB) restarted ??= gallery.restart();
      },
    });
    await restarted;
    expect(restarted).toBeDefined();
    expect(uploaded.sha256).toBe(sha256Of(bytes));
  });

  it("SDK-1: refuses bytes that do not have the announced hash", async () => {
    const address = await aRepository(client, { owner });
    const [source, sha256] = [aSource(someBytes(1000)), sha256Of(someBytes(1000))];
    const early = uploadFile({ client, address, path: "x", source, sha256 });
    await expect(early).rejects.toSatisfy((error) => isProblem(error, "hash-mismatch"));
    const late = { client, address, path: "x", source, sha256: Promise.resolve(sha256) };
    await expect(uploadFile(late)).rejects.toSatisfy((error) => isProblem(error, "hash-mismatch"));
  });

  it("SDK-1: fails with the hash's own error when it cannot be computed", async () => {
    const address = await aRepository(client, { owner });
    const sha256 = Promise.reject(new Error("the disk is gone"));
    const file = { client, address, path: "x", source: aSource(someBytes(20 * MB)), sha256 };
    await expect(uploadFile(file)).rejects.toThrow("the disk is gone");
  });

  it("SDK-1: says at once that a file changed while it was sent", async () => {
    const address = await aRepository(client, { owner });
    const folder = await mkdtemp(join(tmpdir(), "gallery-upload-"));
    const path = join(folder, "growing.bin");
    await writeFile(path, someBytes(30 * MB));
    const told: string[] = [];
    const uploading = uploadFile({
      client,
      address,
      path: "growing.bin",
      source: await openFileSource(path),
      parallelParts: 1,
      onProgress: (event) => {
        told.push(event.type);
        if (event.type === "sent" && event.sentBytes > 0) appendFileSync(path, "more");
      },
    });
    await expect(uploading).rejects.toThrow("growing.bin changed while it was sent");
    expect(told).not.toContain("retrying");
    await rm(folder, { recursive: true });
  });

  it("SDK-1: gives up with `unavailable` when no attempt gets further", async () => {
    const address = await aRepository(client, { owner });
    const proxy = await startFaultyProxy(gallery.url);
    const through = createClient({ baseUrl: proxy.url, token });
    proxy.onSend = (chunk, before) => (before > 2000 ? "cut" : chunk);
    const file = { client: through, address, path: "x", source: aSource(someBytes(9 * MB)) };
    const failed = uploadFile({ ...file, retry: { attempts: 3, firstDelayMs: 5 } });
    await expect(failed).rejects.toSatisfy((error) => isProblem(error, "unavailable"));
    await proxy.close();
  });

  it("SDK-1: says at once what will never succeed", async () => {
    const address = await aRepository(client, { owner });
    const file = { client, address, path: "../x", source: aSource(someBytes(10)) };
    await expect(uploadFile(file)).rejects.toSatisfy((error) => isProblem(error, "path-invalid"));
    const missing = { ...address, name: "missing" };
    await expect(uploadFile({ ...file, address: missing, path: "x" })).rejects.toSatisfy((error) =>
      isProblem(error, "not-found"),
    );
  });
});
