import { execFile } from "node:child_process";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Person, RunningGallery } from "./gallery.ts";

const run = promisify(execFile);

export type GitRun = { code: number; output: string };

/** The stock git of one person: no configuration of the machine, no questions. */
export type GitClient = {
  /** Runs git and gives what it printed, on both streams. @throws when git fails. */
  git: (folder: string, ...args: string[]) => Promise<string>;
  /** The same for what may fail. */
  attempt: (folder: string, ...args: string[]) => Promise<GitRun>;
  clone: (repo: string, ...args: string[]) => Promise<string>;
  urlOf: (repo: string) => string;
};

/** @param person null: nobody, without credentials. */
export function gitClient(
  gallery: Pick<RunningGallery, "url" | "folder">,
  person: Person | null,
): GitClient {
  const address = new URL(gallery.url);
  if (person !== null) {
    address.username = person.name;
    address.password = person.token;
  }
  const base = address.href.replace(/\/$/, "");
  const env = {
    ...process.env,
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_TERMINAL_PROMPT: "0",
    GIT_AUTHOR_NAME: "Ada Lovelace",
    GIT_AUTHOR_EMAIL: "ada@example.org",
    GIT_COMMITTER_NAME: "Ada Lovelace",
    GIT_COMMITTER_EMAIL: "ada@example.org",
    LC_ALL: "C",
  };
  const attempt = async (folder: string, ...args: string[]): Promise<GitRun> => {
    try {
      const { stdout, stderr } = await run("git", args, {
        cwd: folder,
        env,
        maxBuffer: 256 * 1024 * 1024,
      });
      return { code: 0, output: stdout + stderr };
    } catch (error) {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
      return { code, output: `${stdout}${stderr}` };
    }
  };
  const git = async (folder: string, ...args: string[]) => {
    const { code, output } = await attempt(folder, ...args);
    if (code !== 0) throw new Error(`git ${args.join(" ")} ended with ${code}: ${output}`);
    return output;
  };
  const urlOf = (repo: string) => `${base}/${repo}`;
  const clone = async (repo: string, ...args: string[]) => {
    const folder = await mkdtemp(join(gallery.folder, "clone-"));
    await git(folder, "clone", "--quiet", ...args, urlOf(repo), ".");
    return folder;
  };
  return { git, attempt, clone, urlOf };
}

/** Writes files and commits them. */
export async function commitFiles(
  { git }: GitClient,
  folder: string,
  files: Record<string, string | Uint8Array>,
): Promise<string> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  await git(folder, "add", "--all");
  await git(folder, "commit", "--quiet", "--message", "Change files");
  return (await git(folder, "rev-parse", "HEAD")).trim();
}

/** Makes a repository by the API, and commits files in it. */
export async function aRepo(
  gallery: Pick<RunningGallery, "url">,
  person: Person,
  { name, type = "model", isPrivate = false }: { name: string; type?: string; isPrivate?: boolean },
): Promise<string> {
  const body = { name, type, private: isPrivate };
  const created = await call(gallery, person, { path: "/api/repos/create", body });
  return (created as { id: string }).id;
}

/** One JSON call of a person; gives the answer. @throws when it is refused. */
export async function call(
  { url }: Pick<RunningGallery, "url">,
  person: Person,
  {
    path,
    body,
    type = "application/json",
  }: { path: string; body?: object | string; type?: string },
): Promise<unknown> {
  const response = await fetch(`${url}${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { authorization: `Bearer ${person.token}`, "content-type": type },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
  return JSON.parse(text) as unknown;
}

/** A commit by the hub's API. */
export async function commitByApi(
  gallery: Pick<RunningGallery, "url">,
  person: Person,
  { repo, files }: { repo: string; files: Record<string, string> },
): Promise<string> {
  const lines = [
    { key: "header", value: { summary: "By the API" } },
    ...Object.entries(files).map(([path, content]) => ({
      key: "file",
      value: { path, content: Buffer.from(content).toString("base64"), encoding: "base64" },
    })),
  ];
  const answer = await call(gallery, person, {
    path: `/api/models/${repo}/commit/main`,
    body: lines.map((line) => JSON.stringify(line)).join("\n"),
    type: "application/x-ndjson",
  });
  return (answer as { commitOid: string }).commitOid;
}
