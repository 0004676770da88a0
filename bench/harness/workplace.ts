import { chmod, mkdtemp, rm, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

type CleanUp = () => Promise<unknown>;

/** A folder for one bench, and everything that must be ended and removed after it. */
export class Workplace {
  readonly folder: string;
  readonly #cleanUps: CleanUp[] = [];
  #closing: Promise<void> | undefined;

  private constructor(folder: string) {
    this.folder = folder;
    this.later(() => rm(folder, { recursive: true, force: true }));
  }

  /** In GALLERY_BENCH_DIR, or where this machine keeps temporary files. */
  static async open(): Promise<Workplace> {
    const parent = process.env["GALLERY_BENCH_DIR"] ?? tmpdir();
    const folder = await mkdtemp(join(parent, "gallery-bench-"));
    // Where root runs this, PostgreSQL runs as another user and must be able to enter.
    await chmod(folder, 0o755);
    return new Workplace(folder);
  }

  /** Registers what is done when the bench has ended, however it ends: last registered first. */
  later(cleanUp: CleanUp): void {
    this.#cleanUps.push(cleanUp);
  }

  /** @throws {Error} when the disk has less room than the bench needs. */
  async needBytes(sizeBytes: number): Promise<void> {
    const { bavail, bsize } = await statfs(this.folder);
    const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;
    if (bavail * bsize >= sizeBytes) return;
    throw new Error(
      `${this.folder} has ${gigabytes(bavail * bsize)} free, this bench needs ` +
        `${gigabytes(sizeBytes)}: set GALLERY_BENCH_DIR to a folder on a larger disk`,
    );
  }

  /** Once, however many ask: a signal and the bench that it cuts short wait for the same. */
  close(): Promise<void> {
    this.#closing ??= this.#undoAll();
    return this.#closing;
  }

  async #undoAll(): Promise<void> {
    for (const cleanUp of this.#cleanUps.toReversed()) await cleanUp();
  }
}

/**
 * Nothing that runs and no file of some gigabytes outlives what is cut short.
 * @returns stops listening.
 */
export function closeOnSignal(workplace: Workplace): () => void {
  const close = () => void workplace.close().finally(() => process.exit(130));
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) process.once(signal, close);
  return () => {
    for (const signal of signals) process.off(signal, close);
  };
}
