import { createHash, randomUUID } from "node:crypto";
import {
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  statfs,
  utimes,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";

/** Part of every key: what an older reader has prepared is not taken for this one's. */
const VERSION = 1;
const UNFINISHED = ".new-";
/** An unfinished folder that nobody has touched for so long was left by a process that ended. */
const ABANDONED_MS = 24 * 3_600_000;

/**
 * What was worked out of whole files, in a folder for each content: prepared tables and statistics.
 * All of it can be worked out again, so the least recently used goes when there is too much.
 */
export class TableCache {
  readonly #root: string;
  readonly #limitBytes: number;

  constructor(root: string, limitBytes: number) {
    this.#root = root;
    this.#limitBytes = limitBytes;
  }

  folderOf(key: string): string {
    const name = createHash("sha256").update(`${VERSION} ${key}`).digest("hex").slice(0, 40);
    return join(this.#root, name);
  }

  /** A folder for one task, gone with it. */
  spillFolder(): string {
    return join(this.#root, `${UNFINISHED}spill-${randomUUID()}`);
  }

  async readJson<T>(key: string, name: string): Promise<T | undefined> {
    const folder = this.folderOf(key);
    try {
      const text = await readFile(join(folder, name), "utf8");
      const now = new Date();
      await utimes(folder, now, now);
      return JSON.parse(text) as T;
    } catch {
      return undefined;
    }
  }

  async writeJson(key: string, name: string, value: unknown): Promise<void> {
    const folder = this.folderOf(key);
    await mkdir(folder, { recursive: true });
    const temporary = join(folder, `${name}.${randomUUID()}`);
    await writeFile(temporary, JSON.stringify(value));
    await rename(temporary, join(folder, name));
  }

  async forget(key: string): Promise<void> {
    await rm(this.folderOf(key), { recursive: true, force: true });
  }

  /** Fills a folder beside the others, and puts its files in place when it is complete. */
  async fill<T>(key: string, make: (folder: string) => Promise<T>): Promise<T> {
    const unfinished = join(this.#root, `${UNFINISHED}${randomUUID()}`);
    await mkdir(unfinished, { recursive: true });
    try {
      const made = await make(unfinished);
      const folder = this.folderOf(key);
      await mkdir(folder, { recursive: true });
      for (const name of await readdir(unfinished)) {
        await rename(join(unfinished, name), join(folder, name));
      }
      await this.#evict(folder);
      return made;
    } finally {
      await rm(unfinished, { recursive: true, force: true });
    }
  }

  /** Whether so many bytes more may be kept here. */
  async hasRoomFor(sizeBytes: number): Promise<boolean> {
    await mkdir(this.#root, { recursive: true });
    const { bavail, bsize } = await statfs(this.#root);
    return sizeBytes <= this.#limitBytes && sizeBytes * 1.5 < bavail * bsize;
  }

  async #evict(keep: string): Promise<void> {
    const folders = [];
    for (const name of await readdir(this.#root)) {
      const path = join(this.#root, name);
      const usedAt = (await stat(path).catch(() => undefined))?.mtimeMs;
      if (usedAt === undefined) continue;
      if (!name.startsWith(UNFINISHED))
        folders.push({ path, usedAt, sizeBytes: await sizeOf(path) });
      else if (Date.now() - usedAt > ABANDONED_MS) await rm(path, { recursive: true, force: true });
    }
    let total = folders.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    for (const { path, sizeBytes } of folders.toSorted((a, b) => a.usedAt - b.usedAt)) {
      if (total <= this.#limitBytes) return;
      if (path === keep) continue;
      await rm(path, { recursive: true, force: true });
      total -= sizeBytes;
    }
  }
}

async function sizeOf(folder: string): Promise<number> {
  let total = 0;
  for (const name of await readdir(folder).catch(() => [])) {
    total += (await stat(join(folder, name)).catch(() => undefined))?.size ?? 0;
  }
  return total;
}
