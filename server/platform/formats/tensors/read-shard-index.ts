import type { RandomAccess } from "../random-access.ts";
import { jsonMembers } from "./json-members.ts";
import { TENSOR_LIMIT, TensorFileError } from "./tensor-file.ts";

const INDEX_LIMIT_BYTES = 16 * 1024 * 1024;
const SHARD_LIMIT = 1000;

/**
 * The files that an index of a sharded checkpoint (`model.safetensors.index.json`) names, in their
 * order, each with the number of tensors that it should hold. Paths are as written: relative to the
 * folder of the index.
 * @throws {TensorFileError}
 */
export async function readShardIndex(file: RandomAccess): Promise<ReadonlyMap<string, number>> {
  if (file.sizeBytes === 0) throw new TensorFileError("empty", "The file is empty");
  if (file.sizeBytes > INDEX_LIMIT_BYTES) {
    const detail = `The index has ${file.sizeBytes} bytes; ${INDEX_LIMIT_BYTES} are read`;
    throw new TensorFileError("too-large", detail);
  }
  const text = (await file.read(0, file.sizeBytes)).toString("utf8");
  try {
    const map = findMember(text, "weight_map");
    if (map === undefined) throw new TensorFileError("wrong-format", "It has no weight_map");
    return countShards(map);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new TensorFileError("invalid", `The index is not JSON: ${error.message}`);
  }
}

function findMember(text: string, wanted: string): string | undefined {
  for (const { key, value } of jsonMembers(text)) {
    if (key === wanted) return value;
  }
  return undefined;
}

function countShards(map: string): Map<string, number> {
  const shards = new Map<string, number>();
  let tensors = 0;
  for (const { key, value } of jsonMembers(map)) {
    const path: unknown = JSON.parse(value);
    if (typeof path !== "string") throw new TensorFileError("invalid", `${key} names no file`);
    shards.set(path, (shards.get(path) ?? 0) + 1);
    tensors += 1;
    if (shards.size > SHARD_LIMIT || tensors > TENSOR_LIMIT) {
      throw new TensorFileError("too-large", `It names more than ${SHARD_LIMIT} files or tensors`);
    }
  }
  return new Map([...shards].toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
