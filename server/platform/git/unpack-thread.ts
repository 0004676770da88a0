import { once } from "node:events";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { PackError } from "./pack-format.ts";
import { surveyPush } from "./survey-push.ts";
import { Unpacker } from "./unpack-pack.ts";
import type { BaseAnswer, UnpackMessage, UnpackOrder } from "./unpack-push.ts";

/** Unpacks and surveys one push, so that the main thread stays free for its connections. */
const port = requirePort();

try {
  const order = workerData as UnpackOrder;
  const unpacker = new Unpacker(order.files, order.limits);
  const missing = await unpacker.readEntries();
  if (missing.length > 0) await fetchBases(unpacker, missing);
  unpacker.requireWhole();
  const { tips } = order;
  const survey = surveyPush(unpacker, { tips, blobBytes: order.limits.blobBytes });
  const { commit, tree, blob, any } = survey.outside;
  tell({
    kind: "done",
    ids: unpacker.ids.toBytes(),
    types: unpacker.types,
    sizes: Float64Array.from(unpacker.sizes),
    offsets: Float64Array.from(unpacker.offsets),
    survey: {
      ...survey,
      outside: {
        commit: commit.toBytes(),
        tree: tree.toBytes(),
        blob: blob.toBytes(),
        any: any.toBytes(),
      },
    },
  });
} catch (error) {
  const isPack = error instanceof PackError;
  tell({ kind: "failed", message: String(isPack ? error.message : error), isPack });
}

/** Asks for what a thin pack builds on, one after the other. */
async function fetchBases(unpacker: Unpacker, oids: readonly string[]): Promise<void> {
  tell({ kind: "bases", oids });
  for (;;) {
    const [answer] = (await once(port, "message")) as [BaseAnswer];
    if (answer.base === null) return;
    const { oid, type, bytes } = answer.base;
    unpacker.addBase(oid, { type, bytes: Buffer.from(bytes) });
    tell({ kind: "taken" });
  }
}

function tell(message: UnpackMessage): void {
  port.postMessage(message);
}

function requirePort(): MessagePort {
  if (parentPort === null) throw new Error("this runs as a thread only");
  return parentPort;
}
