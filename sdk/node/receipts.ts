import { createHash } from "node:crypto";
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type ContentIdentity, expectedHash, hashContent } from "./content-hash.ts";
import { hasCode } from "./file-lock.ts";
import { STATE_FOLDER } from "./local-path.ts";

export type PlacedFile = {
  root: string;
  target: string;
  file: ContentIdentity & { path: string };
  signal?: AbortSignal | undefined;
};

/** What a file was when its hash was verified. */
type Receipt = { hash: string; sizeBytes: number; modifiedMs: number };

/**
 * Does the file lie in place with the right bytes? A receipt of an earlier verification spares
 * reading it, as long as neither its size nor its time has changed.
 */
export async function isInPlace(placed: PlacedFile): Promise<boolean> {
  const { target, file, signal } = placed;
  const found = await findFile(target);
  if (found?.sizeBytes !== file.sizeBytes) return false;
  const receipt = await readReceipt(placed);
  const isKnown = receipt?.hash === expectedHash(file) && receipt.modifiedMs === found.modifiedMs;
  if (isKnown && receipt.sizeBytes === found.sizeBytes) return true;
  if ((await hashContent(file, { path: target, signal })) !== expectedHash(file)) return false;
  await writeReceipt(placed);
  return true;
}

/** Notes that a file was verified just now. Small ones are read again instead. */
export async function writeReceipt(placed: PlacedFile): Promise<void> {
  const { target, file } = placed;
  const found = await findFile(target);
  if (found === undefined || file.sizeBytes < WORTH_NOTING_BYTES) return;
  const path = receiptPath(placed);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, JSON.stringify({ hash: expectedHash(file), ...found } satisfies Receipt));
}

const WORTH_NOTING_BYTES = 8 * 1024 * 1024;

async function findFile(path: string): Promise<Omit<Receipt, "hash"> | undefined> {
  try {
    const found = await stat(path);
    return found.isFile() ? { sizeBytes: found.size, modifiedMs: found.mtimeMs } : undefined;
  } catch (error) {
    if (hasCode(error, "ENOENT") || hasCode(error, "ENOTDIR")) return undefined;
    throw error;
  }
}

async function readReceipt(placed: PlacedFile): Promise<Receipt | undefined> {
  try {
    return JSON.parse(await readFile(receiptPath(placed), "utf8")) as Receipt;
  } catch (error) {
    if (hasCode(error, "ENOENT") || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function receiptPath({ root, file }: PlacedFile): string {
  const key = createHash("sha256").update(file.path).digest("hex").slice(0, 32);
  return join(root, STATE_FOLDER, `${key}.receipt`);
}
