import { mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { isProblem } from "#contract/problems.ts";
import { testGallery } from "#server/testing/gallery.ts";
import { createClient } from "../client.ts";
import { aRepository, someBytes } from "../testing/a-repository.ts";
import { startFaultyProxy } from "../testing/faulty-proxy.ts";
import { downloadFile } from "./download-file.ts";
import type { DownloadEvent } from "./download-options.ts";
import { STATE_FOLDER } from "./local-path.ts";

const MB = 1_000_000;
const retry = { firstDelayMs: 5 };

const gallery = await testGallery();
const { name: owner, token } = await gallery.aUserWithToken();
const client = createClient({ baseUrl: gallery.url, token });
const large = someBytes(40 * MB);
const small = "a small file\n";
const address = await aRepository(client, {
  owner,
  files: { "weights/large.bin": large, "small.txt": small },
});
const proxy = await startFaultyProxy(gallery.url);
const through = createClient({ baseUrl: proxy.url, token });
afterAll(() => proxy.close());

async function fileOf(path: string) {
  const params = { kind: address.kind, owner, name: address.name, revision: address.commit, path };
  return client.call("repositories.get-file", { params });
}
const largeFile = await fileOf("weights/large.bin");
/** As a listing has it: without a SHA-256, so that its git id counts. */
const smallFile = { ...(await fileOf("small.txt")), sha256: null };

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "gallery-download-"));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

function options(root: string, file: typeof largeFile | typeof smallFile = largeFile) {
  proxy.onReceive = undefined;
  proxy.receivedBytes = 0;
  return { client: through, address, commit: address.commit, file, root, retry };
}

async function isLarge(path: string): Promise<boolean> {
  return (await readFile(path)).equals(large);
}

async function stateFiles(root: string): Promise<string[]> {
  const names = await readdir(join(root, STATE_FOLDER));
  return names.filter((name) => !name.startsWith(".") && !name.endsWith(".receipt"));
}

describe("downloadFile", () => {
  it("CLI-5: brings a large file in parts, verified, and nothing the second time", async () => {
    const root = await aFolder();
    const events: DownloadEvent[] = [];
    const done = await downloadFile({ ...options(root), onProgress: (it) => events.push(it) });
    expect(done).toMatchObject({ wasThere: false, localPath: join(root, "weights", "large.bin") });
    expect(await isLarge(done.localPath)).toBe(true);
    expect(events[0]).toMatchObject({ type: "received", receivedBytes: 0 });
    expect(events.findLast(({ type }) => type === "received")).toMatchObject({
      receivedBytes: large.length,
    });
    expect(await stateFiles(root)).toEqual([]);

    const again = await downloadFile(options(root));
    expect(again.wasThere).toBe(true);
    expect(proxy.receivedBytes).toBe(0);
  });

  it("CLI-5: verifies a small file by its git id", async () => {
    const root = await aFolder();
    const done = await downloadFile(options(root, smallFile));
    expect(await readFile(done.localPath, "utf8")).toBe(small);
    expect((await downloadFile(options(root, smallFile))).wasThere).toBe(true);
    expect(proxy.receivedBytes).toBe(0);
  });

  it("CLI-5: replaces a file whose bytes were changed behind its back", async () => {
    const root = await aFolder();
    const { localPath } = await downloadFile(options(root));
    await writeFile(localPath, Buffer.alloc(large.length));
    expect((await downloadFile(options(root))).wasThere).toBe(false);
    expect(await isLarge(localPath)).toBe(true);
  });

  it("CLI-5: goes on after each cut where it was", async () => {
    const root = await aFolder();
    const cut = options(root);
    proxy.onReceive = (chunk, before) => (before > 3 * MB ? "cut" : chunk);
    const done = await downloadFile(cut);
    expect(await isLarge(done.localPath)).toBe(true);
    expect(proxy.receivedBytes).toBeLessThan(large.length + 4 * MB);
  });

  it("CLI-5: what was interrupted goes on in the next run", async () => {
    const root = await aFolder();
    const stop = new AbortController();
    const aborted = downloadFile({
      ...options(root),
      signal: stop.signal,
      onProgress: (event) => {
        if (event.type === "received" && event.receivedBytes > 20 * MB) stop.abort();
      },
    });
    await expect(aborted).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
    await expect(stat(join(root, "weights", "large.bin"))).rejects.toThrow("ENOENT");
    const counts: number[] = [];
    const done = await downloadFile({
      ...options(root),
      onProgress: (event) => {
        if (event.type === "received") counts.push(event.receivedBytes);
      },
    });
    expect(counts[0]).toBeGreaterThan(20 * MB);
    expect(proxy.receivedBytes).toBeLessThan(21 * MB);
    expect(await isLarge(done.localPath)).toBe(true);
  });

  it("CLI-5: begins anew when what an earlier attempt left is damaged", async () => {
    const root = await aFolder();
    const stop = new AbortController();
    const aborted = downloadFile({
      ...options(root),
      signal: stop.signal,
      onProgress: (event) => {
        if (event.type === "received" && event.receivedBytes > 20 * MB) stop.abort();
      },
    });
    await expect(aborted).rejects.toThrow("aborted");
    const [part = ""] = (await stateFiles(root)).filter((name) => name.endsWith(".part"));
    const path = join(root, STATE_FOLDER, part);
    await truncate(path, 0);
    const done = await downloadFile(options(root));
    expect(await isLarge(done.localPath)).toBe(true);
  });

  it.each([
    ["large", largeFile],
    ["small", smallFile],
  ])("CLI-5: never places a %s file with wrong bytes", async (_, file) => {
    const root = await aFolder();
    const damaged = options(root, file);
    // The last byte of an answer's body; the head may come by itself.
    proxy.onReceive = (chunk) => {
      if (chunk.subarray(-4).equals(Buffer.from("\r\n\r\n"))) return chunk;
      const copy = Buffer.from(chunk);
      const last = copy.length - 1;
      copy[last] = (copy[last] ?? 0) ^ 1;
      return copy;
    };
    await expect(downloadFile(damaged)).rejects.toSatisfy((error) =>
      isProblem(error, "hash-mismatch"),
    );
    await expect(stat(join(root, file.path))).rejects.toThrow("ENOENT");
    expect(await stateFiles(root)).toEqual([]);
  });

  it("CLI-5: two processes that download one file send its bytes once", async () => {
    const root = await aFolder();
    const told: string[] = [];
    const both = options(root);
    const done = await Promise.all([
      downloadFile({ ...both, onProgress: ({ type }) => told.push(type) }),
      downloadFile({ ...both, onProgress: ({ type }) => told.push(type) }),
    ]);
    expect(told).toContain("waiting");
    expect(proxy.receivedBytes).toBeLessThan(large.length + MB);
    for (const { localPath } of done) expect(await isLarge(localPath)).toBe(true);
  });

  it("CLI-5: takes over the lock of a process that has died", async () => {
    const root = await aFolder();
    const stop = new AbortController();
    const stopped = downloadFile({
      ...options(root),
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    await expect(stopped).rejects.toThrow("aborted");
    const names = await readdir(join(root, STATE_FOLDER));
    const part = names.find((name) => name.endsWith(".part")) ?? "";
    const lock = join(root, STATE_FOLDER, `${part}.lock`);
    await writeFile(lock, JSON.stringify({ pid: 2 ** 22 + 1, host: hostname() }));
    expect((await downloadFile(options(root))).wasThere).toBe(false);
  });

  it("CLI-5: says before the first byte that the disk is too small", async () => {
    const root = await aFolder();
    const file = { ...largeFile, sizeBytes: 2 ** 60 };
    await expect(downloadFile({ ...options(root), file })).rejects.toSatisfy((error) =>
      isProblem(error, "storage-full"),
    );
    expect(proxy.receivedBytes).toBe(0);
  });

  it("CLI-5: says when a file lies where a folder belongs, and the reverse", async () => {
    const root = await aFolder();
    await writeFile(join(root, "weights"), "in the way");
    await mkdir(join(root, "small.txt"));
    await writeFile(join(root, "small.txt", "x"), "in the way");
    for (const file of [largeFile, smallFile]) {
      await expect(downloadFile(options(root, file))).rejects.toSatisfy((error) =>
        isProblem(error, "path-conflict"),
      );
    }
  });

  it("CLI-5: writes nothing for a path that would leave the folder", async () => {
    const root = await aFolder();
    const file = { ...smallFile, path: "../escaped.txt" };
    await expect(downloadFile({ ...options(root), file })).rejects.toSatisfy((error) =>
      isProblem(error, "path-invalid"),
    );
    await expect(stat(join(root, "..", "escaped.txt"))).rejects.toThrow("ENOENT");
  });
});
