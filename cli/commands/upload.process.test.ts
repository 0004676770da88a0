import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { createClient } from "#sdk/index.ts";
import { aRepository, someBytes } from "#sdk/testing/a-repository.ts";
import { startFaultyProxy } from "#sdk/testing/faulty-proxy.ts";
import { testGallery } from "#server/testing/gallery.ts";
import { aCli } from "../testing/a-cli.ts";
import { aFolder } from "../testing/run-cli.ts";

vi.setConfig({ testTimeout: 60_000 });

const MB = 1_000_000;
const gallery = await testGallery({ GALLERY_FILES_PER_COMMIT: "50" });
const { name: owner, token } = await gallery.aUserWithToken();
const client = createClient({ baseUrl: gallery.url, token });

type Uploaded = {
  url: string;
  commit: string | null;
  kind: string;
  files: { path: string; outcome: string }[];
};

function outcomes({ files }: Uploaded): Record<string, string> {
  return Object.fromEntries(files.map(({ path, outcome }) => [path, outcome]));
}

async function contentOf(name: string, path: string): Promise<Buffer> {
  const params = { kind: "model" as const, owner, name, revision: "main", path };
  return Buffer.concat(
    await Array.fromAsync(await client.call("repositories.get-content", { params })),
  );
}

async function aFolderOf(files: Record<string, string | Buffer>): Promise<string> {
  const folder = await aFolder();
  for (const [path, content] of Object.entries(files)) {
    await mkdir(join(folder, path, ".."), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}

describe("upload", () => {
  it("CLI-6: uploads a folder as one commit, and prints where it is", async () => {
    const cli = await aCli(gallery.url, token);
    const { name } = await aRepository(client, { owner });
    const weights = someBytes(20 * MB);
    const folder = await aFolderOf({ "config.json": "{}", "sub/w.bin": weights, empty: "" });
    const { code, stdout, stderr } = await cli.run([
      "upload",
      `${owner}/${name}`,
      folder,
      "--message",
      "First weights",
    ]);
    const url = `${gallery.url}/${owner}/${name}/tree/main`;
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${url}\n` });
    expect(stderr.match(/^Upload [123]\/3 .+: 100%\|#{10}\| .+\]$/gm)).toHaveLength(3);
    expect((await contentOf(name, "sub/w.bin")).equals(weights)).toBe(true);
    expect(await contentOf(name, "empty")).toHaveLength(0);
    const params = { kind: "model" as const, owner, name, revision: "main" };
    const { items } = await client.call("repositories.list-commits", { params });
    expect(items[0]?.title).toBe("First weights");
  });

  it("CLI-6: sends only what the gallery does not have", async () => {
    const { name } = await aRepository(client, { owner });
    const weights = someBytes(10 * MB);
    const folder = await aFolderOf({ "a.txt": "a", "w.bin": weights });
    const proxy = await startFaultyProxy(gallery.url);
    afterAll(() => proxy.close());
    const cli = await aCli(proxy.url, token);
    const args = ["upload", `${owner}/${name}`, folder];
    expect(outcomes(await cli.json(args))).toEqual({ "a.txt": "sent", "w.bin": "sent" });
    proxy.sentBytes = 0;
    const again = await cli.json<Uploaded>(args);
    expect(outcomes(again)).toEqual({ "a.txt": "unchanged", "w.bin": "unchanged" });
    expect(again.commit).toBeNull();
    const copy = await cli.json<Uploaded>([...args, "--to", "copy", "--include", "*.bin"]);
    expect(outcomes(copy)).toEqual({ "copy/w.bin": "stored" });
    expect(proxy.sentBytes).toBeLessThan(MB);
  });

  it("CLI-6: an interrupted upload goes on with the same command", async () => {
    const { name } = await aRepository(client, { owner });
    const folder = await aFolderOf({ "w.bin": someBytes(40 * MB) });
    const proxy = await startFaultyProxy(gallery.url);
    afterAll(() => proxy.close());
    const cli = await aCli(proxy.url, token);
    const args = ["upload", `${owner}/${name}`, folder];
    const interrupted = await cli.run(args, {
      whileRunning: (child) => {
        let isInterrupted = false;
        proxy.onSend = (chunk) => {
          if (proxy.sentBytes > 25 * MB) isInterrupted ||= child.kill("SIGINT");
          return chunk;
        };
      },
    });
    expect(interrupted.code).toBe(130);
    proxy.onSend = undefined;
    proxy.sentBytes = 0;
    expect((await cli.run(args)).code).toBe(0);
    expect(proxy.sentBytes).toBeLessThan(30 * MB);
  });

  it("CLI-6: goes on by itself when connections are cut", async () => {
    const { name } = await aRepository(client, { owner });
    const weights = someBytes(20 * MB);
    const folder = await aFolderOf({ "w.bin": weights });
    const proxy = await startFaultyProxy(gallery.url);
    afterAll(() => proxy.close());
    proxy.onSend = (chunk, before) => (before > 4 * MB ? "cut" : chunk);
    const cli = await aCli(proxy.url, token);
    expect((await cli.run(["upload", `${owner}/${name}`, folder])).code).toBe(0);
    expect((await contentOf(name, "w.bin")).equals(weights)).toBe(true);
  });

  it("CLI-6: --create makes the repository, and without it the hint names it", async () => {
    const cli = await aCli(gallery.url, token);
    const folder = await aFolderOf({ "a.txt": "a" });
    const args = ["upload", `${owner}/brand-new`, folder];
    const refused = await cli.run(args);
    expect(refused.code).toBe(4);
    expect(refused.stderr).toContain("--create");
    const created = await cli.json<Uploaded>([...args, "--create", "--repo-type", "dataset"]);
    expect(created).toMatchObject({
      kind: "dataset",
      url: `${gallery.url}/datasets/${owner}/brand-new/tree/main`,
    });
  });

  it("CLI-6: says before the first byte what cannot succeed", async () => {
    const cli = await aCli(gallery.url, token);
    const { name } = await aRepository(client, { owner });
    const many = Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`${i}.txt`, "x"]));
    const readOnly = await gallery.aUserWithToken("read");
    const id = `${owner}/${name}`;
    const results = await Promise.all([
      cli.run(["upload", id, await aFolderOf(many)]),
      cli.run(["upload", id, "/nothing/here"]),
      cli.run(["upload", id, await aFolderOf({})]),
      cli.run(["upload", `${readOnly.name}/x`, await aFolderOf({ a: "a" }), "--create"], {
        environment: { GALLERY_TOKEN: readOnly.token },
      }),
    ]);
    expect(results.map(({ code }) => code)).toEqual([2, 2, 2, 3]);
    expect(results[0]?.stderr).toContain("the limit is 50");
    expect(results[3]?.stderr).toContain("hint: Sign in with a token that may write");
  });
});
