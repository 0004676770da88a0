import type { TestProject } from "vitest/node";
import { s3ServerPath } from "../../../../tools/s3-server.mjs";
import type { S3Settings } from "../s3/settings.ts";
import { startS3Server } from "./s3-server.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The S3 server of the run; each test takes a prefix of its own. */
    s3Settings: S3Settings;
  }
}

/** One S3 server for the whole run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startS3Server(s3ServerPath);
  project.provide("s3Settings", server.settings);
  return () => server.stop();
}
