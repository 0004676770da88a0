import { errorCode } from "../storage-problem.ts";
import { statusOf } from "./bucket-error.ts";
import type { S3Settings } from "./settings.ts";

/** A bucket that cannot be used as it is configured; the message names the setting. */
export class BucketError extends Error {
  override name = "BucketError";
}

const REASONS: Readonly<Record<string, (settings: S3Settings) => string>> = {
  NoSuchBucket: ({ bucket }) => `S3_BUCKET: there is no bucket ${JSON.stringify(bucket)}`,
  InvalidBucketName: ({ bucket }) => `S3_BUCKET: ${JSON.stringify(bucket)} is no bucket's name`,
  InvalidAccessKeyId: () => "S3_ACCESS_KEY_ID: the server does not know this key",
  XAdminUserNotFound: () => "S3_ACCESS_KEY_ID: the server does not know this key",
  SignatureDoesNotMatch: () =>
    "S3_SECRET_ACCESS_KEY: the signature is wrong: the secret does not belong to the key id",
  RequestTimeTooSkewed: () =>
    "The clock of this machine is wrong: it differs from the object storage's by minutes",
  AuthorizationHeaderMalformed: ({ region }) =>
    `S3_REGION: ${JSON.stringify(region)} is not the region of the bucket`,
  PermanentRedirect: ({ region }) =>
    `S3_REGION: ${JSON.stringify(region)} is not the region of the bucket`,
  IllegalLocationConstraintException: ({ region }) =>
    `S3_REGION: ${JSON.stringify(region)} is not the region of the bucket`,
  CredentialsProviderError: () =>
    "S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY: not set, and this machine has no other credentials",
};

/** Says what an operator can mend. @param right what was being tried. */
export function explainRefusal(
  error: unknown,
  { settings, right }: { settings: S3Settings; right: string },
): Error {
  if (error instanceof BucketError) return error;
  const cause = causeOf(error);
  const reason = REASONS[cause.name]?.(settings) ?? otherReason(cause, { settings, right });
  return new BucketError(`The object storage cannot be used.\n${reason}`, { cause });
}

function otherReason(
  cause: Error,
  { settings, right }: { settings: S3Settings; right: string },
): string {
  const { bucket, endpoint } = settings;
  const where = endpoint ?? `Amazon S3 in ${settings.region}`;
  if (cause.name === "AccessDenied" || cause.name === "Forbidden") {
    return `S3_ACCESS_KEY_ID: it may not ${right} in the bucket ${JSON.stringify(bucket)}`;
  }
  const status = statusOf(cause);
  if (status === 401 || status === 403) {
    return `S3_ACCESS_KEY_ID: ${where} does not accept it: ${cause.name}: ${cause.message}`;
  }
  const code = errorCode(cause);
  if (code !== undefined || cause.name === "TimeoutError") {
    return `S3_ENDPOINT: ${where} cannot be reached (${code ?? cause.name})`;
  }
  return `S3_ENDPOINT: ${where} does not let us ${right}: ${cause.name}: ${cause.message}`;
}

/** Under the problem that a client would be told. */
function causeOf(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  return error.name === "Problem" && error.cause instanceof Error ? error.cause : error;
}
