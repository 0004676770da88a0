import type { Context } from "../../context.ts";
import { findWholeBesideChunked } from "../store/layouts.ts";
import { convertContent } from "./convert-content.ts";

/** Of smaller contents a few chunks are not worth their rows. */
const LEAST_BYTES = 1024 * 1024;
/** Read in one run; what is left waits for the next one, so that others have the disk meanwhile. */
const BYTES_OF_A_RUN = 20e9;

/**
 * Compares whole contents with the chunked ones beside them, and keeps those as chunks of which the
 * neighbours have a good part. One after the other; each is compared once.
 */
export async function convertContents(
  ctx: Pick<Context, "db" | "store" | "now" | "log">,
  signal?: AbortSignal,
): Promise<{ converted: number; savedBytes: number }> {
  const sum = { converted: 0, savedBytes: 0 };
  let after = 0;
  for (let left = BYTES_OF_A_RUN; left > 0 && signal?.aborted !== true;) {
    const content = await findWholeBesideChunked(ctx.db, { leastBytes: LEAST_BYTES, after });
    if (content === undefined) break;
    after = content.id;
    left -= content.sizeBytes;
    try {
      const savedBytes = await convertContent(ctx, content, signal);
      sum.converted += savedBytes > 0 ? 1 : 0;
      sum.savedBytes += savedBytes;
    } catch (error) {
      // It stays as it is; the others are not held up by it.
      ctx.log.warn({ err: error, content: content.id }, "a content stays whole");
    }
  }
  return sum;
}
