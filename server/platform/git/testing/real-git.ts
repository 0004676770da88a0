import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { TreeReader } from "../tree-reader.ts";
import { wholeTree } from "../tree-segment.ts";

/** A repository of the real git, to compare with. */
export type RealGit = {
  folder: string;
  /** Runs git and gives what it printed. `accepts` are the exit codes that are no failure. */
  run: (args: string[], options?: RunOptions) => Buffer;
  /** As `run`, without the line end. */
  text: (args: string[], options?: RunOptions) => string;
  writeFile: (path: string, content: string | Buffer) => void;
  /** Every object, as git stores it. */
  objects: () => { oid: string; type: string; bytes: Buffer }[];
  reader: TreeReader;
  remove: () => void;
};

type RunOptions = {
  input?: string | Buffer;
  accepts?: number[];
  env?: Record<string, string>;
};

export function aRepository(): RealGit {
  const folder = mkdtempSync(join(tmpdir(), "git-"));
  const env = {
    ...process.env,
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_AUTHOR_NAME: "Ada Lovelace",
    GIT_AUTHOR_EMAIL: "ada@example.org",
    GIT_AUTHOR_DATE: "1700000000 +0800",
    GIT_COMMITTER_NAME: "张伟",
    GIT_COMMITTER_EMAIL: "wei@example.org",
    GIT_COMMITTER_DATE: "1700000100 -0330",
  };
  const run: RealGit["run"] = (args, { input, accepts = [0], env: moreEnv } = {}) => {
    try {
      return execFileSync("git", args, {
        cwd: folder,
        env: { ...env, ...moreEnv },
        input,
        stdio: ["pipe", "pipe", "pipe"],
        maxBuffer: 256 * 1024 * 1024,
      });
    } catch (error) {
      const { status, stdout } = error as { status: number; stdout: Buffer };
      if (accepts.includes(status)) return stdout;
      throw error;
    }
  };
  run(["init", "--quiet", "--initial-branch=main"]);
  const objects = () =>
    splitBatch(run(["cat-file", "--batch-all-objects", "--batch", "--unordered"]));
  return {
    folder,
    run,
    text: (args, options) => run(args, options).toString("utf8").trimEnd(),
    writeFile: (path, content) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    },
    objects,
    reader: {
      async readTrees(ids) {
        const batch = run(["cat-file", "--batch"], { input: ids.join("\n") });
        return new Map(splitBatch(batch).map(({ oid, bytes }) => [oid, wholeTree(bytes, oid)]));
      },
      readSegments: async (segments) => segments.map(({ bytes }) => bytes ?? Buffer.alloc(0)),
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

function splitBatch(output: Buffer): { oid: string; type: string; bytes: Buffer }[] {
  const objects = [];
  for (let at = 0; at < output.length;) {
    const end = output.indexOf("\n", at);
    const [oid = "", type = "", size = "0"] = output.toString("latin1", at, end).split(" ");
    const start = end + 1;
    objects.push({ oid, type, bytes: output.subarray(start, start + Number(size)) });
    at = start + Number(size) + 1;
  }
  return objects;
}
