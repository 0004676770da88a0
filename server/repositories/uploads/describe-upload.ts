import type { ByteRange, Upload } from "#contract/repositories/repository.ts";
import { isProblem } from "#contract/problems.ts";
import type { Context } from "../../context.ts";
import type { ByteSpan } from "../../platform/storage/index.ts";
import type { UploadSession } from "../store/uploads.ts";

const SMALLEST_PART_BYTES = 8 * 1024 * 1024;
const LARGEST_PART_BYTES = 64 * 1024 * 1024;
const PARTS_WANTED = 64;

/** What a client must know of its session, above all which bytes are still missing. */
export async function describeUpload(
  { store }: Pick<Context, "store">,
  session: UploadSession,
): Promise<Upload> {
  return {
    id: session.id,
    path: session.path,
    sizeBytes: session.sizeBytes,
    state: session.state,
    sha256: session.state === "stored" ? session.sha256 : null,
    wasStored: session.stagingKey === null,
    missing: session.state === "open" ? await missingRanges(store, session) : [],
    partSizeBytes: partSize(session.sizeBytes),
    failure: session.failure,
    createdAt: session.createdAt.toISOString(),
  };
}

async function missingRanges(
  store: Context["store"],
  { stagingKey, sizeBytes }: UploadSession,
): Promise<ByteRange[]> {
  if (stagingKey === null) return [];
  try {
    const { received } = await store.stagingState(stagingKey);
    return gapsIn(received, sizeBytes);
  } catch (error) {
    // The store has moved the bytes to their place already: nothing is missing.
    if (isProblem(error, "upload-not-found")) return [];
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

/** Parts that are large enough to be few and small enough to be sent again. */
function partSize(sizeBytes: number): number {
  const wanted = Math.ceil(sizeBytes / PARTS_WANTED / SMALLEST_PART_BYTES) * SMALLEST_PART_BYTES;
  return Math.min(LARGEST_PART_BYTES, Math.max(SMALLEST_PART_BYTES, wanted));
}
