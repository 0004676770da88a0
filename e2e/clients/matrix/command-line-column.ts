import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { aFolder, hashesBelow, LARGE_BYTES, sha256 } from "../files-on-disk.ts";
import { randomBytes } from "node:crypto";
import { hf, type Seat } from "../python-client.ts";
import type { Outcome } from "./operations.ts";
import type { RepositoryRead, Shared } from "./python-columns.ts";

type Run = () => Promise<void>;

/** The operations of the table by the `hf` command; then a folder for others to read. */
export async function runCommandLine(
  seat: Seat,
  { prefix, sharedFolder }: { prefix: string; sharedFolder: string },
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const [operation, run] of Object.entries(await operationsOf(seat, prefix, sharedFolder))) {
    const error = await run().then(
      () => null,
      (thrown: unknown) => String(thrown),
    );
    outcomes.push({ operation, error });
  }
  return outcomes;
}

async function operationsOf(
  seat: Seat,
  prefix: string,
  sharedFolder: string,
): Promise<Record<string, Run>> {
  const user = seat.person?.name ?? "";
  const repo = `${user}/${prefix}`;
  const shared = `${repo}-shared`;
  const { folder: base } = seat.gallery;
  const large = randomBytes(LARGE_BYTES);
  const folder = await aFolder(base, { "a.txt": "one", "large.bin": large });
  const at = (name: string) => join(folder, name);
  const api = async <Answer>(path: string) =>
    (await seat.gallery.gallery.app.inject(`/api/models/${path}`)).json<Answer>();
  const head = async () => (await api<{ sha: string }>(repo)).sha;
  const paths = async (of: string) =>
    (await api<{ path: string }[]>(`${of}/tree/main?recursive=true`)).map(({ path }) => path);
  const read = async (path: string) => {
    const local = await aFolder(base);
    await hf(seat, "download", repo, path, "--local-dir", local);
    return readFile(join(local, path));
  };
  return {
    whoami: async () => expectText((await hf(seat, "auth", "whoami")).stdout, user),
    create: async () => void (await hf(seat, "repos", "create", repo)),
    "create-again": async () => void (await hf(seat, "repos", "create", repo, "--exist-ok")),
    "upload-file": async () => void (await hf(seat, "upload", repo, at("a.txt"), "a.txt")),
    "upload-folder": async () => void (await hf(seat, "upload", shared, sharedFolder, ".")),
    "upload-large": async () => void (await hf(seat, "upload", repo, at("large.bin"), "large.bin")),
    "upload-again": async () => {
      const before = await head();
      await hf(seat, "upload", repo, at("large.bin"), "large.bin");
      expectSame(await head(), before);
    },
    list: async () => {
      const args = ["models", "list", "--author", user, "--format", "json"];
      expectText((await hf(seat, ...args)).stdout, repo);
    },
    info: async () => {
      expectText((await hf(seat, "models", "info", repo, "--format", "json")).stdout, repo);
    },
    "list-files": async () => {
      const { stdout } = await hf(seat, "models", "list", repo, "--format", "json");
      expectText(stdout, "large.bin");
    },
    "download-file": async () => expectSame((await read("a.txt")).toString(), "one"),
    "download-large": async () => expectSame(sha256(await read("large.bin")), sha256(large)),
    snapshot: async () => {
      const local = await aFolder(base);
      await hf(seat, "download", shared, "--local-dir", local);
      const { ".gitattributes": _attributes, ...got } = await hashesBelow(local);
      expectSame(
        JSON.stringify(sorted(got)),
        JSON.stringify(sorted(await hashesBelow(sharedFolder))),
      );
    },
    copy: async () => {
      await hf(seat, "cp", at("a.txt"), `hf://${repo}/copies/a.txt`);
      await hf(seat, "cp", `hf://${repo}/copies/a.txt`, at("back.txt"));
      expectSame(await readFile(at("back.txt"), "utf8"), "one");
    },
    "copy-across": async () => {
      await hf(seat, "repos", "create", `${repo}-across`);
      await hf(seat, "cp", `hf://${repo}/large.bin`, `hf://${repo}-across/large.bin`);
      expectSame((await paths(`${repo}-across`)).join(), ".gitattributes,large.bin");
    },
    "delete-file": async () => {
      await hf(seat, "repos", "delete-files", repo, "copies/a.txt");
      expectSame((await paths(repo)).includes("copies/a.txt"), false);
    },
    branch: async () => {
      await hf(seat, "repos", "branch", "create", repo, "dev");
      await hf(seat, "repos", "branch", "delete", repo, "dev");
    },
    tag: async () => {
      await hf(seat, "repos", "tag", "create", repo, "v1");
      expectText((await hf(seat, "repos", "tag", "list", repo)).stdout, "v1");
    },
    settings: async () => {
      await hf(seat, "repos", "settings", repo, "--private");
      expectSame((await seat.gallery.gallery.app.inject(`/api/models/${repo}`)).statusCode, 404);
      await hf(seat, "repos", "settings", repo, "--public");
      expectSame((await seat.gallery.gallery.app.inject(`/api/models/${repo}`)).statusCode, 200);
    },
    duplicate: async () => {
      await hf(seat, "repos", "duplicate", repo, `${repo}-copy`);
      expectSame((await api<{ sha: string }>(`${repo}-copy`)).sha, await head());
    },
    move: async () => {
      await hf(seat, "repos", "move", `${repo}-copy`, `${repo}-moved`);
      expectSame((await api<{ id: string }>(`${repo}-moved`)).id, `${repo}-moved`);
    },
    "delete-repository": async () => {
      await hf(seat, "repos", "delete", `${repo}-moved`, "--yes");
    },
    discussion: async () => {
      const text = ["--title", "A question", "--body", "Why?"];
      await hf(seat, "discussions", "create", repo, ...text);
      await hf(seat, "discussions", "close", repo, "1", "--yes");
      expectText((await hf(seat, "discussions", "info", repo, "1")).stdout, "A question");
    },
    "pull-request": async () => {
      await hf(seat, "upload", repo, at("a.txt"), "offered.txt", "--create-pr");
      await hf(seat, "discussions", "merge", repo, "2", "--yes");
      expectSame((await paths(repo)).includes("offered.txt"), true);
    },
  };
}

export async function readByCommandLine(
  seat: Seat,
  shared: readonly Shared[],
): Promise<RepositoryRead[]> {
  const read: RepositoryRead[] = [];
  for (const { type, name } of shared) {
    const local = await aFolder(seat.gallery.folder);
    const args = ["download", name, "--repo-type", type, "--local-dir", local];
    const error = await hf(seat, ...args).then(
      () => null,
      (thrown: unknown) => String(thrown),
    );
    read.push({ repo: name, hashes: await hashesBelow(local), error });
  }
  return read;
}

function sorted(hashes: Record<string, string>): [string, string][] {
  return Object.entries(hashes).toSorted(([one], [other]) => (one < other ? -1 : 1));
}

function expectText(text: string, part: string): void {
  if (!text.includes(part)) throw new Error(`no ${part} in ${text}`);
}

function expectSame(actual: unknown, expected: unknown): void {
  if (actual !== expected) throw new Error(`${String(actual)}, expected ${String(expected)}`);
}
