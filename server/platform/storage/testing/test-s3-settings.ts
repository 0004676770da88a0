import { randomBytes } from "node:crypto";
import { inject } from "vitest";
import type { S3Settings } from "../s3/settings.ts";

/**
 * A part of the test server's bucket that nobody else uses; null where this run of the tests is
 * about the data folder.
 */
export function testS3Settings(): S3Settings | null {
  return process.env["GALLERY_TEST_STORE"] === "s3" ? requireTestS3() : null;
}

/** For tests that are about buckets alone. */
export function requireTestS3(): S3Settings {
  return { ...inject("s3Settings"), prefix: `${randomBytes(8).toString("hex")}/` };
}

/** The same as an operator sets it. */
export function testS3Environment(): Record<string, string> {
  return s3EnvironmentOf(testS3Settings());
}

/** For another process on the same bucket. */
export function s3EnvironmentOf(settings: S3Settings | null): Record<string, string> {
  if (settings === null) return {};
  const { bucket, endpoint, credentials, prefix, isDirect } = settings;
  return {
    S3_BUCKET: bucket,
    S3_ENDPOINT: endpoint ?? "",
    S3_ACCESS_KEY_ID: credentials?.accessKeyId ?? "",
    S3_SECRET_ACCESS_KEY: credentials?.secretAccessKey ?? "",
    S3_PREFIX: prefix,
    S3_DIRECT: String(isDirect),
  };
}
