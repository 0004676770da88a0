import type { Bucket } from "./bucket.ts";
import type { ObjectNames } from "./object-names.ts";
import type { VerifyThread } from "./verify-thread-client.ts";

/** What the parts of one S3 store share. */
export type StoreParts = {
  bucket: Bucket;
  names: ObjectNames;
  /** Where pieces gather before they are sent. */
  spoolFolder: string;
  verifier: VerifyThread;
  /** The server refuses bytes that do not have the SHA-256 they come with. */
  checksChecksums: boolean;
  /** The server refuses to write over an object where that is asked of it. */
  knowsConditions: boolean;
};
