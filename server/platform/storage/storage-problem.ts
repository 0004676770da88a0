import { problem, type Problem } from "#contract/problems.ts";

/** No space, over the disk quota, over the largest file that the system or its limits allow. */
const FULL: ReadonlySet<string> = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);

/** Tells a full disk in words that a client understands; any other error stays what it is. */
export function asStorageError(error: unknown): unknown {
  return FULL.has(errorCode(error) ?? "") ? storageFull(error) : error;
}

export function storageFull(cause?: unknown): Problem {
  return problem("storage-full", {
    detail: "The server's storage has no room for these bytes",
    hint: "Ask the operator to free or add space, then send again",
    cause,
  });
}

/** The system's name of an error, such as `ENOENT`. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : undefined;
}

export function isMissing(error: unknown): boolean {
  return errorCode(error) === "ENOENT";
}
