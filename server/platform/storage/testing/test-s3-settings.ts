import { randomBytes } from "node:crypto";
import { inject } from "vitest";
import type { S3Settings } from "../s3/settings.ts";
import { s3EnvironmentOf } from "./s3-environment.ts";

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
