import { setImmediate } from "node:timers/promises";
import type { RandomAccess } from "../random-access.ts";
import { checkPlaces, Findings, type Place } from "./findings.ts";
import { GGML_TYPES } from "./ggml-types.ts";
import { GgufReader } from "./gguf-values.ts";
import { METADATA_LIMIT } from "./metadata.ts";
import { SequentialReader } from "./sequential-reader.ts";
import {
  checkTensorCount,
  countParameters,
  type MetadataEntry,
  quoted,
  type Tensor,
  type TensorFile,
  TensorFileError,
} from "./tensor-file.ts";

const MAGIC = "GGUF";
const PREAMBLE_BYTES = 24;
const FIRST_READ_BYTES = 65_536;
const VERSIONS = [2, 3];
const ENTRY_LIMIT = 65_536;
const KEY_LIMIT_BYTES = 65_535;
const NAME_LIMIT_BYTES = 1024;
const RANK_LIMIT = 16;
const DEFAULT_ALIGNMENT = 32;
const TENSORS_AT_ONCE = 2000;

type Declared = { tensor: Tensor; offset: number };

/**
 * Reads the header of a GGUF file of version 2 or 3, of either byte order: key/values, of long
 * lists only the beginning, and the tensors. Source: docs/gguf.md (github.com/ggml-org/ggml).
 * @throws {TensorFileError} when there is no header that could be shown.
 */
export async function readGguf(file: RandomAccess): Promise<TensorFile> {
  if (file.sizeBytes === 0) throw new TensorFileError("empty", "The file is empty");
  const bytes = new SequentialReader(file, { firstReadBytes: FIRST_READ_BYTES });
  const { version, isLittleEndian } = await readPreamble(file, bytes);
  const reader = new GgufReader(bytes, isLittleEndian);
  const tensorCount = await reader.uint64();
  const entryCount = await reader.uint64();
  checkTensorCount(tensorCount);
  if (entryCount > ENTRY_LIMIT) {
    const detail = `It claims ${entryCount} key/values; ${ENTRY_LIMIT} are read`;
    throw new TensorFileError("too-large", detail);
  }
  const { metadata, alignment } = await readEntries(reader, Number(entryCount));
  const findings = new Findings();
  const declared: Declared[] = [];
  for (let at = 0; at < tensorCount; at += 1) {
    declared.push(await readTensor(reader, findings));
    if (declared.length % TENSORS_AT_ONCE === 0) await setImmediate();
  }
  const dataStart = Math.ceil(bytes.position / alignment) * alignment;
  checkPlaces(placesOf(declared, dataStart), { start: dataStart, end: file.sizeBytes }, findings);
  return {
    format: "gguf",
    tensors: declared.map(({ tensor }) => tensor),
    metadata: [...fileEntries(version, isLittleEndian), ...metadata],
    findings: findings.list(),
    graph: null,
  };
}

/** The version is a small number: read the wrong way round, it tells the byte order. */
async function readPreamble(
  file: RandomAccess,
  bytes: SequentialReader,
): Promise<{ version: number; isLittleEndian: boolean }> {
  const magic = (await bytes.take(Math.min(4, file.sizeBytes))).toString("latin1");
  if (magic !== MAGIC) {
    throw new TensorFileError("wrong-format", `It begins with ${quoted(magic)}, not with GGUF`);
  }
  if (file.sizeBytes < PREAMBLE_BYTES) {
    throw new TensorFileError("truncated", `The file has only ${file.sizeBytes} bytes`);
  }
  const number = await bytes.take(4);
  const isLittleEndian = number.readUInt32LE() < number.readUInt32BE();
  const version = isLittleEndian ? number.readUInt32LE() : number.readUInt32BE();
  if (VERSIONS.includes(version)) return { version, isLittleEndian };
  const detail = `It is GGUF version ${version}; versions 2 and 3 are read`;
  throw new TensorFileError("unsupported-version", detail);
}

async function readEntries(
  reader: GgufReader,
  count: number,
): Promise<{ metadata: MetadataEntry[]; alignment: number }> {
  const metadata: MetadataEntry[] = [];
  let alignment = DEFAULT_ALIGNMENT;
  for (let at = 0; at < count; at += 1) {
    const key = await reader.name(KEY_LIMIT_BYTES);
    const value = await reader.value();
    if (key === "general.alignment") alignment = checkAlignment(value.value);
    if (metadata.length < METADATA_LIMIT) metadata.push({ key: key.slice(0, 256), ...value });
  }
  return { metadata, alignment };
}

function checkAlignment(value: string): number {
  const alignment = Number(value);
  if (Number.isSafeInteger(alignment) && alignment > 0 && alignment % 8 === 0) return alignment;
  throw new TensorFileError("invalid", `general.alignment is ${quoted(value)}`);
}

async function readTensor(reader: GgufReader, findings: Findings): Promise<Declared> {
  const name = await reader.name(NAME_LIMIT_BYTES);
  const rank = await reader.uint32();
  if (rank > RANK_LIMIT) {
    throw new TensorFileError("invalid", `${quoted(name)} has ${rank} dimensions`);
  }
  const sizes: number[] = [];
  for (let at = 0; at < rank; at += 1) sizes.push(Number(await reader.uint64()));
  const number = await reader.uint32();
  const offset = Number(await reader.uint64());
  const type = GGML_TYPES.get(number);
  if (type === undefined) findings.add("unknown-type", name);
  // The file gives the fastest dimension first; everywhere else it stands last.
  const shape = sizes.toReversed();
  const parameters = countParameters(name, shape);
  if (type !== undefined && (sizes[0] ?? 0) % type.blockValues !== 0) {
    findings.add("size-mismatch", name);
  }
  const sizeBytes =
    type === undefined ? null : Math.ceil(parameters / type.blockValues) * type.blockBytes;
  const dtype = type?.name ?? `type ${number}`;
  return { tensor: { name, dtype, shape, parameters, sizeBytes }, offset };
}

function placesOf(declared: readonly Declared[], dataStart: number): Place[] {
  return declared.map(({ tensor: { name, sizeBytes }, offset }) => {
    const start = dataStart + offset;
    return { name, start, end: start + (sizeBytes ?? 0) };
  });
}

function fileEntries(version: number, isLittleEndian: boolean): MetadataEntry[] {
  const value = `${version}, ${isLittleEndian ? "little-endian" : "big-endian"}`;
  return [{ key: "GGUF.version", type: "uint32", value, isCut: false }];
}
