import { setImmediate } from "node:timers/promises";
import type { Findings } from "./findings.ts";
import { readOnnxPair } from "./onnx-pair.ts";
import { onnxType } from "./onnx-types.ts";
import { invalid, type ProtobufReader } from "./protobuf-reader.ts";

import type { SequentialReader } from "./sequential-reader.ts";
import { checkTensorCount, countParameters, type GraphPort, type Tensor } from "./tensor-file.ts";

type Source = { bytes: SequentialReader; reader: ProtobufReader; findings: Findings };

type Graph = {
  tensors: Tensor[];
  inputs: GraphPort[];
  outputs: GraphPort[];
  nodeCount: number;
};

const NAME_LIMIT_BYTES = 1024;
const RANK_LIMIT = 64;
const PORT_LIMIT = 512;
const TENSORS_AT_ONCE = 2000;
const EXTERNAL = 1n;

/** `GraphProto`: its initializers are the tensors; nodes are counted. */
export async function readGraph(source: Source, end: number): Promise<Graph> {
  const graph: Graph = { tensors: [], inputs: [], outputs: [], nodeCount: 0 };
  const names = new Set<string>();
  for await (const { number, end: fieldEnd } of source.reader.fields(end)) {
    if (fieldEnd === undefined) continue;
    if (number === 1) graph.nodeCount += 1;
    else if (number === 5) {
      const tensor = await readTensor(source, fieldEnd);
      if (names.has(tensor.name)) source.findings.add("duplicate-name", tensor.name);
      names.add(tensor.name);
      graph.tensors.push(tensor);
      checkTensorCount(graph.tensors.length);
    } else if (number === 11 && graph.inputs.length < PORT_LIMIT) {
      graph.inputs.push(await readPort(source.reader, fieldEnd));
    } else if (number === 12 && graph.outputs.length < PORT_LIMIT) {
      graph.outputs.push(await readPort(source.reader, fieldEnd));
    }
    if ((graph.tensors.length + graph.nodeCount) % TENSORS_AT_ONCE === 0) await setImmediate();
  }
  // Until IR version 3 every initializer had to be an input too.
  graph.inputs = graph.inputs.filter(({ name }) => !names.has(name));
  return graph;
}

/** `TensorProto`, without its values. */
async function readTensor({ bytes, reader, findings }: Source, end: number): Promise<Tensor> {
  const sizes: bigint[] = [];
  let name = "";
  let type = 0n;
  let rawBytes: number | undefined;
  let place: string | undefined;
  let isExternal = false;
  for await (const field of reader.fields(end)) {
    if (field.number === 1) sizes.push(...(await reader.numbers(field, RANK_LIMIT)));
    else if (field.number === 2) type = field.value;
    else if (field.number === 8) name = (await reader.text(field, NAME_LIMIT_BYTES)).text;
    else if (field.number === 9) rawBytes = (field.end ?? 0) - bytes.position;
    else if (field.number === 13 && field.end !== undefined) {
      const { key, value } = await readOnnxPair(reader, field.end);
      if (key === "location") place = value.text;
    } else if (field.number === 14) isExternal = field.value === EXTERNAL;
    if (sizes.length > RANK_LIMIT) throw invalid("A tensor has more dimensions than any other");
  }
  const { name: dtype, bits, isKnown } = onnxType(type);
  const shape = sizes.map(Number);
  const parameters = countParameters(name, shape);
  const sizeBytes = bits === null ? null : Math.ceil((parameters * bits) / 8);
  if (!isKnown) findings.add("unknown-type", name);
  if (isExternal) findings.add("external-data", place ?? name);
  else if (rawBytes !== undefined && sizeBytes !== null && rawBytes !== sizeBytes) {
    findings.add("size-mismatch", name);
  }
  return { name, dtype, shape, parameters, sizeBytes };
}

/** `ValueInfoProto`: of tensors the type and shape, of anything else the name alone. */
async function readPort(reader: ProtobufReader, end: number): Promise<GraphPort> {
  const port: GraphPort = { name: "", dtype: "", shape: [] };
  for await (const field of reader.fields(end)) {
    if (field.number === 1) port.name = (await reader.text(field, NAME_LIMIT_BYTES)).text;
    if (field.number !== 2 || field.end === undefined) continue;
    for await (const type of reader.fields(field.end)) {
      if (type.number === 1 && type.end !== undefined) await readTensorType(reader, type.end, port);
    }
  }
  return port;
}

/** `TypeProto.Tensor`: element type and shape. */
async function readTensorType(reader: ProtobufReader, end: number, port: GraphPort): Promise<void> {
  for await (const field of reader.fields(end)) {
    if (field.number === 1) port.dtype = onnxType(field.value).name;
    if (field.number !== 2 || field.end === undefined) continue;
    for await (const dimension of reader.fields(field.end)) {
      if (port.shape.length === RANK_LIMIT) throw invalid("A shape has too many dimensions");
      if (dimension.end !== undefined) port.shape.push(await readSize(reader, dimension.end));
    }
  }
}

/** `TensorShapeProto.Dimension`: a number, a name, or unknown. */
async function readSize(reader: ProtobufReader, end: number): Promise<number | string> {
  let size: number | string = "?";
  for await (const field of reader.fields(end)) {
    if (field.number === 1 && field.end === undefined) {
      size = Number(BigInt.asIntN(64, field.value));
    } else if (field.number === 2 && field.end !== undefined) {
      size = (await reader.text(field, 256)).text;
    }
  }
  return size;
}
