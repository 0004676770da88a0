import type { ArchiveFinding } from "#contract/repositories/archive-listing.ts";
import type { RandomAccess } from "../../../platform/formats/random-access.ts";
import {
  readTarDirectory,
  type TarDirectory,
} from "../../../platform/formats/tar/read-tar-directory.ts";
import { isUnsafeName } from "./archive-findings.ts";
import type { Archive } from "./archive.ts";

/** A header costs a read of its own, so both stand for time. */
const FILES = 20_000;
const READ_TIME_MS = 5000;
const EXAMPLE_LENGTH = 200;

/** @returns undefined when the file is no tar archive. */
export async function readTar(
  file: RandomAccess,
): Promise<Pick<Archive, "files" | "findings"> | undefined> {
  const start = performance.now();
  const isEnough = () => performance.now() - start > READ_TIME_MS;
  const directory = await readTarDirectory(file, { entries: FILES, isEnough });
  if (directory === undefined) return undefined;
  const files = directory.entries.map(({ name, sizeBytes, target }) => ({
    name: name.toWellFormed(),
    sizeBytes,
    compressedBytes: sizeBytes,
    isEncrypted: false,
    isUnsafe: isUnsafeName(name) || (target !== null && isUnsafeName(target)),
  }));
  const unsafe = files.filter(({ isUnsafe }) => isUnsafe);
  const [first] = unsafe;
  const example = first?.name.slice(0, EXAMPLE_LENGTH) ?? "";
  const findings: ArchiveFinding[] = first
    ? [{ code: "unsafe-name", count: unsafe.length, example }]
    : [];
  return { files, findings: [...stateOf(directory), ...findings] };
}

const STATE_CODES = { more: "more-files", stopped: "stopped", damaged: "incomplete" } as const;

function stateOf({ state, entries }: TarDirectory): ArchiveFinding[] {
  if (state === "whole") return [];
  return [
    {
      code: STATE_CODES[state],
      count: entries.length,
      example: entries.at(-1)?.name.slice(0, EXAMPLE_LENGTH) ?? "",
    },
  ];
}
