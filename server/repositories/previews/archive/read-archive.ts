import type { ArchiveFinding } from "#contract/repositories/archive-listing.ts";
import { problem, type Problem } from "#contract/problems.ts";
import type { Context } from "../../../context.ts";
import {
  randomAccess,
  type RandomAccess,
  ReadBudgetError,
} from "../../../platform/formats/random-access.ts";
import { containerOf, SIGNATURE_BYTES } from "../../../platform/formats/file-signature.ts";
import { readZipDirectory } from "../../../platform/formats/zip/read-zip-directory.ts";
import type { ZipDirectory, ZipEntry } from "../../../platform/formats/zip/zip-entry.ts";
import { ZipError, type ZipErrorCode } from "../../../platform/formats/zip/zip-error.ts";
import { UnpackError } from "../../../platform/formats/unpack-stream.ts";
import { inTurns } from "../../../platform/in-turns.ts";
import type { OpenFile } from "../../reading/entry.ts";
import { keptTables } from "../kept-tables.ts";
import { inNaturalOrder } from "../natural-order.ts";
import { readPacked } from "./read-packed.ts";
import { readTar } from "./read-tar.ts";
import type { Archive, ArchiveFile } from "./archive.ts";
import { archiveFindings, isUnsafeName, isEncrypted } from "./archive-findings.ts";

const LIMITS = { entries: 200_000, directoryBytes: 32 * 1024 * 1024 };
const READ_BUDGET_BYTES = 96 * 1024 * 1024;
const ENTRY_BYTES = 120;
/** The PROTO opcode of version 2 and later, with which `torch.save` began before it wrote zips. */
const PICKLE = 0x80;

/** Why a file is not listed: those of a zip, and of what is none. */
type Reason = Exclude<ZipErrorCode, "overlapping"> | "empty" | "legacy-pickle";

const keep = keptTables<Archive>();
/** Directories that are in memory at once, over all requests. */
const inTurn = inTurns(2);

/**
 * The files of an archive by its directory alone. Entries that share bytes are listed, and said.
 * @throws {Problem} `preview-unreadable` with the `reason`.
 */
export function readArchive(store: Context["store"], file: OpenFile): Promise<Archive> {
  return keep(store, {
    key: file.etag,
    build: async () => {
      const archive = await inTurn(() => build(file));
      return { ...archive, files: await inNaturalOrder(archive.files) };
    },
    sizeBytes: ({ files }) =>
      files.reduce((sum, { name }) => sum + 2 * name.length + ENTRY_BYTES, 0),
  });
}

async function build(file: OpenFile): Promise<Archive> {
  const access = randomAccess(file, READ_BUDGET_BYTES);
  try {
    return await readZip(access);
  } catch (error) {
    if (error instanceof ReadBudgetError) throw refusal("too-large", "Its directory is too large");
    if (!(error instanceof ZipError)) throw error;
    if (error.code === "overlapping") throw refusal("broken", error.message);
    if (error.code !== "not-a-zip") throw refusal(error.code, error.message);
    return readOther(file, access);
  }
}

async function readOther(file: OpenFile, access: RandomAccess): Promise<Archive> {
  const container = containerOf(await access.read(0, SIGNATURE_BYTES));
  if (container === "gzip" || container === "zstd") return await unpackOrRefuse(file, container);
  const tar = await readTar(access);
  if (tar === undefined) return await refuseOther(access);
  return { ...tar, format: "tar", packedBytes: access.sizeBytes };
}

async function unpackOrRefuse(file: OpenFile, packing: "gzip" | "zstd"): Promise<Archive> {
  try {
    return await readPacked(file, packing);
  } catch (error) {
    if (error instanceof UnpackError) throw refusal("broken", error.message);
    throw error;
  }
}

async function readZip(access: RandomAccess): Promise<Archive> {
  const { directory, isOverlapping } = await readDirectory(access);
  const entries = directory.entries.filter((entry) => !isFolder(entry));
  const findings = archiveFindings({ ...directory, entries }, access.sizeBytes);
  const overlapping: ArchiveFinding = { code: "overlapping", count: 1, example: "" };
  return {
    format: "zip",
    files: entries.map(toFile),
    packedBytes: entries.reduce((sum, { compressedBytes }) => sum + compressedBytes, 0),
    findings: isOverlapping ? [overlapping, ...findings] : findings,
  };
}

async function readDirectory(
  access: RandomAccess,
): Promise<{ directory: ZipDirectory; isOverlapping: boolean }> {
  try {
    return { directory: await readZipDirectory(access, LIMITS), isOverlapping: false };
  } catch (error) {
    if (!(error instanceof ZipError) || error.code !== "overlapping") throw error;
    const directory = await readZipDirectory(access, { ...LIMITS, mayOverlap: true });
    return { directory, isOverlapping: true };
  }
}

async function refuseOther(access: RandomAccess): Promise<never> {
  if (access.sizeBytes === 0) throw refusal("empty", "The file is empty");
  const [first] = await access.read(0, 1);
  throw first === PICKLE
    ? refusal("legacy-pickle", "It is a pickle: it has no list of what it holds")
    : refusal("not-a-zip", "It is no zip, tar, gzip or zstd archive");
}

function refusal(reason: Reason, detail: string): Problem {
  return problem("preview-unreadable", { detail, extra: { reason } });
}

function isFolder({ name, sizeBytes }: ZipEntry): boolean {
  return sizeBytes === 0 && name.endsWith("/");
}

function toFile(entry: ZipEntry): ArchiveFile {
  const { name, sizeBytes, compressedBytes } = entry;
  return {
    name: name.toWellFormed(),
    sizeBytes,
    compressedBytes,
    isEncrypted: isEncrypted(entry),
    isUnsafe: isUnsafeName(entry.name),
  };
}
