import { setImmediate } from "node:timers/promises";
import type { RandomAccess } from "../random-access.ts";
import { checkPlaces, Findings, type Place } from "./findings.ts";
import { jsonMembers } from "./json-members.ts";
import { cutText, METADATA_LIMIT } from "./metadata.ts";
import {
  checkTensorCount,
  countParameters,
  type MetadataEntry,
  quoted,
  type Tensor,
  type TensorFile,
  TensorFileError,
} from "./tensor-file.ts";

const LENGTH_BYTES = 8;
/** Most headers are shorter, so that one read is enough. */
const FIRST_READ_BYTES = 65_536;
/** The format allows 100 MB; 100,000 tensors need about 12. */
const HEADER_LIMIT_BYTES = 16 * 1024 * 1024;
const TENSORS_AT_ONCE = 2000;
const DECLARATION_LIMIT = 10_000;

/**
 * Bits of one value. Source: `Dtype` of the safetensors crate, huggingface/safetensors,
 * safetensors/src/tensor.rs.
 */
const BITS: Readonly<Record<string, number>> = {
  BOOL: 8,
  F4: 4,
  F6_E2M3: 6,
  F6_E3M2: 6,
  U8: 8,
  I8: 8,
  F8_E5M2: 8,
  F8_E4M3: 8,
  F8_E8M0: 8,
  F8_E4M3FNUZ: 8,
  F8_E5M2FNUZ: 8,
  I16: 16,
  U16: 16,
  F16: 16,
  BF16: 16,
  I32: 32,
  U32: 32,
  F32: 32,
  C64: 64,
  F64: 64,
  I64: 64,
  U64: 64,
};

const utf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * Reads the header of a safetensors file: 8 bytes of length, then JSON. What is wrong with single
 * tensors is among the findings.
 * @throws {TensorFileError} when there is no header that could be shown.
 */
export async function readSafetensors(file: RandomAccess): Promise<TensorFile> {
  const { text, dataStart } = await readHeader(file);
  const tensors: Tensor[] = [];
  const places: Place[] = [];
  const findings = new Findings();
  let metadata: MetadataEntry[] = [];
  try {
    for (const { key, value } of jsonMembers(text)) {
      if (key === "__metadata__") {
        metadata = readMetadata(value);
        continue;
      }
      const { tensor, start, end } = readTensor(key, value);
      tensors.push(tensor);
      places.push({ name: key, start: dataStart + start, end: dataStart + end });
      if (tensor.sizeBytes === null) findings.add("unknown-type", key);
      else if (tensor.sizeBytes !== end - start) findings.add("size-mismatch", key);
      checkTensorCount(tensors.length);
      if (tensors.length % TENSORS_AT_ONCE === 0) await setImmediate();
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new TensorFileError("invalid", `The header is not JSON: ${error.message}`);
  }
  checkPlaces(places, { start: dataStart, end: file.sizeBytes }, findings);
  return { format: "safetensors", tensors, metadata, findings: findings.list(), graph: null };
}

async function readHeader(file: RandomAccess): Promise<{ text: string; dataStart: number }> {
  if (file.sizeBytes === 0) throw new TensorFileError("empty", "The file is empty");
  const first = await file.read(0, FIRST_READ_BYTES);
  if (first.length < LENGTH_BYTES) {
    throw new TensorFileError("truncated", `The file has only ${first.length} bytes`);
  }
  const claimed = first.readBigUInt64LE(0);
  if (claimed > file.sizeBytes - LENGTH_BYTES) {
    const detail = `The header claims ${claimed} bytes; the file has ${file.sizeBytes}`;
    throw new TensorFileError("truncated", detail);
  }
  if (claimed > HEADER_LIMIT_BYTES) {
    const detail = `The header has ${claimed} bytes; ${HEADER_LIMIT_BYTES} are read`;
    throw new TensorFileError("too-large", detail);
  }
  const dataStart = LENGTH_BYTES + Number(claimed);
  const rest = dataStart > first.length ? await file.read(first.length, dataStart) : first;
  const all = rest === first ? first : Buffer.concat([first, rest]);
  return { text: decode(all.subarray(LENGTH_BYTES, dataStart)), dataStart };
}

function decode(header: Buffer): string {
  try {
    return utf8.decode(header);
  } catch {
    throw new TensorFileError("invalid", "The header is not UTF-8 text");
  }
}

function readTensor(name: string, value: string): { tensor: Tensor; start: number; end: number } {
  const declared: unknown = value.length > DECLARATION_LIMIT ? null : JSON.parse(value);
  if (!isDeclaration(declared)) {
    const detail = `${quoted(name)} has no dtype, shape and data_offsets`;
    throw new TensorFileError("invalid", detail);
  }
  const { dtype, shape, data_offsets: offsets } = declared;
  const [start = 0, end = 0] = offsets;
  const parameters = countParameters(name, shape);
  const bits = Object.hasOwn(BITS, dtype) ? BITS[dtype] : undefined;
  const sizeBytes = bits === undefined ? null : Math.ceil((parameters * bits) / 8);
  return { tensor: { name, dtype: dtype.slice(0, 32), shape, parameters, sizeBytes }, start, end };
}

type Declaration = { dtype: string; shape: number[]; data_offsets: number[] };

function isDeclaration(value: unknown): value is Declaration {
  if (typeof value !== "object" || value === null) return false;
  const { dtype, shape, data_offsets: offsets } = value as Record<string, unknown>;
  if (typeof dtype !== "string" || !isNumbers(shape) || !isNumbers(offsets)) return false;
  const [start = -1, end = -1] = offsets;
  return offsets.length === 2 && start >= 0 && end >= start;
}

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => typeof item === "number");
}

function readMetadata(text: string): MetadataEntry[] {
  const entries: MetadataEntry[] = [];
  for (const { key, value } of jsonMembers(text)) {
    if (entries.length === METADATA_LIMIT) break;
    const parsed: unknown = JSON.parse(value);
    const shown = cutText(typeof parsed === "string" ? parsed : value);
    entries.push({ key: cutText(key).value, type: "string", ...shown });
  }
  return entries;
}
