import { createHash } from "node:crypto";
import { problem } from "#contract/problems.ts";
import type { Limits } from "../../config.ts";
import type { ExpectedSource } from "../bucket-transfers/store/transfers.ts";
import type { ImportSource, SourceFile } from "./import-source.ts";
import { refuseNameFaults } from "./name-faults.ts";

/** What a source had when it was looked at. */
export type SourceListing = { files: SourceFile[]; sizeBytes: number };

/**
 * PUB-12: everything that a source has, within what one import may bring.
 * @throws {Problem} `source-empty`, `source-too-large`, `source-names-invalid`.
 */
export async function listSource(
  source: ImportSource,
  { limits, signal }: { limits: Limits; signal: AbortSignal },
): Promise<SourceListing> {
  const files: SourceFile[] = [];
  let sizeBytes = 0;
  for await (const file of source.list(signal)) {
    files.push(file);
    sizeBytes += file.sizeBytes;
    if (files.length > limits.importFiles) throw tooLarge(`${limits.importFiles} files`, limits);
    if (sizeBytes > limits.importBytes) throw tooLarge(`${limits.importBytes} bytes`, limits);
  }
  if (files.length === 0) throw problem("source-empty");
  refuseNameFaults(files.map(({ path }) => path));
  return { files, sizeBytes };
}

function tooLarge(limit: string, { importFiles, importBytes }: Limits) {
  return problem("source-too-large", {
    detail: `There is more at this path than the ${limit} that one import may bring`,
    hint: "Import folder by folder, or use the command line",
    extra: { importFiles, importBytes },
  });
}

/**
 * PUB-12: the source must be what it was when the import began.
 * @throws {Problem} `source-changed`, with both counts, or the first file that is another.
 */
export function requireUnchanged(before: SourceListing, after: SourceListing): void {
  if (before.files.length !== after.files.length || before.sizeBytes !== after.sizeBytes) {
    throw problem("source-changed", {
      detail:
        `It had ${before.files.length} files with ${before.sizeBytes} bytes when the import began, ` +
        `and has ${after.files.length} with ${after.sizeBytes} now`,
      extra: {
        beforeFiles: before.files.length,
        beforeBytes: before.sizeBytes,
        afterFiles: after.files.length,
        afterBytes: after.sizeBytes,
      },
    });
  }
  const known = new Map(before.files.map((file) => [file.path, file]));
  for (const { path, sizeBytes, entityTag } of after.files) {
    const file = known.get(path);
    const isSame = file?.sizeBytes === sizeBytes && file.entityTag === entityTag;
    if (!isSame) throw fileChanged(path);
  }
}

export function fileChanged(path: string) {
  return problem("source-changed", {
    detail: `${path} is not what it was when the import began`,
    extra: { names: [{ name: path, reason: "changed" }] },
  });
}

/** SHA-256 of every path, size and entity tag, as hex: another one, another source. */
export function digestOf({ files }: SourceListing): string {
  const hash = createHash("sha256");
  for (const { path, sizeBytes, entityTag } of files.toSorted(byPath)) {
    hash.update(JSON.stringify([path, sizeBytes, entityTag]));
  }
  return hash.digest("hex");
}

function byPath(one: SourceFile, other: SourceFile): number {
  if (one.path === other.path) return 0;
  return one.path < other.path ? -1 : 1;
}

/**
 * PUB-12: the source must be what was written down.
 * @throws {Problem} `source-not-expected`, with both counts.
 */
export function requireExpected(expected: ExpectedSource, listing: SourceListing): void {
  if (digestOf(listing) === expected.digest) return;
  throw problem("source-not-expected", {
    detail:
      `${expected.name} has ${expected.files} files with ${expected.sizeBytes} bytes; there are ` +
      `${listing.files.length} with ${listing.sizeBytes} now, or some are others`,
    extra: {
      name: expected.name,
      beforeFiles: expected.files,
      beforeBytes: expected.sizeBytes,
      afterFiles: listing.files.length,
      afterBytes: listing.sizeBytes,
    },
  });
}
