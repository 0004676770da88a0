import { statfs } from "node:fs/promises";
import { type Problem, problem } from "#contract/problems.ts";
import { hasCode } from "./file-lock.ts";

/** The bytes are not those that the repository names. */
export function wrongHash(path: string): Problem {
  return problem("hash-mismatch", {
    detail: `The bytes received for ${path} do not have the hash that the repository names`,
    hint: "The file was not kept. Try again; if it happens again, tell the gallery's operator",
  });
}

/** @throws {Problem} `storage-full`, before the first byte of a file that cannot fit. */
export async function refuseWithoutSpace(folder: string, neededBytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const freeBytes = bavail * bsize;
  if (freeBytes >= neededBytes) return;
  throw problem("storage-full", {
    detail: `${folder} has ${freeBytes} bytes free, ${neededBytes} are needed`,
    hint: "Make room, or download to another disk with --local-dir",
  });
}

/** What the local disk refuses, in words; anything else as it is. */
export function asLocalProblem(error: unknown, target: string): unknown {
  if (hasCode(error, "ENOSPC") || hasCode(error, "EDQUOT")) {
    return problem("storage-full", {
      detail: `The disk is full: ${target} could not be written`,
      hint: "Make room and start again: what has arrived is kept",
      cause: error,
    });
  }
  const isBlocked = ["ENOTDIR", "EISDIR", "EEXIST"].some((code) => hasCode(error, code));
  if (!isBlocked) return error;
  return problem("path-conflict", {
    detail: `${target} cannot be written: a file lies where a folder belongs, or the reverse`,
    hint: "Move what is in the way, or download to another folder with --local-dir",
    cause: error,
  });
}
