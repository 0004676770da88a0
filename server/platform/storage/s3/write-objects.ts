import { hash } from "node:crypto";
import { inTurns } from "../../in-turns.ts";
import type { HashedBytes, StoredObject } from "../object-store.ts";
import { newKey } from "../store-layout.ts";
import { expectSha256 } from "../write-object.ts";
import { bytesPayload, putObject, removeObject } from "./objects.ts";
import type { StoreParts } from "./store-parts.ts";
import { verifyObject } from "./verify-object.ts";

/** Requests at a time. */
const WIDTH = 16;

/** Sends many small objects, one request each: all are there in the end, or none. */
export async function writeObjects(
  store: StoreParts,
  objects: readonly HashedBytes[],
): Promise<StoredObject[]> {
  const inTurn = inTurns(WIDTH);
  const named = objects.map((object) => ({ ...object, key: newKey() }));
  const outcomes = await Promise.allSettled(
    named.map((object) => inTurn(() => writeWhole(store, object))),
  );
  const failed = outcomes.find(({ status }) => status === "rejected");
  if (failed?.status === "rejected") {
    // They may have been stored though their answers were lost.
    const removals = named.map(({ key }) =>
      inTurn(() => removeObject(store.bucket, store.names.object(key))),
    );
    await Promise.allSettled(removals);
    throw failed.reason;
  }
  return named.map(({ key, sha256, bytes }) => ({ key, sha256, sizeBytes: bytes.byteLength }));
}

async function writeWhole(
  store: StoreParts,
  { key, bytes, sha256 }: HashedBytes & { key: string },
): Promise<void> {
  expectSha256(sha256, hash("sha256", bytes, "hex"));
  await putObject(store.bucket, {
    name: store.names.object(key),
    payload: bytesPayload(bytes),
    digest: { sha256: Buffer.from(sha256, "hex").toString("base64") },
  });
  if (!store.checksChecksums) await verifyObject(store, { key, expectedSha256: sha256 });
}
