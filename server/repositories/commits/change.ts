import type { DatabaseTransaction } from "../../platform/database/index.ts";
import type { ByteInterval } from "../reading/entry.ts";

/** Where the bytes of a file come from. */
export type ChangeSource =
  | { bytes: Uint8Array }
  /** A stored content that the actor may use, or a part of it; a size that is given must be its own. */
  | { sha256: string; sizeBytes?: number; range?: ByteInterval }
  /** A finished upload session of the actor for this repository, or a part of its bytes. */
  | { uploadId: string; range?: ByteInterval };

/** One change of a commit; changes apply in their order. */
export type Change =
  | { op: "put"; path: string; source: ChangeSource }
  | { op: "delete"; path: string }
  | { op: "delete-folder"; path: string }
  /** Of a file, or of a folder with everything in it. */
  | { op: "rename"; from: string; to: string };

export type ChangeSet = {
  /** A branch, or the full name of a pull request's ref. */
  branch: string;
  title: string;
  description?: string;
  /** The head that the writer saw: 412 `parent-stale` when the branch is elsewhere. */
  expectedHead?: string;
  operations: readonly Change[];
  /** The namespace to which the bytes were uploaded; the repository's own when absent. */
  senderId?: number;
  /** Joins a transaction, as when an asset and its first commit are made together. */
  trx?: DatabaseTransaction;
  /** Runs in the commit's own transaction, as its last step: what it throws undoes the commit. */
  andThen?: (trx: DatabaseTransaction, result: CommitResult) => Promise<void>;
};

export type CommitResult = {
  commit: string;
  /** False when nothing changed: then `commit` is the head that was there. */
  isNew: boolean;
};
