import { z } from "zod";
import { CommitId } from "../fields.ts";

/** Tensors of one type, added up. */
const DtypeTotals = z.object({
  /** As the format names it: `BF16`, `Q4_K`, `FLOAT16`. */
  dtype: z.string(),
  tensors: z.number().int(),
  parameters: z.number(),
  /** null where the type does not tell. */
  sizeBytes: z.number().nullable(),
});

export const TensorTotals = z.object({
  tensors: z.number().int(),
  parameters: z.number(),
  /** Of all tensors whose size is known. */
  sizeBytes: z.number(),
  /** The most parameters first. */
  dtypes: z.array(DtypeTotals),
});
export type TensorTotals = z.infer<typeof TensorTotals>;

/** One file of a checkpoint that is cut into several. */
export const TensorShard = z.object({
  path: z.string(),
  /** null when there is no such file. */
  sizeBytes: z.number().nullable(),
  tensors: z.number().int(),
  /** Why its tensors are not counted; null when they are. */
  failure: z.string().nullable(),
});
export type TensorShard = z.infer<typeof TensorShard>;

const GraphPort = z.object({
  name: z.string(),
  dtype: z.string(),
  /** A dimension without a fixed size has a name or is "?". */
  shape: z.array(z.union([z.number(), z.string()])),
});

/** Something to know about the file; the texts are those of `FindingCode` in every language. */
export const TensorFinding = z.object({
  code: z.enum([
    "outside-file",
    "overlap",
    "duplicate-name",
    "size-mismatch",
    "unknown-type",
    "external-data",
    "shard-missing",
    "shard-unreadable",
    "shard-differs",
  ]),
  count: z.number().int(),
  /** Of the first place: a tensor or a file. */
  example: z.string(),
});
export type TensorFinding = z.infer<typeof TensorFinding>;

/**
 * What is read of a file that belongs to a sharded checkpoint: the file alone, or all files of the
 * checkpoint. An index is always read with its files.
 */
export const TensorScope = z.enum(["checkpoint", "file"]);
export type TensorScope = z.infer<typeof TensorScope>;

export const TensorSummary = z.object({
  commit: CommitId,
  format: z.enum(["safetensors", "gguf", "onnx", "pytorch"]),
  scope: TensorScope,
  totals: TensorTotals,
  /** What the header says beside its tensors, long values cut; of a checkpoint, its first file's. */
  metadata: z.array(
    z.object({ key: z.string(), type: z.string(), value: z.string(), isCut: z.boolean() }),
  ),
  findings: z.array(TensorFinding),
  /** Of ONNX only. */
  graph: z
    .object({
      inputs: z.array(GraphPort),
      outputs: z.array(GraphPort),
      nodeCount: z.number().int(),
    })
    .nullable(),
  /** The files of the checkpoint; null when the file stands alone. */
  shards: z.array(TensorShard).nullable(),
});
export type TensorSummary = z.infer<typeof TensorSummary>;

const TensorShape = z.array(z.number());

/** A tensor, or everything below a common beginning of names. */
export const TensorRow = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("module"),
    /** What the names begin with, its last separator included: give it back as `module`. */
    prefix: z.string(),
    tensors: z.number().int(),
    parameters: z.number(),
    sizeBytes: z.number(),
  }),
  z.object({
    type: z.literal("tensor"),
    name: z.string(),
    dtype: z.string(),
    shape: TensorShape,
    parameters: z.number(),
    sizeBytes: z.number().nullable(),
    /** Of a checkpoint, the file that holds it. */
    file: z.string().nullable(),
  }),
]);
export type TensorRow = z.infer<typeof TensorRow>;

const TensorState = z.object({
  dtype: z.string(),
  shape: TensorShape,
  parameters: z.number(),
  sizeBytes: z.number().nullable(),
});

/** One tensor that differs: without one side it was added or removed. */
export const TensorDifference = z.object({
  name: z.string(),
  change: z.enum(["added", "removed", "changed"]),
  before: TensorState.nullable(),
  after: TensorState.nullable(),
});
export type TensorDifference = z.infer<typeof TensorDifference>;

export const TensorComparison = z.object({
  before: TensorTotals.nullable(),
  after: TensorTotals.nullable(),
  added: z.number().int(),
  removed: z.number().int(),
  changed: z.number().int(),
  same: z.number().int(),
});
export type TensorComparison = z.infer<typeof TensorComparison>;
