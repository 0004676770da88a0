/**
 * Where bytes lie. One directory or one bucket; which file they belong to, who may read them and
 * when they go is the business of the callers.
 */
export type ObjectStore = {
  /**
   * Stores a whole stream in constant memory. When the promise resolves, the bytes are verified
   * and durable; when it rejects, nothing is left behind.
   * @throws {Problem} `hash-mismatch`, `size-mismatch`, `storage-full`; whatever the source throws.
   */
  write: (source: ByteSource, options?: WriteOptions) => Promise<StoredObject>;

  /**
   * Stores small objects that are in memory, far faster than one after the other. When the promise
   * resolves, all of them are verified and durable; when it rejects, nothing is left behind.
   * @returns in the order of the objects. @throws {Problem} `hash-mismatch`, `storage-full`.
   */
  writeMany: (objects: readonly HashedBytes[]) => Promise<StoredObject[]>;

  /**
   * The bytes of an object, or of a part of it, in large chunks. Stop iterating to release it.
   * @throws {ObjectMissingError} on the first chunk; an Error when the object ends too early.
   */
  read: (key: ObjectKey, options?: ReadOptions) => AsyncGenerator<Buffer, void, undefined>;

  /** How many bytes an object has; undefined when there is none. */
  size: (key: ObjectKey) => Promise<number | undefined>;

  /**
   * Where an object lies as a file of its own, which nobody may change, for programs that read files
   * only. Absent in stores that have no files.
   */
  localPath?: (key: ObjectKey) => string;

  /** Bytes that still fit; absent in stores that know no end. */
  freeBytes?: () => Promise<number>;

  /** Frees an object. Removing what is not there is no error. */
  remove: (key: ObjectKey) => Promise<void>;

  /** Every object in no order, for the collector's search for orphans and for backups. */
  list: () => AsyncGenerator<ListedObject, void, undefined>;

  /**
   * Prepares an upload in parts.
   * @param sizeBytes the size of the whole; bytes beyond it are refused.
   * @param options the hash that its commit will expect, where it is known.
   * @throws {Problem} `storage-full` when it cannot fit.
   */
  openStaging: (
    sizeBytes: number,
    options?: Pick<CommitOptions, "expectedSha256">,
  ) => Promise<StagingKey>;

  /**
   * Writes one part. Parts may come in any order, in parallel, twice, and overlapping: the first
   * bytes at a place that were acknowledged stay. When the promise resolves the part survives a
   * crash; when the source fails in between, so does what arrived until then.
   * @throws {Problem} `upload-not-found`, `size-mismatch` (the part is shorter or longer than its
   * size, or reaches over the end), `storage-full`; whatever the source throws.
   */
  writeStagingPart: (key: StagingKey, part: StagingPart) => Promise<void>;

  /** What has arrived durably, also after a restart. @throws {Problem} `upload-not-found`. */
  stagingState: (key: StagingKey) => Promise<StagingState>;

  /**
   * Makes an object of a complete upload: verified and durable when the promise resolves. Asked
   * again after a crash it gives the same answer. Bytes with another hash are discarded.
   * @throws {Problem} `upload-not-found`, `upload-incomplete`, `hash-mismatch`, `storage-full`.
   */
  commitStaging: (key: StagingKey, options?: CommitOptions) => Promise<StoredObject>;

  /** Forgets an upload that is not committed; parts on their way fail. */
  discardStaging: (key: StagingKey) => Promise<void>;

  /** Removes uploads and unfinished writes that nothing has touched for this long. */
  sweepStaging: (options: { untouchedForMs: number }) => Promise<{ removed: number }>;

  /** Where clients may move bytes past this server; absent where they cannot. */
  direct?: DirectTransfer;

  /** Ends what runs in the background and releases all files. */
  close: () => Promise<void>;
};

/** Addresses that authorise themselves, for a while, for exactly these bytes. */
export type DirectTransfer = {
  /** Origin of all addresses. */
  origin: string;

  /**
   * Where a client sends parts of an upload. What was sent is received: `stagingState` tells it.
   * @param parts each one whole: from a multiple of the upload's part size to the next one.
   * @throws {Problem} `upload-not-found`; `validation-failed` for a span that is no whole part.
   */
  addressParts: (key: StagingKey, parts: readonly AskedPart[]) => Promise<DirectPart[]>;

  /** Where a client reads an object, as an attachment of this type and name. */
  addressObject: (
    key: ObjectKey,
    options: { mediaType: string; disposition: string },
  ) => Promise<string>;
};

/** @property crc32 of its bytes, base64: a connection that breaks must never leave half of them. */
export type AskedPart = ByteSpan & { crc32: string };

/** The request is a PUT of exactly these bytes with exactly these headers. */
export type DirectPart = ByteSpan & {
  url: string;
  headers: Record<string, string>;
  expiresAt: Date;
};

/** Opaque and random: knowing a hash does not lead to an object. */
export type ObjectKey = string;

/** Names an upload; it becomes the key of the object that the upload makes. */
export type StagingKey = string;

export type ByteSource = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

export type WriteOptions = {
  /** 64 lower-case hexadecimal digits. */
  expectedSha256?: string;
  expectedSizeBytes?: number;
  /** Ends a write whose source has stalled. */
  signal?: AbortSignal;
  ownsChunks?: OwnsChunks;
  /** False for who checks the bytes while they come: the answer's `sha256` may then be empty. */
  needsSha256?: boolean;
};

/**
 * Whether the chunks of a source are the store's alone, as those of a request's body are: then
 * their memory is given back as soon as they are written, and who still looks finds them empty.
 */
export type OwnsChunks = boolean;

export type ReadOptions = {
  /** First byte; 0 when absent. */
  start?: number;
  /** The byte after the last one; the object's end when absent. */
  end?: number;
  /**
   * A chunk is only valid until the next one is asked for: the same memory comes again. More than
   * twice as fast for who hands each chunk on and waits until it is gone.
   */
  reuseBuffers?: boolean;
  signal?: AbortSignal;
};

export type StagingPart = {
  /** Where the first byte of the part lies in the whole. */
  offset: number;
  source: ByteSource;
  /** Size of the part, when it is known. */
  sizeBytes?: number;
  signal?: AbortSignal;
  ownsChunks?: OwnsChunks;
};

/** Bytes from `start` up to, not including, `end`. */
export type ByteSpan = { start: number; end: number };

export type StagingState = {
  sizeBytes: number;
  /** Sorted, apart from each other, durable. */
  received: ByteSpan[];
  receivedBytes: number;
  /** How far the contiguous prefix is hashed in this process. */
  hashedBytes: number;
  /** Parts of this size, at multiples of it, are what the store takes best. */
  partSizeBytes: number;
};

export type CommitOptions = {
  expectedSha256?: string;
  signal?: AbortSignal;
};

/** Bytes with the hash that they must have once they are stored: 64 lower-case hexadecimal digits. */
export type HashedBytes = { bytes: Uint8Array; sha256: string };

export type StoredObject = {
  key: ObjectKey;
  sha256: string;
  sizeBytes: number;
};

export type ListedObject = {
  key: ObjectKey;
  sizeBytes: number;
  storedAt: Date;
};

/** An object that the database knows and the store does not: damage, never a user's mistake. */
export class ObjectMissingError extends Error {
  readonly key: ObjectKey;

  constructor(key: ObjectKey, options?: ErrorOptions) {
    super(`object ${key} is not in the store`, options);
    this.name = "ObjectMissingError";
    this.key = key;
  }
}
