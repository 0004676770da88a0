import { createHash } from "node:crypto";
import { parentPort, workerData } from "node:worker_threads";
import { isProblem, toDocument } from "#contract/problems.ts";
import { ObjectMissingError } from "../object-store.ts";
import { Bucket } from "./bucket.ts";
import { readObject, type WantedObject } from "./read-object.ts";
import type { S3Settings } from "./settings.ts";
import type { VerifyAnswer, VerifyRequest } from "./verify-thread-client.ts";

/**
 * The thread that reads objects back from the bucket and hashes them: neither their bytes nor
 * their hash are seen by the event loop.
 */
const bucket = new Bucket(workerData as S3Settings);

parentPort?.on("message", (request: VerifyRequest) => void answer(request));

async function answer({ request, wanted }: VerifyRequest): Promise<void> {
  const outcome = await hash(wanted).catch(asAnswer);
  parentPort?.postMessage({ request, ...outcome } satisfies VerifyAnswer);
}

async function hash(wanted: WantedObject) {
  const hash = createHash("sha256");
  let sizeBytes = 0;
  for await (const chunk of readObject(bucket, wanted, {})) {
    hash.update(chunk);
    sizeBytes += chunk.length;
  }
  return { sha256: hash.digest("hex"), sizeBytes };
}

function asAnswer(error: unknown) {
  if (isProblem(error)) return { problem: toDocument(error) };
  if (error instanceof ObjectMissingError) return { missing: error.key };
  return { error: String(error) };
}
