import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { open, rm } from "node:fs/promises";
import { join } from "node:path";

const DISK_MIB = 512;
const MEBIBYTE = 1024 * 1024;

/** Only root may mount a disk. */
export function canMountDisks(): boolean {
  return process.platform === "linux" && process.getuid?.() === 0;
}

/** A small disk for the objects alone. @returns how to take it away. */
export function mountSmallDisk(dataFolder: string): () => Promise<void> {
  const folder = join(dataFolder, "objects");
  mkdirSync(folder, { recursive: true });
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${DISK_MIB}m`, "tmpfs", folder]);
  return async () => {
    execFileSync("umount", [folder]);
  };
}

/**
 * Fills the disk of the objects but for some bytes.
 * @returns how to empty it again.
 */
export async function fillDisk(
  dataFolder: string,
  freeBytes: number,
): Promise<() => Promise<void>> {
  const path = join(dataFolder, "objects", "ballast");
  const ballast = await open(path, "w");
  let sizeBytes = 0;
  try {
    for (const block = Buffer.alloc(MEBIBYTE); ;) {
      sizeBytes += (await ballast.write(block, 0, block.length, sizeBytes)).bytesWritten;
    }
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
    await ballast.truncate(Math.max(0, sizeBytes - freeBytes));
  } finally {
    await ballast.close();
  }
  return () => rm(path);
}
