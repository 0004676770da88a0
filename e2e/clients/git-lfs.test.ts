import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { LARGE_BYTES, sha256 } from "./files-on-disk.ts";
import { runGallery } from "./gallery.ts";
import { aRepo, call, commitByApi, commitFiles, gitClient } from "./git-client.ts";

const gallery = await runGallery();
const alice = await gallery.person("alice");
const mine = gitClient(gallery, alice);
const anyone = gitClient(gallery, null);

const aClone = async (name: string) => {
  const repo = await aRepo(gallery, alice, { name });
  const clone = await mine.clone(repo);
  await mine.git(clone, "lfs", "install", "--local");
  return { repo, clone };
};

describe("BEY-1: git with git-lfs", () => {
  it("REP-12: stores large files once, and every reader has them", async () => {
    const { repo, clone } = await aClone("weights");
    const bytes = randomBytes(LARGE_BYTES);
    await commitFiles(mine, clone, { "model.safetensors": bytes, "README.md": "# Weights\n" });
    await mine.git(clone, "push", "--quiet");
    const resolved = await fetch(`${gallery.url}/${repo}/resolve/main/model.safetensors`);
    expect(sha256(Buffer.from(await resolved.arrayBuffer()))).toBe(sha256(bytes));
    const tree = await call(gallery, alice, { path: `/api/models/${repo}/tree/main` });
    expect(tree).toContainEqual(
      expect.objectContaining({
        path: "model.safetensors",
        size: LARGE_BYTES,
        lfs: expect.objectContaining({ oid: sha256(bytes) }),
      }),
    );
    const other = await anyone.clone(repo);
    await anyone.git(other, "lfs", "install", "--local");
    await anyone.git(other, "lfs", "pull");
    expect(sha256(await readFile(join(other, "model.safetensors")))).toBe(sha256(bytes));
    expect(await anyone.git(other, "lfs", "fsck")).toContain("OK");
  });

  it("brings what the API stored as a large file", async () => {
    const { repo, clone } = await aClone("by-api");
    await commitByApi(gallery, alice, { repo, files: { "small.bin": "\0binary" } });
    await mine.git(clone, "pull", "--quiet");
    expect(await readFile(join(clone, "small.bin"), "utf8")).toBe("\0binary");
  });

  it("REP-12: refuses a pointer whose bytes were not sent, also when somebody else has them", async () => {
    const hidden = await aRepo(gallery, alice, { name: "owner", isPrivate: true });
    const theirs = await mine.clone(hidden);
    await mine.git(theirs, "lfs", "install", "--local");
    const bytes = randomBytes(5000);
    await commitFiles(mine, theirs, { "secret.bin": bytes });
    await mine.git(theirs, "push", "--quiet");
    const bob = await gallery.person("bob");
    const client = gitClient(gallery, bob);
    const repo = await aRepo(gallery, bob, { name: "thief" });
    const clone = await client.clone(repo);
    for (const hash of ["1".repeat(64), sha256(bytes)]) {
      const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${hash}\nsize 5000\n`;
      await client.git(clone, "config", "filter.lfs.clean", "cat");
      await commitFiles(client, clone, { "deep/stolen.bin": pointer });
      const refused = await client.attempt(clone, "push", "--progress");
      expect(refused.code).toBe(1);
      expect(refused.output).toContain("deep/stolen.bin is a git-lfs pointer");
    }
  });
});
