import { isProblem, problem } from "#contract/problems.ts";
import { errorCode, storageFull } from "../storage-problem.ts";

/** Error codes by which servers say that there is no room. */
export const FULL: ReadonlySet<string> = new Set([
  "InsufficientCapacity",
  "QuotaExceeded",
  "XMinioStorageFull",
  "XMinioStorageQuotaExceeded",
]);
/** Bytes that were changed or cut on their way: they are sent again. */
const DAMAGED: ReadonlySet<string> = new Set([
  "BadDigest",
  "IncompleteBody",
  "InvalidDigest",
  "XAmzContentChecksumMismatch",
  "XAmzContentSHA256Mismatch",
]);
const PASSING: ReadonlySet<string> = new Set([
  "InternalError",
  "RequestTimeout",
  "ServiceUnavailable",
  "SlowDown",
  "TimeoutError",
]);
const BROKEN_CONNECTION: ReadonlySet<string> = new Set([
  "EAI_AGAIN",
  "ECONNABORTED",
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EPIPE",
  "ERR_STREAM_PREMATURE_CLOSE",
  "ETIMEDOUT",
  "HPE_INVALID_CONSTANT",
  "UND_ERR_SOCKET",
]);
const RETRY_AFTER_SECONDS = 5;

/** The code of S3's own error document, such as `NoSuchUpload`. */
export function hasBucketCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && codes.includes(error.name);
}

/** The HTTP status of a refused request; undefined when none came. */
export function statusOf(error: unknown): number | undefined {
  if (typeof error !== "object" || error === null || !("$metadata" in error)) return undefined;
  const { $metadata: metadata } = error;
  if (typeof metadata !== "object" || metadata === null) return undefined;
  return "httpStatusCode" in metadata && typeof metadata.httpStatusCode === "number"
    ? metadata.httpStatusCode
    : undefined;
}

export function isBucketMissing(error: unknown): boolean {
  return hasBucketCode(error, "NoSuchKey", "NotFound") || statusOf(error) === 404;
}

/** Whether the same request may succeed a moment later. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const status = statusOf(error);
  return (
    DAMAGED.has(error.name) ||
    PASSING.has(error.name) ||
    BROKEN_CONNECTION.has(errorCode(error) ?? "") ||
    (status !== undefined && (status === 429 || (status >= 500 && status !== 507)))
  );
}

/**
 * What a client is told of a failure of the bucket. What says something of one object or upload
 * stays as it is: the caller knows what it means.
 */
export function asBucketProblem(error: unknown): unknown {
  if (isProblem(error) || !(error instanceof Error)) return error;
  const status = statusOf(error);
  if (FULL.has(error.name) || status === 507) return storageFull(error);
  if (isPassing(error)) {
    return problem("unavailable", {
      detail: "The object storage does not answer as it should",
      hint: "Try again in a moment; what has arrived is kept",
      retryAfterSeconds: RETRY_AFTER_SECONDS,
      cause: error,
    });
  }
  if (status === 401 || status === 403 || error.name === "NoSuchBucket") {
    return problem("unavailable", {
      detail: "The object storage refuses what this server asks of it",
      hint: "The operator finds the reason in the server's log",
      cause: error,
    });
  }
  return error;
}
