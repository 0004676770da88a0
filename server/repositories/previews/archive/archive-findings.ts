import type { ArchiveFinding } from "#contract/repositories/archive-listing.ts";
import type { ZipDirectory, ZipEntry } from "../../../platform/formats/zip/zip-entry.ts";

/** Strong encryption and a hidden directory are marked apart from the old password bit. */
const ENCRYPTED_FLAGS = 0x1 | 0x40 | 0x2000;
/** Deflate cannot make less than a thousandth of zeros; real files seldom come to a tenth. */
const EXPANSION = 100;
const EXPANSION_BYTES = 100_000_000;
/** Leads out of the folder, begins at a root or drive, or is not what a reader sees. */
const UNSAFE_NAME =
  /(?:^|[\\/])\.\.(?:[\\/]|$)|^[\\/]|^[A-Za-z]:|[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;

/** What to know of an archive before it is unpacked. */
export function archiveFindings(
  { entries, prefixBytes, trailingBytes }: ZipDirectory,
  archiveBytes: number,
): ArchiveFinding[] {
  const sizeBytes = entries.reduce((sum, entry) => sum + entry.sizeBytes, 0);
  const findings = expansionOf({ sizeBytes, packedBytes: archiveBytes });
  const add = (code: ArchiveFinding["code"], found: readonly ZipEntry[]) => {
    const [first] = found;
    if (first) findings.push({ code, count: found.length, example: shown(first.name) });
  };
  add(
    "unsafe-name",
    entries.filter(({ name }) => isUnsafeName(name)),
  );
  add("encrypted", entries.filter(isEncrypted));
  add("duplicate-name", entries.filter(isRepeated()));
  const foreignBytes = prefixBytes + trailingBytes;
  if (foreignBytes > 0) findings.push({ code: "foreign-bytes", count: foreignBytes, example: "" });
  return findings;
}

/** Whether it unfolds as no honest archive of some size does. */
export function expansionOf({
  sizeBytes,
  packedBytes,
}: {
  sizeBytes: number;
  packedBytes: number;
}): ArchiveFinding[] {
  const expands = sizeBytes > EXPANSION_BYTES && sizeBytes > packedBytes * EXPANSION;
  const count = Math.round(sizeBytes / packedBytes);
  return expands ? [{ code: "expands", count, example: "" }] : [];
}

export function isEncrypted({ flags }: ZipEntry): boolean {
  return (flags & ENCRYPTED_FLAGS) !== 0;
}

/** Whether a name, or where a link leads, is not what it seems or leads out of its folder. */
export function isUnsafeName(name: string): boolean {
  return UNSAFE_NAME.test(name);
}

function isRepeated(): (entry: ZipEntry) => boolean {
  const names = new Set<string>();
  return ({ name }) => {
    const isKnown = names.has(name);
    names.add(name);
    return isKnown;
  };
}

function shown(name: string): string {
  return name.slice(0, 200).toWellFormed();
}
