import type { ObjectKey, StoredObject } from "../object-store.ts";
import { expectSha256 } from "../write-object.ts";
import type { StoreParts } from "./store-parts.ts";

/**
 * Reads an object back and hashes it. Bytes that were damaged while they were read are read once
 * more before they count as wrong.
 * @throws {Problem} `hash-mismatch`, `unavailable`; {ObjectMissingError}.
 */
export async function verifyObject(
  { names, verifier }: Pick<StoreParts, "names" | "verifier">,
  { key, expectedSha256 }: { key: ObjectKey; expectedSha256: string | undefined },
): Promise<StoredObject> {
  const wanted = { key, name: names.object(key) };
  let hashed = await verifier.hash(wanted);
  if (expectedSha256 !== undefined && hashed.sha256 !== expectedSha256) {
    hashed = await verifier.hash(wanted);
  }
  expectSha256(expectedSha256, hashed.sha256);
  return { key, ...hashed };
}
