import { createHash, randomBytes } from "node:crypto";
import { type FileHandle, mkdir, open, unlink } from "node:fs/promises";
import { join } from "node:path";
import type { Context } from "../../context.ts";
import { PACK_TRAILER_BYTES, PackError } from "../../platform/git/index.ts";

/** The files of one push while it is received; gone as soon as they are closed, or we are killed. */
export type PushFiles = { pack: FileHandle; packBytes: number; unpacked: FileHandle };

/**
 * Writes a pack to the disk as it comes. @returns it with an empty file for what is in it.
 * @throws {PackError} when it is longer than the limit, cut short or damaged on the way.
 */
export async function receivePack(
  { config }: Pick<Context, "config">,
  source: AsyncIterable<Uint8Array>,
  { limitBytes }: { limitBytes: number },
): Promise<PushFiles> {
  const folder = join(config.dataFolder, "pushes");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const pack = await openNameless(folder);
  try {
    const packBytes = await spool(pack, source, limitBytes);
    return { pack, packBytes, unpacked: await openNameless(folder) };
  } catch (error) {
    await pack.close();
    throw error;
  }
}

export async function closeFiles({ pack, unpacked }: PushFiles): Promise<void> {
  await Promise.all([pack.close(), unpacked.close()]);
}

/** @returns how long the pack is without its checksum. */
async function spool(
  file: FileHandle,
  source: AsyncIterable<Uint8Array>,
  limitBytes: number,
): Promise<number> {
  const hash = createHash("sha1");
  // The last bytes are the checksum of all others, and only the end tells which these are.
  let held: Buffer = Buffer.alloc(0);
  let sizeBytes = 0;
  for await (const chunk of source) {
    const bytes = Buffer.concat([held, chunk]);
    const sure = bytes.subarray(0, Math.max(0, bytes.length - PACK_TRAILER_BYTES));
    held = Buffer.from(bytes.subarray(sure.length));
    sizeBytes += sure.length;
    if (sizeBytes > limitBytes) throw new PackError(`the pack is larger than ${limitBytes} bytes`);
    hash.update(sure);
    await writeFully(file, sure);
  }
  if (held.length < PACK_TRAILER_BYTES) throw new PackError("the pack is cut short");
  if (!hash.digest().equals(held)) throw new PackError("the pack was damaged on its way");
  return sizeBytes;
}

async function writeFully(file: FileHandle, bytes: Buffer): Promise<void> {
  for (let start = 0; start < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, start);
    start += bytesWritten;
  }
}

async function openNameless(folder: string): Promise<FileHandle> {
  const path = join(folder, randomBytes(12).toString("hex"));
  const file = await open(path, "wx+", 0o600);
  await unlink(path);
  return file;
}
