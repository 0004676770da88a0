import { open, readFile, rm, stat, utimes } from "node:fs/promises";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";

export type FileLock = { release: () => Promise<void> };

export type FileLockOptions = {
  signal?: AbortSignal | undefined;
  /** Called once when another process holds the lock. */
  onWaiting?: () => void;
};

const HEARTBEAT_MS = 5000;
const STALE_AFTER_MS = 30_000;
const POLL_MS = 300;

/**
 * Waits for a lock file. One whose process has ended, or shows no life for half a minute, is taken
 * over. In a rare race two processes may take one over at once: callers must stay correct then, and
 * only save work by the lock.
 */
export async function lockFile(path: string, options: FileLockOptions = {}): Promise<FileLock> {
  let isToldOfWaiting = false;
  for (;;) {
    options.signal?.throwIfAborted();
    if (await create(path)) return hold(path);
    if (await isStale(path)) {
      await rm(path, { force: true });
      continue;
    }
    if (!isToldOfWaiting) options.onWaiting?.();
    isToldOfWaiting = true;
    await sleep(POLL_MS, undefined, options.signal === undefined ? {} : { signal: options.signal });
  }
}

async function create(path: string): Promise<boolean> {
  try {
    const handle = await open(path, "wx");
    await handle.writeFile(JSON.stringify({ pid: process.pid, host: hostname() }));
    await handle.close();
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw error;
  }
}

function hold(path: string): FileLock {
  const beat = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => undefined);
  }, HEARTBEAT_MS);
  beat.unref();
  return {
    async release() {
      clearInterval(beat);
      await rm(path, { force: true });
    },
  };
}

async function isStale(path: string): Promise<boolean> {
  try {
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > STALE_AFTER_MS) return true;
    const holder: unknown = JSON.parse(await readFile(path, "utf8"));
    return hasEnded(holder);
  } catch (error) {
    // Gone meanwhile, or not written yet: ask again.
    if (hasCode(error, "ENOENT") || error instanceof SyntaxError) return false;
    throw error;
  }
}

function hasEnded(holder: unknown): boolean {
  if (typeof holder !== "object" || holder === null) return false;
  if (!("pid" in holder) || !("host" in holder)) return false;
  if (holder.host !== hostname() || typeof holder.pid !== "number") return false;
  try {
    process.kill(holder.pid, 0);
    return false;
  } catch (error) {
    return hasCode(error, "ESRCH");
  }
}

export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
