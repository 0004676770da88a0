import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runGallery } from "./gallery.ts";
import { aRepo, call, commitByApi, commitFiles, gitClient } from "./git-client.ts";

const gallery = await runGallery();
const alice = await gallery.person("alice");
const mine = gitClient(gallery, alice);
const anyone = gitClient(gallery, null);
const made = (name: string) => aRepo(gallery, alice, { name });

describe("BEY-1: parts of a repository", () => {
  it("come shallow, deeper, and whole", async () => {
    const repo = await made("shallow");
    const source = await mine.clone(repo);
    for (let commit = 0; commit < 6; commit++) await commitFiles(mine, source, { a: `${commit}` });
    await mine.git(source, "push", "--quiet");
    const clone = await anyone.clone(repo, "--depth", "1");
    const count = async () =>
      Number((await anyone.git(clone, "rev-list", "--count", "HEAD")).trim());
    expect(await count()).toBe(1);
    await anyone.git(clone, "fetch", "--quiet", "--depth", "3");
    expect(await count()).toBe(3);
    await anyone.git(clone, "fetch", "--quiet", "--deepen", "1");
    expect(await count()).toBe(4);
    await commitFiles(mine, source, { a: "more" });
    await mine.git(source, "push", "--quiet");
    await anyone.git(clone, "pull", "--quiet");
    expect(await count()).toBe(5);
    await anyone.git(clone, "fetch", "--quiet", "--unshallow");
    expect(await count()).toBe(8);
    expect(await anyone.git(clone, "fsck", "--full", "--strict")).not.toMatch(/error|warning/);
    const old = await anyone.clone(repo, "-c", "protocol.version=0", "--depth", "2");
    expect((await anyone.git(old, "rev-list", "--count", "HEAD")).trim()).toBe("2");
    const since = await anyone.clone(repo, "--shallow-since", "2000-01-01");
    expect((await anyone.git(since, "rev-list", "--count", "HEAD")).trim()).toBe("8");
    await mine.git(since, "commit", "--quiet", "--allow-empty", "--message", "From a shallow one");
    await mine.git(since, "push", "--quiet", mine.urlOf(repo), "HEAD:main");
  });

  it.each(["blob:none", "blob:limit=1k", "tree:0"])(
    "come without %s until asked",
    async (filter) => {
      const repo = await made(`partial-${filter.replace(/\W/g, "-")}`);
      await commitByApi(gallery, alice, {
        repo,
        files: { "a/b/long.txt": "x".repeat(5000), "short.txt": "y" },
      });
      const clone = await anyone.clone(repo, "--no-checkout", `--filter=${filter}`);
      const missing = await anyone.git(clone, "rev-list", "--objects", "--all", "--missing=print");
      expect(missing).toMatch(/^\?/m);
      await anyone.git(clone, "checkout", "--quiet", "main");
      expect(await readFile(join(clone, "a/b/long.txt"), "utf8")).toHaveLength(5000);
    },
  );

  it("REP-12: come without what was purged, as a history that begins later", async () => {
    const repo = await made("purged");
    for (const text of ["secret", "harmless", "more"]) {
      await commitByApi(gallery, alice, { repo, files: { "sub/a.txt": text } });
    }
    const api = { path: `/api/v1/repositories/model/${repo}` };
    const target = { kind: "history" };
    const plan = (await call(gallery, alice, {
      path: `${api.path}/purge-plans`,
      body: { target },
    })) as { plan: string };
    const body = { target, plan: plan.plan, confirmation: repo };
    await call(gallery, alice, { path: `${api.path}/purges`, body });
    const clone = await anyone.clone(repo);
    expect(await readFile(join(clone, "sub/a.txt"), "utf8")).toBe("more");
    expect((await anyone.git(clone, "rev-list", "--count", "HEAD")).trim()).toBe("1");
    await commitByApi(gallery, alice, { repo, files: { "sub/a.txt": "next" } });
    await anyone.git(clone, "pull", "--quiet");
    expect(await anyone.git(clone, "fsck", "--full", "--strict")).not.toMatch(/error|warning/);
    const old = await anyone.attempt(
      gallery.folder,
      "-c",
      "protocol.version=0",
      "clone",
      anyone.urlOf(repo),
      join(gallery.folder, "by-version-0"),
    );
    expect(old.output).toContain("fetch with protocol version 2");
  });

  it("an empty repository is cloned with its default branch", async () => {
    const repo = await made("empty");
    const clone = await mine.clone(repo);
    expect(await mine.git(clone, "symbolic-ref", "HEAD")).toBe("refs/heads/main\n");
  });
});
