import { problem } from "#contract/problems.ts";
import type { Context } from "../../context.ts";
import type { XetHash } from "../../platform/formats/xet/index.ts";
import type { Repository } from "../repository.ts";
import { findHeldByXetHash } from "../store/chunked-contents.ts";

/**
 * A chunked content that the repository references in any revision, by its hash in the xet protocol.
 * @throws {Problem} `not-found`.
 */
export async function findChunkedFile(
  { db }: Pick<Context, "db">,
  repository: Pick<Repository, "id">,
  hash: XetHash,
): Promise<{ id: number; sizeBytes: number }> {
  const content = await findHeldByXetHash(db, repository.id, hash);
  if (content === undefined) throw problem("not-found", { detail: "There is no such file here" });
  return content;
}
