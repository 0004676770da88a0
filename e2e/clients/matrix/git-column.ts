import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { aFolder } from "../files-on-disk.ts";
import type { Person, RunningGallery } from "../gallery.ts";
import type { Outcome } from "./operations.ts";

const run = promisify(execFile);

/** The operations of the table by git itself; repositories are made by the page or another client. */
export async function runGit(
  gallery: RunningGallery,
  { person, repo }: { person: Person; repo: string },
): Promise<Outcome[]> {
  const base = await aFolder(gallery.folder);
  const home = join(base, "home");
  await mkdir(home);
  const env = { PATH: process.env["PATH"] ?? "", HOME: home, GIT_TERMINAL_PROMPT: "0" };
  const address = new URL(`${gallery.url}/${repo}`);
  address.username = person.name;
  address.password = person.token;
  const clone = join(base, "clone");
  const git = async (...args: string[]) => {
    const identity = ["-c", `user.name=${person.name}`, "-c", "user.email=a@example.org"];
    return (await run("git", [...identity, ...args], { cwd: base, env })).stdout.trim();
  };
  const inClone = (...args: string[]) => git("-C", clone, ...args);
  const api = async <Answer>(path: string) =>
    (await gallery.gallery.app.inject(`/api/models/${repo}${path}`)).json<Answer>();
  const operations: Record<string, () => Promise<void>> = {
    snapshot: async () => void (await git("clone", "--quiet", address.href, clone)),
    "list-files": async () => {
      expectSame(await inClone("ls-tree", "-r", "--name-only", "HEAD"), ".gitattributes");
    },
    "upload-file": async () => {
      await writeFile(join(clone, "a.txt"), "one");
      await inClone("add", "a.txt");
      await inClone("commit", "--quiet", "-m", "Add a file");
      await inClone("push", "--quiet", "origin", "main");
      const { sha } = await api<{ sha: string }>("");
      expectSame(sha, await inClone("rev-parse", "HEAD"));
    },
    "delete-file": async () => {
      await inClone("rm", "--quiet", "a.txt");
      await inClone("commit", "--quiet", "-m", "Delete a file");
      await inClone("push", "--quiet", "origin", "main");
      expectSame((await api<object[]>("/tree/main")).length, 1);
    },
    commits: async () => {
      const listed = await api<object[]>("/commits/main");
      expectSame(String(listed.length), await inClone("rev-list", "--count", "HEAD"));
    },
    branch: async () => {
      await inClone("push", "--quiet", "origin", "HEAD:feature/x");
      await inClone("push", "--quiet", "origin", "--delete", "feature/x");
    },
    tag: async () => {
      await inClone("tag", "-a", "v1", "-m", "The first");
      await inClone("push", "--quiet", "origin", "v1");
      const { tags } = await api<{ tags: { name: string }[] }>("/refs");
      expectSame(tags.map(({ name }) => name).join(), "v1");
    },
  };
  const outcomes: Outcome[] = [];
  for (const [operation, work] of Object.entries(operations)) {
    const error = await work().then(
      () => null,
      (thrown: unknown) => String(thrown),
    );
    outcomes.push({ operation, error });
  }
  return outcomes;
}

function expectSame(actual: unknown, expected: unknown): void {
  if (actual !== expected) throw new Error(`${String(actual)}, expected ${String(expected)}`);
}
