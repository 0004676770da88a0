import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";

/** What is known of a file's bytes before they are read. */
export type ContentIdentity = {
  sizeBytes: number;
  /** SHA-256 in hex where it is known. */
  sha256: string | null;
  /** The git blob id (SHA-1 over a header and the bytes): it counts where there is no SHA-256. */
  oid: string;
};

export type ContentHash = { update: (bytes: Uint8Array) => void; digest: () => string };

/** Hashes bytes to what `expectedHash` gives for the same file. */
export function createContentHash({ sha256, sizeBytes }: ContentIdentity): ContentHash {
  const hash = createHash(sha256 === null ? "sha1" : "sha256");
  // Source: git's object format, `blob SIZE NUL bytes`.
  if (sha256 === null) hash.update(`blob ${sizeBytes}\0`);
  return {
    update: (bytes) => void hash.update(bytes),
    digest: () => hash.digest("hex"),
  };
}

export function expectedHash({ sha256, oid }: ContentIdentity): string {
  return sha256 ?? oid;
}

export type HashFileOptions = {
  path: string;
  signal?: AbortSignal | undefined;
  onBytes?: (bytes: number) => void;
};

/** The hash of a local file by which it is compared with a repository's file. */
export async function hashContent(
  identity: ContentIdentity,
  options: HashFileOptions,
): Promise<string> {
  const hash = createContentHash(identity);
  await readAll(options, hash.update);
  return hash.digest();
}

/** The SHA-256 of a local file in hex. */
export async function hashFile(options: HashFileOptions): Promise<string> {
  const hash = createHash("sha256");
  await readAll(options, (bytes) => hash.update(bytes));
  return hash.digest("hex");
}

async function readAll(
  { path, signal, onBytes }: HashFileOptions,
  take: (bytes: Uint8Array) => void,
): Promise<void> {
  const file = createReadStream(path, {
    highWaterMark: 1024 * 1024,
    ...(signal === undefined ? {} : { signal }),
  });
  for await (const chunk of file as AsyncIterable<Buffer>) {
    take(chunk);
    onBytes?.(chunk.byteLength);
  }
}
