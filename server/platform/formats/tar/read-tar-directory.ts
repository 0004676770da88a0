import { type RandomAccess, ReadBudgetError } from "../random-access.ts";
import { UnpackError } from "../unpack-stream.ts";
import {
  BLOCK_BYTES,
  parsePaxRecords,
  parseTarHeader,
  type TarHeader,
  textOf,
} from "./tar-header.ts";

/** One file or link of an archive; folders are left out. */
export type TarEntry = {
  /** As written: may be absolute, may contain `..`. */
  name: string;
  sizeBytes: number;
  /** Where a link leads; null for files. */
  target: string | null;
};

export type TarDirectory = {
  entries: TarEntry[];
  /**
   * `whole`: all are listed. `more`: there are too many. `stopped`: to read on would take too long,
   * or too many bytes. `damaged`: what comes after the last one is no archive, or the file ends
   * inside of it.
   */
  state: "whole" | "more" | "stopped" | "damaged";
};

type TarLimits = {
  entries: number;
  /** Asked before each header is read: more than this was enough. */
  isEnough: () => boolean;
};

/** Extended headers hold names; longer ones are not read. */
const EXTENDED_LIMIT_BYTES = 65_536;
const FOLDER = "5";
const LINKS = ["1", "2"];

/**
 * Walks over the headers of a tar archive, passing over the bytes of its files: one small read for
 * each, in the order of the file, so that the limits stand for time as well.
 * @returns undefined when the file does not begin with a header.
 * @throws {UnpackError} when it does not even unpack to one.
 */
export async function readTarDirectory(
  file: RandomAccess,
  limits: TarLimits,
): Promise<TarDirectory | undefined> {
  const entries: TarEntry[] = [];
  try {
    const state = await walk(file, limits, entries);
    return state && { entries, state };
  } catch (error) {
    if (error instanceof ReadBudgetError) return { entries, state: "stopped" };
    if (error instanceof UnpackError && entries.length > 0) return { entries, state: "damaged" };
    throw error;
  }
}

async function walk(
  file: RandomAccess,
  { entries: limit, isEnough }: TarLimits,
  entries: TarEntry[],
): Promise<TarDirectory["state"] | undefined> {
  let known: Partial<TarHeader> = {};
  for (let at = 0; ;) {
    if (isEnough()) return "stopped";
    const block = await file.read(at, at + BLOCK_BYTES);
    const header = parseTarHeader(block);
    if (block.every((byte) => byte === 0)) {
      if (at === 0) return undefined;
      return block.length > 0 ? "whole" : "damaged";
    }
    if (header === undefined) return at === 0 ? undefined : "damaged";
    if (entries.length >= limit) return "more";
    const start = at + BLOCK_BYTES;
    if (isExtended(header)) {
      const bytes = await file.read(
        start,
        start + Math.min(header.sizeBytes, EXTENDED_LIMIT_BYTES),
      );
      known = { ...known, ...extensionOf(header.type, bytes) };
      at = start + padded(header.sizeBytes);
      continue;
    }
    const { name, sizeBytes, type, target } = { ...header, ...known };
    const isLink = LINKS.includes(type);
    if (type !== FOLDER) entries.push({ name, sizeBytes, target: isLink ? target : null });
    known = {};
    at = start + (isLink ? 0 : padded(sizeBytes));
    if (at > file.sizeBytes) return "damaged";
  }
}

/** A global header (`g`) holds no names; it is passed over like the others. */
function isExtended({ type }: TarHeader): boolean {
  return ["x", "g", "L", "K"].includes(type);
}

function extensionOf(type: string, bytes: Buffer): Partial<TarHeader> {
  if (type === "L") return { name: textOf(bytes) };
  if (type === "K") return { target: textOf(bytes) };
  if (type === "g") return {};
  const records = parsePaxRecords(bytes);
  const [name, size, target] = ["path", "size", "linkpath"].map((key) => records.get(key));
  return {
    ...(name === undefined ? {} : { name }),
    ...(size !== undefined && /^\d{1,15}$/u.test(size) ? { sizeBytes: Number(size) } : {}),
    ...(target === undefined ? {} : { target }),
  };
}

function padded(sizeBytes: number): number {
  return Math.ceil(sizeBytes / BLOCK_BYTES) * BLOCK_BYTES;
}
