import type { FileCheck } from "#contract/assets/check-results.ts";
import type { Context } from "../../context.ts";
import {
  type Entry,
  findEntries,
  listEntries,
  openFile,
  type Repository,
} from "../../repositories/index.ts";

export type ReadContext = Pick<Context, "db" | "store">;

/** A folder's first entries: patterns are looked for among so many. */
const LISTED = 1000;
/** A file that is longer than this is not blank. */
const BLANK_LIMIT_BYTES = 4096;

/** Files of one commit, as checks read them: each within a bound. */
export type CheckedFiles = {
  /** Entries at these paths, by path, found by one query. */
  find: (paths: readonly string[]) => Promise<Map<string, Entry>>;
  /** Names of the files at the root. */
  rootNames: () => Promise<string[]>;
  /** The beginning of a file. */
  readStart: (path: string, limitBytes: number) => Promise<Buffer>;
};

export function checkedFiles(
  ctx: ReadContext,
  repository: Pick<Repository, "id">,
  commit: string,
): CheckedFiles {
  return {
    async find(paths) {
      const entries = await findEntries(ctx, repository, { commit, paths });
      return new Map(entries.map((entry) => [entry.path, entry]));
    },
    async rootNames() {
      const query = { commit, path: "", recursive: false, limit: LISTED };
      const names: string[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < 3; page += 1) {
        const found = await listEntries(ctx, repository, { ...query, cursor });
        names.push(...found.items.flatMap(({ type, name }) => (type === "file" ? [name] : [])));
        if (found.nextCursor === null) break;
        cursor = found.nextCursor;
      }
      return names;
    },
    async readStart(path, limitBytes) {
      const file = await openFile(ctx, repository, { commit, path });
      const range = { start: 0, end: Math.min(file.sizeBytes, limitBytes) };
      return Buffer.concat(await Array.fromAsync(file.read(range)));
    },
  };
}

/** Whether a file is there and is more than blanks; what is in it is for others to judge. */
export async function checkPresence(
  files: CheckedFiles,
  file: string,
  { entry, isRequired }: { entry: Entry | undefined; isRequired: boolean },
): Promise<FileCheck> {
  const check = { file, foundAs: entry?.path ?? null, isRequired, faults: [] };
  if (entry === undefined) return { ...check, state: isRequired ? "missing" : "absent" };
  if (entry.type === "folder") {
    const fault = { code: "not-a-file" as const, at: "", parameters: {} };
    return { ...check, state: "invalid", faults: [fault] };
  }
  return { ...check, state: (await isBlank(files, entry)) ? "empty" : "good" };
}

async function isBlank(files: CheckedFiles, { path, sizeBytes }: Entry): Promise<boolean> {
  if (sizeBytes > BLANK_LIMIT_BYTES) return false;
  const bytes = await files.readStart(path, BLANK_LIMIT_BYTES);
  return bytes.toString("utf8").replace("\ufeff", "").trim() === "";
}
