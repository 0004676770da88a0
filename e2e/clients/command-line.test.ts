import { randomBytes } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { aFolder, hashesBelow, LARGE_BYTES, sha256 } from "./files-on-disk.ts";
import { runGallery } from "./gallery.ts";
import { hf, type PythonName } from "./python-client.ts";

const gallery = await runGallery();
const alice = await gallery.person("alice");

describe.each(["hub1", "hub2"] as const)("BEY-1: the command line of %s", (python) => {
  const seat = { python, gallery, person: alice, home: `${python}-alice` };
  const nobody = { python, gallery, person: null, home: `${python}-nobody` };
  const repo = `alice/cli-${python}`;
  const commits = () => countCommits(repo);

  it("hf auth whoami names the account; a wrong token is refused", async () => {
    expect((await hf(seat, "auth", "whoami")).stdout).toContain("alice");
    const person = { name: "alice", token: "hf_ogThisTokenWasNeverGiven" };
    await expect(hf({ ...seat, person }, "auth", "whoami")).rejects.toThrow(/invalid/i);
  });

  it("REP-2: hf upload creates the repository and commits a folder, once", async () => {
    const files = { "a.txt": "one", "sub/b.txt": "two", "c.log": "log", ".gitignore": "*.log\n" };
    const folder = await aFolder(gallery.folder, files);
    await hf(seat, "upload", repo, folder, ".");
    const before = await commits();
    await hf(seat, "upload", repo, folder, ".");
    expect(await commits()).toBe(before);
    const local = await aFolder(gallery.folder);
    await hf(nobody, "download", repo, "--local-dir", local);
    const { "c.log": _ignored, ...sent } = await hashesBelow(folder);
    const { ".gitattributes": _attributes, ...got } = await hashesBelow(local);
    expect(got).toEqual(sent);
  });

  it("REP-13: hf upload sends a large file, and hf download brings the same bytes", async () => {
    const bytes = randomBytes(LARGE_BYTES);
    const folder = await aFolder(gallery.folder, { "weights.bin": bytes });
    const source = join(folder, "weights.bin");
    await hf(seat, "upload", repo, source, "model/weights.bin", "--commit-message", "Weights");
    const before = await commits();
    await hf(seat, "upload", repo, source, "model/weights.bin");
    expect(await commits()).toBe(before);
    const { stdout } = await hf(nobody, "download", repo, "model/weights.bin", "--quiet");
    expect(sha256(await readFile(stdout.trim()))).toBe(sha256(bytes));
  });

  it("REP-6: hf download takes patterns and revisions", async () => {
    const first = await headOf(repo);
    const folder = await aFolder(gallery.folder, { "a.txt": "newer", "d.json": "{}" });
    await hf(seat, "upload", repo, folder, ".", "--exclude", "*.json");
    const local = await aFolder(gallery.folder);
    const patterns = ["--include", "*.txt", "--exclude", "sub/*"];
    await hf(nobody, "download", repo, ...patterns, "--local-dir", local);
    expect(await hashesBelow(local)).toEqual({ "a.txt": sha256("newer") });
    const old = await aFolder(gallery.folder);
    await hf(nobody, "download", repo, "a.txt", "--revision", first, "--local-dir", old);
    expect(await hashesBelow(old)).toEqual({ "a.txt": sha256("one") });
  });

  it("a private repository is there for who may read it", async () => {
    const hidden = `${repo}-hidden`;
    const folder = await aFolder(gallery.folder, { "a.txt": "secret" });
    await hf(seat, "upload", hidden, folder, ".", "--private");
    await hf(seat, "download", hidden, "a.txt");
    await expect(hf(nobody, "download", hidden, "a.txt")).rejects.toThrow(/not found/i);
  });

  it("a token that only reads uploads nothing", async () => {
    const person = await gallery.person(`reader-${python}`, "read");
    const reader = { ...seat, person, home: `${python}-reader` };
    const folder = await aFolder(gallery.folder, { "a.txt": "one" });
    await expect(hf(reader, "upload", `${person.name}/x`, folder, ".")).rejects.toThrow(/403/);
    expect(await readdir(folder)).toEqual(["a.txt"]);
  });
});

describe("BEY-1: more of the command line", () => {
  const python: PythonName = "hub2";
  const seat = { python, gallery, person: alice, home: "more" };

  it("hf repos makes, tags, branches, moves and deletes", async () => {
    const repo = "alice/cli-repos";
    await hf(seat, "repos", "create", repo, "--repo-type", "dataset");
    await hf(seat, "repos", "branch", "create", repo, "dev", "--repo-type", "dataset");
    await hf(seat, "repos", "tag", "create", repo, "v1", "--repo-type", "dataset");
    const refs = await gallery.gallery.app.inject(`/api/datasets/${repo}/refs`);
    expect(refs.json()).toMatchObject({
      branches: [{ name: "dev" }, { name: "main" }],
      tags: [{ name: "v1" }],
    });
    await hf(seat, "repos", "move", repo, `${repo}-2`, "--repo-type", "dataset");
    await hf(seat, "repos", "delete", `${repo}-2`, "--repo-type", "dataset", "--yes");
    const gone = await gallery.gallery.app.inject(`/api/datasets/${repo}-2`);
    expect(gone.statusCode).toBe(404);
  });

  it("hf auth keeps a token for later commands, until logout", async () => {
    const machine = { ...seat, person: null, home: "machine" };
    await hf(machine, "auth", "login", "--token", alice.token);
    expect((await hf(machine, "auth", "whoami")).stdout).toContain("alice");
    await hf(machine, "auth", "logout");
    await expect(hf(machine, "auth", "whoami")).rejects.toThrow(/not logged in/i);
  });

  it("hf cp copies to and from a repository; hf cache verify finds every byte right", async () => {
    const repo = "alice/cli-copies";
    const folder = await aFolder(gallery.folder, { "a.bin": randomBytes(1000) });
    const [there, back] = [`hf://${repo}/sub/a.bin`, join(folder, "b.bin")];
    await hf(seat, "repos", "create", repo);
    await hf(seat, "cp", join(folder, "a.bin"), there);
    await hf(seat, "cp", there, back);
    const hashes = await hashesBelow(folder);
    expect(hashes["b.bin"]).toBe(hashes["a.bin"]);
    await hf(seat, "download", repo);
    const { stdout } = await hf(seat, "cache", "verify", repo);
    expect(stdout).toMatch(/checked:?\D*2/i);
    await hf(seat, "repos", "delete-files", repo, "sub/");
    const left = await gallery.gallery.app.inject(`/api/models/${repo}/tree/main?recursive=true`);
    expect(left.json()).toMatchObject([{ path: ".gitattributes" }]);
  });

  it("hf models lists and tells", async () => {
    const list = await hf(seat, "models", "list", "--author", "alice", "--format", "json");
    const names = (JSON.parse(list.stdout) as { id: string }[]).map(({ id }) => id);
    expect(names).toContain("alice/cli-hub1");
    const info = await hf(seat, "models", "info", "alice/cli-hub1", "--format", "json");
    expect(JSON.parse(info.stdout)).toMatchObject({ id: "alice/cli-hub1" });
  });
});

async function headOf(repo: string): Promise<string> {
  const response = await gallery.gallery.app.inject(`/api/models/${repo}`);
  return response.json<{ sha: string }>().sha;
}

async function countCommits(repo: string): Promise<number> {
  const response = await gallery.gallery.app.inject(`/api/models/${repo}/commits/main`);
  return response.json<object[]>().length;
}
