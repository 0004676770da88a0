export type WorkerRequest =
  | { type: "hash"; file: Blob; wantsOid: boolean }
  | { type: "read"; files: SmallFile[] };

/** `sizeBytes` as it was when the file was chosen. */
export type SmallFile = { file: File; sizeBytes: number; wantsOid: boolean };

/** The hashes of a small file and where it begins in the bytes of all of them. */
export type ReadFile =
  | { start: number; sha256: string; oid?: string }
  /** It was written to, moved or removed since it was chosen. */
  | { isChanged: true };

export type WorkerReply =
  | { type: "hashed"; hashedBytes: number }
  | { type: "done"; sha256: string; oid?: string }
  | { type: "read"; read: ReadFile[]; bytes: ArrayBuffer }
  | { type: "failed"; name: string; message: string };
