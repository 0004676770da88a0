import type { RandomAccess } from "../random-access.ts";
import { Findings } from "./findings.ts";
import { cutText, METADATA_LIMIT } from "./metadata.ts";
import { readGraph } from "./read-onnx-graph.ts";
import { readOnnxPair } from "./onnx-pair.ts";
import { type Field, ProtobufReader } from "./protobuf-reader.ts";
import { SequentialReader } from "./sequential-reader.ts";
import { type MetadataEntry, type TensorFile, TensorFileError } from "./tensor-file.ts";

const TEXT_LIMIT_BYTES = 16_384;
const GRAPH = 7;
const OPSET = 8;
const PROPERTY = 14;

/** Fields of `ModelProto` that are shown as they are. */
const NUMBERS: ReadonlyMap<number, string> = new Map([
  [1, "ir_version"],
  [5, "model_version"],
]);
const TEXTS: ReadonlyMap<number, string> = new Map([
  [2, "producer_name"],
  [3, "producer_version"],
  [4, "domain"],
  [6, "doc_string"],
]);

/**
 * Reads an ONNX model without the values of its tensors: those are passed over, so that a graph of
 * gigabytes costs a few reads for each tensor. Source: onnx/onnx.proto (github.com/onnx/onnx).
 * @throws {TensorFileError} when the file is no ONNX model.
 */
export async function readOnnx(file: RandomAccess): Promise<TensorFile> {
  if (file.sizeBytes === 0) throw new TensorFileError("empty", "The file is empty");
  const bytes = new SequentialReader(file);
  const reader = new ProtobufReader(bytes);
  const metadata: MetadataEntry[] = [];
  const findings = new Findings();
  let graph: Awaited<ReturnType<typeof readGraph>> | undefined;
  for await (const field of reader.fields(file.sizeBytes)) {
    if (field.number === GRAPH && field.end !== undefined) {
      graph = await readGraph({ bytes, reader, findings }, field.end);
      continue;
    }
    const entry = await readEntry(reader, field);
    if (entry !== undefined && metadata.length < METADATA_LIMIT) metadata.push(entry);
  }
  if (graph === undefined) {
    throw new TensorFileError("wrong-format", "There is no graph in it, as every ONNX model has");
  }
  const { tensors, ...shown } = graph;
  return { format: "onnx", tensors, metadata, findings: findings.list(), graph: shown };
}

async function readEntry(reader: ProtobufReader, field: Field): Promise<MetadataEntry | undefined> {
  const number = NUMBERS.get(field.number);
  if (number !== undefined && field.end === undefined) {
    return { key: number, type: "int64", value: `${BigInt.asIntN(64, field.value)}`, isCut: false };
  }
  if (field.end === undefined) return undefined;
  const text = TEXTS.get(field.number);
  if (text !== undefined) return textEntry(text, await reader.text(field, TEXT_LIMIT_BYTES));
  if (field.number === OPSET) return readOpset(reader, field.end);
  if (field.number === PROPERTY) {
    const { key, value } = await readOnnxPair(reader, field.end);
    return textEntry(key.slice(0, 256), value);
  }
  return undefined;
}

function textEntry(key: string, { text, isCut }: { text: string; isCut: boolean }): MetadataEntry {
  const cut = cutText(text);
  return { key, type: "string", value: cut.value, isCut: cut.isCut || isCut };
}

/** `OperatorSetIdProto`: the empty domain is ONNX's own. */
async function readOpset(reader: ProtobufReader, end: number): Promise<MetadataEntry> {
  let domain = "";
  let version = 0n;
  for await (const field of reader.fields(end)) {
    if (field.number === 1) domain = (await reader.text(field, 256)).text;
    else if (field.number === 2) version = field.value;
  }
  return { key: `opset ${domain || "ai.onnx"}`, type: "int64", value: `${version}`, isCut: false };
}
