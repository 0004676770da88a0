import { setImmediate } from "node:timers/promises";
import { ByteWindow, streamOfChunks } from "../../pickle/byte-window.ts";
import {
  instructionAtHand,
  nextInstruction,
  PickleError,
  PickleLimitError,
} from "../../pickle/next-instruction.ts";
import { type RandomAccess, ReadBudgetError } from "../../random-access.ts";
import { readZipDirectory } from "../../zip/read-zip-directory.ts";
import { readZipEntry } from "../../zip/read-zip-entry.ts";
import type { ZipEntry } from "../../zip/zip-entry.ts";
import { ZipError } from "../../zip/zip-error.ts";
import { type TensorFile, TensorFileError } from "../tensor-file.ts";
import { CheckpointMachine } from "./checkpoint-machine.ts";
import { describeTensors } from "./describe-tensors.ts";
import { nameTensors } from "./name-tensors.ts";

const ZIP_LIMITS = { entries: 300_000, directoryBytes: 32 * 1024 * 1024 };
const PICKLE_LIMIT_BYTES = 64 * 1024 * 1024;
/** A tensor takes about 50 steps, each of them about 100 bytes of memory. */
const STEPS = 2_000_000;
const STEPS_AT_ONCE = 5000;
const PICKLE_NAME = /^(?:[^/]+\/)?data\.pkl$/u;

/**
 * Reads which tensors a checkpoint of PyTorch holds (`torch.save` since version 1.6): a zip archive
 * of one pickle and the bytes of each storage. The pickle is gone through and never run.
 * @throws {TensorFileError} also `unsupported` when not every tensor has a name: those of objects
 *   whose classes alone know what they hold.
 */
export async function readCheckpoint(file: RandomAccess): Promise<TensorFile> {
  if (file.sizeBytes === 0) throw new TensorFileError("empty", "The file is empty");
  try {
    const { entries } = await readZipDirectory(file, ZIP_LIMITS);
    const pickle = entries.find(({ name }) => PICKLE_NAME.test(name));
    if (pickle === undefined) throw new TensorFileError("wrong-format", "It has no data.pkl");
    const machine = await run(file, pickle);
    const named = nameTensors(machine.result);
    const shown = new Set(named.map(({ tensor }) => tensor));
    if (shown.size === 0) throw new TensorFileError("unsupported", "No tensor in it has a name");
    if (shown.size < machine.tensors.size) {
      throw new TensorFileError("unsupported", "It has tensors that only its own classes can name");
    }
    const folder = pickle.name.slice(0, -"data.pkl".length);
    const tensors = describeTensors(named, { entries, folder });
    return { format: "pytorch", ...tensors, metadata: [], graph: null };
  } catch (error) {
    throw asTensorFileError(error);
  }
}

async function run(file: RandomAccess, pickle: ZipEntry): Promise<CheckpointMachine> {
  const stream = streamOfChunks(bounded(readZipEntry(file, pickle)));
  const window = new ByteWindow(stream);
  const machine = new CheckpointMachine();
  try {
    for (let step = 1; step <= STEPS; step += 1) {
      const instruction = instructionAtHand(window) ?? (await nextInstruction(window));
      machine.perform(instruction);
      if (instruction.name === "STOP") return machine;
      if (step % STEPS_AT_ONCE === 0) await setImmediate();
    }
  } finally {
    await stream.close?.();
  }
  throw new TensorFileError("too-large", `Its pickle has more than ${STEPS} steps`);
}

async function* bounded(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > PICKLE_LIMIT_BYTES) throw new ReadBudgetError("its pickle is too large");
    yield chunk;
  }
}

function asTensorFileError(error: unknown): unknown {
  if (error instanceof PickleLimitError) return new TensorFileError("too-large", error.message);
  if (error instanceof PickleError) return new TensorFileError("invalid", error.message);
  if (!(error instanceof ZipError)) return error;
  if (error.code === "not-a-zip") return new TensorFileError("wrong-format", error.message);
  const code = error.code === "too-large" ? "too-large" : "invalid";
  return new TensorFileError(code, error.message);
}
