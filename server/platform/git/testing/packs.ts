import { createHash } from "node:crypto";
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import type { ObjectType } from "../object-id.ts";
import { entryHeader, OFFSET_DELTA, packHeader, REFERENCE_DELTA } from "../pack-format.ts";

/** An entry of a pack as a hostile sender may write it. */
export type RawEntry = { header: Buffer; packed: Buffer };

export function wholeEntry(type: ObjectType, bytes: Buffer): RawEntry {
  return { header: entryHeader(type, bytes.length), packed: deflateSync(bytes) };
}

/** @param base an id, or how far back the base begins. */
export function deltaEntry(base: string | number, delta: Buffer): RawEntry {
  const type = typeof base === "string" ? REFERENCE_DELTA : OFFSET_DELTA;
  const header = entryHeader("commit", delta.length);
  header[0] = ((header[0] ?? 0) & 0x8f) | (type << 4);
  const place = typeof base === "string" ? Buffer.from(base, "hex") : distance(base);
  return { header: Buffer.concat([header, place]), packed: deflateSync(delta) };
}

/** A delta that inserts all of a text. */
export function insertingDelta(baseBytes: number, text: string): Buffer {
  return Buffer.concat([
    Buffer.from([baseBytes & 127, text.length, text.length]),
    Buffer.from(text),
  ]);
}

function distance(value: number): Buffer {
  const bytes = [value & 127];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) {
    rest -= 1;
    bytes.unshift((rest & 127) | 128);
  }
  return Buffer.from(bytes);
}

/** A pack with its right checksum. @param count default: the number of the entries. */
export function packOf(entries: readonly RawEntry[], count = entries.length): Buffer {
  const parts = entries.flatMap(({ header, packed }) => [header, packed]);
  return sealed(Buffer.concat([packHeader(count), ...parts]));
}

export function sealed(pack: Buffer): Buffer {
  return Buffer.concat([pack, createHash("sha1").update(pack).digest()]);
}

/** A pack and an empty file, both open, as a push has them. */
export function asFiles(pack: Buffer): {
  files: { pack: number; packBytes: number; out: number };
  remove: () => void;
} {
  const folder = mkdtempSync(join(tmpdir(), "packs-"));
  const [file, out] = [openSync(join(folder, "pack"), "w+"), openSync(join(folder, "out"), "w+")];
  writeSync(file, pack);
  rmSync(folder, { recursive: true });
  return {
    files: { pack: file, packBytes: pack.length - 20, out },
    remove: () => [file, out].forEach((open) => closeSync(open)),
  };
}
