import { Worker } from "node:worker_threads";
import { inTurns } from "../in-turns.ts";
import type { ObjectId, ObjectType } from "./object-id.ts";
import { ObjectIdSet } from "./object-id-set.ts";
import { PackError } from "./pack-format.ts";
import type { Survey } from "./survey-push.ts";
import type { UnpackLimits } from "./unpack-pack.ts";

export type UnpackOrder = {
  /** Open files: the pack, where its checksum begins, and an empty one for what is in it. */
  files: { pack: number; packBytes: number; out: number };
  limits: UnpackLimits;
  tips: readonly ObjectId[];
};

export type BaseObject = { oid: ObjectId; type: ObjectType; bytes: Uint8Array };
/** Null: there are no more. */
export type BaseAnswer = { base: BaseObject | null };

type Outside = Survey["outside"];
type Done = {
  kind: "done";
  ids: Uint8Array;
  types: ObjectType[];
  sizes: Float64Array;
  offsets: Float64Array;
  survey: Omit<Survey, "outside"> & { outside: Record<keyof Outside, Uint8Array> };
};
export type UnpackMessage =
  | { kind: "bases"; oids: readonly ObjectId[] }
  | { kind: "taken" }
  | { kind: "failed"; message: string; isPack: boolean }
  | Done;

/** The objects of a push by their number, and what its tips reach. */
export type UnpackedPush = {
  ids: ObjectIdSet;
  types: readonly ObjectType[];
  sizes: Float64Array;
  /** Where each lies in the file of unpacked objects. */
  offsets: Float64Array;
  survey: Survey;
};

type UnpackOptions = {
  /** Reads what deltas build on that the pack does not bring; what is not there is left out. */
  readBases: (oids: readonly ObjectId[]) => AsyncIterable<BaseObject>;
  signal: AbortSignal;
};

/** Threads of pushes at a time; others wait for their turn. */
const WIDTH = 2;
const THREAD_MEGABYTES = 1024;
const inTurn = inTurns(WIDTH);

/**
 * Unpacks and checks a push in a thread of its own.
 * @throws {PackError} for what the user of the client is told.
 */
export async function unpackPush(
  order: UnpackOrder,
  options: UnpackOptions,
): Promise<UnpackedPush> {
  return inTurn(async () => {
    options.signal.throwIfAborted();
    return unpackInThread(order, options);
  });
}

async function unpackInThread(
  order: UnpackOrder,
  { readBases, signal }: UnpackOptions,
): Promise<UnpackedPush> {
  const worker = new Worker(new URL("./unpack-thread.ts", import.meta.url), {
    name: "git",
    workerData: order,
    resourceLimits: { maxOldGenerationSizeMb: THREAD_MEGABYTES },
  });
  const stop = () => void worker.terminate();
  signal.addEventListener("abort", stop, { once: true });
  let taken = () => {};
  try {
    return await new Promise<UnpackedPush>((resolve, reject) => {
      const sendBases = async (oids: readonly ObjectId[]) => {
        for await (const base of readBases(oids)) {
          const isTaken = new Promise<void>((next) => (taken = next));
          worker.postMessage({ base } satisfies BaseAnswer);
          await isTaken;
        }
        worker.postMessage({ base: null } satisfies BaseAnswer);
      };
      worker.on("message", (message: UnpackMessage) => {
        if (message.kind === "taken") taken();
        else if (message.kind === "bases") sendBases(message.oids).catch(reject);
        else if (message.kind === "done") resolve(receive(message));
        else reject(message.isPack ? new PackError(message.message) : new Error(message.message));
      });
      worker.on("error", reject);
      worker.on("exit", () => reject(new Error("the thread of a push has ended")));
    });
  } finally {
    taken();
    signal.removeEventListener("abort", stop);
    await worker.terminate();
  }
}

function receive({ ids, types, sizes, offsets, survey }: Done): UnpackedPush {
  const { commit, tree, blob, any } = survey.outside;
  const outside = {
    commit: ObjectIdSet.ofBytes(commit),
    tree: ObjectIdSet.ofBytes(tree),
    blob: ObjectIdSet.ofBytes(blob),
    any: ObjectIdSet.ofBytes(any),
  };
  return { ids: ObjectIdSet.ofBytes(ids), types, sizes, offsets, survey: { ...survey, outside } };
}
