import { isProblem, problem, type Problem } from "#contract/problems.ts";
import { HostRefusedError } from "../../network/index.ts";
import { FULL, isPassing, statusOf } from "../s3/bucket-error.ts";
import { errorCode } from "../storage-problem.ts";

type Refusal =
  | "bucket-missing"
  | "key-unknown"
  | "secret-wrong"
  | "region-wrong"
  | "clock"
  | "denied";

const REFUSALS: Readonly<Record<string, Refusal>> = {
  NoSuchBucket: "bucket-missing",
  InvalidBucketName: "bucket-missing",
  InvalidAccessKeyId: "key-unknown",
  XAdminUserNotFound: "key-unknown",
  SignatureDoesNotMatch: "secret-wrong",
  AuthorizationHeaderMalformed: "region-wrong",
  PermanentRedirect: "region-wrong",
  IllegalLocationConstraintException: "region-wrong",
  RequestTimeTooSkewed: "clock",
  AccessDenied: "denied",
  AllAccessDisabled: "denied",
};

const WORDS: Readonly<Record<Refusal, string>> = {
  "bucket-missing": "there is no such bucket",
  "key-unknown": "it does not know the access key",
  "secret-wrong": "the secret does not belong to the access key",
  "region-wrong": "the bucket lies in another region",
  clock: "its clock and that of this server differ by minutes",
  denied: "the access key may not do this",
};

/** What a certificate, or no HTTP at all, makes of a connection. */
const NO_CONNECTION = /^(CERT_|ERR_TLS|ERR_SSL|DEPTH_|SELF_SIGNED|UNABLE_TO|HPE_|EPROTO$)/;

/**
 * What its owner is told of a failure of their bucket: never what the server answered, which may be
 * anybody's page. Errors that say nothing of the bucket stay as they are.
 */
export function asForeignProblem(error: unknown, doing: string): unknown {
  const cause = causeOf(error);
  if (!(cause instanceof Error) || isProblem(cause)) return error;
  if (hasCause(cause, HostRefusedError)) return endpointRefused(cause);
  const status = statusOf(cause);
  const extra = { doing };
  if (FULL.has(cause.name) || status === 507) return problem("bucket-full", { extra, cause });
  const refusal = REFUSALS[cause.name] ?? (status === 401 || status === 403 ? "denied" : undefined);
  if (refusal !== undefined) {
    return problem("bucket-refused", {
      detail: `The object storage refuses to ${doing}: ${WORDS[refusal]}`,
      extra: { ...extra, reason: refusal },
      cause,
    });
  }
  const code = errorCode(cause) ?? "";
  const isConnection = NO_CONNECTION.test(code) || cause.name === "TimeoutError";
  if (isConnection || isPassing(cause)) {
    return problem("bucket-unreachable", {
      detail: `The object storage does not answer, or breaks off, when asked to ${doing}`,
      extra,
      cause,
    });
  }
  if (status === undefined) return error;
  return problem("bucket-refused", {
    detail: `The object storage does not ${doing}: it answers ${status}`,
    extra: { ...extra, reason: "other" },
    cause,
  });
}

export function endpointRefused(cause?: unknown): Problem {
  return problem("endpoint-refused", {
    detail: "endpoint: leads to a host that this gallery does not connect to",
    hint: "Ask the operator to allow it, or take an endpoint on the internet",
    issues: [
      {
        pointer: "/endpoint",
        message: "leads to a host that is not allowed",
        code: "storage-host",
      },
    ],
    cause,
  });
}

/** Under the problem that a client of the gallery's own bucket would be told. */
function causeOf(error: unknown): unknown {
  if (!isProblem(error)) return error;
  if (error.code === "unavailable") return error.cause ?? error;
  // The disk of this machine may be full as well: that is no news of the bucket.
  const isOfBucket = error.code === "storage-full" && statusOf(error.cause) !== undefined;
  return isOfBucket ? error.cause : error;
}

function hasCause(error: Error, type: typeof HostRefusedError): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (at instanceof type) return true;
  }
  return false;
}
