import { chmod, readFile, readdir, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runGallery } from "./gallery.ts";
import { aRepo, call, commitByApi, commitFiles, gitClient } from "./git-client.ts";

const gallery = await runGallery();
const alice = await gallery.person("alice");
const mine = gitClient(gallery, alice);
const anyone = gitClient(gallery, null);

const made = (name: string, more: { type?: string; isPrivate?: boolean } = {}) =>
  aRepo(gallery, alice, { name, ...more });
const headOf = async (repo: string) => {
  const info = await call(gallery, alice, { path: `/api/models/${repo}` });
  return (info as { sha: string }).sha;
};
const treeOf = async (repo: string) => {
  const entries = await call(gallery, alice, {
    path: `/api/models/${repo}/tree/main?recursive=true&expand=true`,
  });
  return entries as { type: string; path: string; lastCommit: { id: string } }[];
};

describe("BEY-1: git clone", () => {
  it("REP-2: brings what the API committed, and a pull what it commits after", async () => {
    const repo = await made("by-api");
    await commitByApi(gallery, alice, { repo, files: { "a.txt": "one", "sub/b.txt": "two" } });
    const clone = await anyone.clone(repo);
    expect(await readFile(join(clone, "sub/b.txt"), "utf8")).toBe("two");
    const second = await commitByApi(gallery, alice, { repo, files: { "sub/c.txt": "three" } });
    await anyone.git(clone, "pull", "--quiet");
    expect((await anyone.git(clone, "rev-parse", "HEAD")).trim()).toBe(second);
    expect(await readFile(join(clone, "sub/c.txt"), "utf8")).toBe("three");
    expect(await anyone.git(clone, "fsck", "--full", "--strict")).not.toMatch(/error|warning/);
  });

  it.each(["0", "1", "2"])(
    "works with version %s of the protocol, pulls included",
    async (version) => {
      const repo = await made(`version-${version}`);
      await commitByApi(gallery, alice, { repo, files: { "a.txt": "one" } });
      const clone = await anyone.clone(repo, "-c", `protocol.version=${version}`);
      await commitByApi(gallery, alice, { repo, files: { "b.txt": "two" } });
      await anyone.git(clone, "pull", "--quiet");
      expect(await readFile(join(clone, "b.txt"), "utf8")).toBe("two");
      await anyone.git(clone, "pull", "--quiet");
      expect(await anyone.git(clone, "fsck", "--full", "--strict")).not.toMatch(/error|warning/);
    },
  );
});

describe("BEY-1: git push", () => {
  it("REP-2: is what API, tree and history show at once", async () => {
    const repo = await made("pushed");
    const clone = await mine.clone(repo);
    await commitFiles(mine, clone, { "README.md": "# Hello\n", "sub/one.txt": "1" });
    const second = await commitFiles(mine, clone, { "sub/two.txt": "2" });
    const pushed = await mine.git(clone, "push", "--progress", "origin", "HEAD");
    expect(pushed).toContain(`remote: ${gallery.url}/${repo}`);
    expect(await headOf(repo)).toBe(second);
    const entries = await treeOf(repo);
    const lastOf = (path: string) => entries.find((entry) => entry.path === path)?.lastCommit.id;
    expect(lastOf("sub/two.txt")).toBe(second);
    expect(lastOf("sub")).toBe(second);
    expect(lastOf("sub/one.txt")).toBe((await mine.git(clone, "rev-parse", "HEAD~1")).trim());
    const commits = (await call(gallery, alice, {
      path: `/api/models/${repo}/commits/main`,
    })) as { id: string; title: string; authors: { user: string }[] }[];
    expect(commits[0]).toMatchObject({ id: second, title: "Change files" });
    const again = await anyone.clone(repo);
    expect(await anyone.git(again, "fsck", "--full", "--strict")).not.toMatch(/error|warning/);
    expect((await readdir(join(again, "sub"))).toSorted()).toEqual(["one.txt", "two.txt"]);
  });

  it("goes on from what the API committed, with deltas against it", async () => {
    const repo = await made("both-ways");
    const lines = Array.from({ length: 2000 }, (_, line) => `line ${line}\n`);
    await commitByApi(gallery, alice, { repo, files: { "long.txt": lines.join("") } });
    const clone = await mine.clone(repo);
    lines[1000] = "changed\n";
    const head = await commitFiles(mine, clone, { "long.txt": lines.join("") });
    await mine.git(clone, "push", "--quiet");
    expect(await headOf(repo)).toBe(head);
    const raw = await fetch(`${gallery.url}/${repo}/resolve/main/long.txt`);
    expect(await raw.text()).toBe(lines.join(""));
  });

  it("REP-4: of 10,000 files and of many commits is whole, and so is its clone", async () => {
    const repo = await made("many");
    const clone = await mine.clone(repo);
    const files = Array.from({ length: 10_000 }, (_, n) => [`${n % 40}/${n}.txt`, `${n}\n`]);
    await commitFiles(mine, clone, Object.fromEntries(files));
    for (let commit = 0; commit < 20; commit++) await commitFiles(mine, clone, { a: `${commit}` });
    await mine.git(clone, "push", "--quiet");
    const again = await anyone.clone(repo);
    expect((await anyone.git(again, "ls-files")).split("\n")).toHaveLength(10_003);
    expect(await anyone.git(again, "rev-list", "--count", "HEAD")).toBe("22\n");
    expect(await anyone.git(again, "fsck", "--full", "--strict")).not.toMatch(/error|warning/);
    const head = await commitFiles(mine, clone, { "7/7.txt": "changed" });
    const pushed = await mine.git(clone, "push", "--progress");
    expect(pushed).toContain("Writing objects: 100% (4/4)");
    await anyone.git(again, "pull", "--quiet");
    expect((await anyone.git(again, "rev-parse", "HEAD")).trim()).toBe(head);
  });

  it("REP-4: keeps executable bits, symbolic links and names of any script", async () => {
    const repo = await made("modes");
    const clone = await mine.clone(repo);
    await commitFiles(mine, clone, { "run.sh": "#!/bin/sh\n", "模型/é 😀.txt": "x" });
    await chmod(join(clone, "run.sh"), 0o755);
    await symlink("run.sh", join(clone, "link"));
    await commitFiles(mine, clone, {});
    await mine.git(clone, "push", "--quiet");
    const again = await anyone.clone(repo);
    const listed = await anyone.git(again, "-c", "core.quotePath=off", "ls-files", "--stage");
    expect(listed).toMatch(/100755 .*\trun\.sh/);
    expect(listed).toMatch(/120000 .*\tlink/);
    expect(listed).toContain("模型/é 😀.txt");
  });

  it("REP-2: moves, makes and deletes branches and tags", async () => {
    const repo = await made("refs");
    const clone = await mine.clone(repo);
    const first = await commitFiles(mine, clone, { a: "1" });
    await mine.git(clone, "branch", "side");
    await mine.git(clone, "tag", "light");
    await mine.git(clone, "tag", "--annotate", "told", "--message", "Why");
    await mine.git(clone, "push", "--quiet", "origin", "main", "side", "--tags");
    const refs = await call(gallery, alice, { path: `/api/models/${repo}/refs` });
    expect(refs).toMatchObject({
      branches: [{ name: "main" }, { name: "side", targetCommit: first }],
      tags: [
        { name: "light", targetCommit: first },
        { name: "told", targetCommit: first },
      ],
    });
    await mine.git(clone, "push", "--quiet", "origin", ":side", ":light");
    const left = await anyone.git(clone, "ls-remote", mine.urlOf(repo));
    expect(left).not.toMatch(/side|light/);
    expect(left).toContain("refs/tags/told^{}");
    const refused = await mine.attempt(clone, "push", "origin", ":main");
    expect(refused.output).toContain("default branch, which cannot be deleted");
    const other = await mine.attempt(clone, "push", "origin", "HEAD:refs/pull/1/head");
    expect(other.output).toContain("only branches and tags can be pushed");
  });

  it("REP-2: that would lose commits needs force, and then the index is that of the new head", async () => {
    const repo = await made("force");
    const clone = await mine.clone(repo);
    await commitFiles(mine, clone, { a: "1", "old/b": "2" });
    await mine.git(clone, "push", "--quiet");
    await mine.git(clone, "checkout", "--quiet", "--orphan", "fresh");
    await rm(join(clone, "old"), { recursive: true });
    const fresh = await commitFiles(mine, clone, { c: "3" });
    const refused = await mine.attempt(clone, "push", "origin", "HEAD:main");
    expect(refused.code).toBe(1);
    await mine.git(clone, "push", "--quiet", "--force", "origin", "HEAD:main");
    const entries = await treeOf(repo);
    expect(entries.map(({ path }) => path)).not.toContain("old");
    expect(new Set(entries.map(({ lastCommit }) => lastCommit.id))).toEqual(new Set([fresh]));
  });

  it("of several refs is all or nothing when it is atomic", async () => {
    const repo = await made("atomic");
    const clone = await mine.clone(repo);
    await commitFiles(mine, clone, { a: "1" });
    const refs = ["HEAD:refs/heads/one", "HEAD:refs/odd/two"];
    const refused = await mine.attempt(clone, "push", "--atomic", "origin", ...refs);
    expect(refused.output).toContain("atomic push failed");
    expect(await mine.git(clone, "ls-remote", "origin")).not.toContain("one");
    await mine.attempt(clone, "push", "origin", ...refs);
    expect(await mine.git(clone, "ls-remote", "origin")).toContain("refs/heads/one");
  });

  it("REP-4: of a file that is too large names it and the limit", async () => {
    const repo = await made("large");
    const clone = await mine.clone(repo);
    await commitFiles(mine, clone, { "deep/notes.txt": Buffer.alloc(10_000_000, "a") });
    const refused = await mine.attempt(clone, "push");
    expect(refused.output).toContain("deep/notes.txt has 10000000 bytes");
    expect(refused.output).toContain("git lfs migrate import");
  });

  it("of two people at once is never lost: the later one is told to fetch", async () => {
    const repo = await made("race");
    const clones = await Promise.all([1, 2, 3, 4].map(() => mine.clone(repo)));
    await Promise.all(
      clones.map((clone, index) => commitFiles(mine, clone, { [`${index}.txt`]: "x" })),
    );
    const runs = await Promise.all(clones.map((clone) => mine.attempt(clone, "push")));
    expect(runs.filter(({ code }) => code === 0)).toHaveLength(1);
    for (const [index, { code }] of runs.entries()) {
      if (code === 0) continue;
      const clone = clones[index] ?? "";
      await mine.git(clone, "pull", "--quiet", "--rebase");
      await mine.git(clone, "push", "--quiet");
    }
    const paths = (await treeOf(repo)).map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(["0.txt", "1.txt", "2.txt", "3.txt"]));
  });
});

describe("BEY-1: who may", () => {
  it("asks who brings no credentials for them, and tells nobody else what is there", async () => {
    const repo = await made("hidden", { isPrivate: true });
    const bob = await gallery.person("bob");
    const theirs = gitClient(gallery, bob);
    const nobody = await anyone.attempt(gallery.folder, "ls-remote", anyone.urlOf(repo));
    expect(nobody.output).toContain("could not read Username");
    const stranger = await theirs.attempt(gallery.folder, "ls-remote", theirs.urlOf(repo));
    expect(stranger.output).toContain("not found");
    const open = await made("readable");
    await commitByApi(gallery, alice, { repo: open, files: { a: "1" } });
    const clone = await theirs.clone(open);
    await commitFiles(theirs, clone, { b: "2" });
    const refused = await theirs.attempt(clone, "push");
    expect(refused.output).toMatch(/403/);
  });

  it("finds every kind with and without .git, and what has moved", async () => {
    const dataset = await made("data", { type: "dataset" });
    const space = await made("app", { type: "space" });
    const paths = [`datasets/${dataset}`, `datasets/${dataset}.git`, `spaces/${space}`];
    for (const path of [...paths, `apps/${space}`]) {
      await mine.git(gallery.folder, "ls-remote", mine.urlOf(path));
    }
    const repo = await made("old-name");
    await commitByApi(gallery, alice, { repo, files: { a: "1" } });
    const body = { fromRepo: repo, toRepo: "alice/new-name", type: "model" };
    await call(gallery, alice, { path: "/api/repos/move", body });
    const clone = await mine.clone(`${repo}.git`);
    const head = await commitFiles(mine, clone, { b: "2" });
    await mine.git(clone, "push", "--quiet");
    expect(await headOf("alice/new-name")).toBe(head);
  });
});
