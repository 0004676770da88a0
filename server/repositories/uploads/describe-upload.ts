import type { ByteRange, Upload } from "#contract/repositories/repository.ts";
import { isProblem } from "#contract/problems.ts";
import type { Context } from "../../context.ts";
import { type ByteSpan, partSizeFor, type StagingState } from "../../platform/storage/index.ts";
import type { UploadSession } from "../store/uploads.ts";

/** What a client must know of its session, above all which bytes are still missing. */
export async function describeUpload(
  { store }: Pick<Context, "store">,
  session: UploadSession,
): Promise<Upload> {
  const staging = await findStaging(store, session);
  return {
    id: session.id,
    path: session.path,
    sizeBytes: session.sizeBytes,
    state: session.state,
    sha256: session.state === "stored" ? session.sha256 : null,
    wasStored: session.stagingKey === null,
    missing: staging === null ? [] : gapsIn(staging.received, session.sizeBytes),
    partSizeBytes: staging?.partSizeBytes ?? partSizeFor(session.sizeBytes),
    isDirect: staging !== null && store.direct !== undefined,
    failure: session.failure,
    createdAt: session.createdAt.toISOString(),
  };
}

/** Null when the session takes no bytes, or the store has them in their place already. */
async function findStaging(
  store: Context["store"],
  { state, stagingKey }: UploadSession,
): Promise<StagingState | null> {
  if (state !== "open" || stagingKey === null) return null;
  try {
    return await store.stagingState(stagingKey);
  } catch (error) {
    if (isProblem(error, "upload-not-found")) return null;
    throw error;
  }
}

export function gapsIn(received: readonly ByteSpan[], sizeBytes: number): ByteRange[] {
  const gaps: ByteRange[] = [];
  let position = 0;
  for (const { start, end } of received) {
    if (start > position) gaps.push({ start: position, end: start });
    position = Math.max(position, end);
  }
  if (position < sizeBytes) gaps.push({ start: position, end: sizeBytes });
  return gaps;
}
