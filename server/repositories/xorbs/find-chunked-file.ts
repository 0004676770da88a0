import { problem } from "#contract/problems.ts";
import type { Context } from "../../context.ts";
import type { XetHash } from "../../platform/formats/xet/index.ts";
import { findHeldByXetHash } from "../store/chunked-contents.ts";
import { requireOpen, type Viewed } from "../withholding/withheld.ts";

/**
 * A chunked content that the repository references in any revision, by its hash in the xet protocol.
 * @throws {Problem} `not-found`; `file-closed`.
 */
export async function findChunkedFile(
  { db }: Pick<Context, "db">,
  repository: Viewed,
  hash: XetHash,
): Promise<{ id: number; sizeBytes: number }> {
  const content = await findHeldByXetHash(db, repository.id, hash);
  if (content === undefined) throw problem("not-found", { detail: "There is no such file here" });
  const { sha256 } = content;
  requireOpen(repository, { path: sha256, sha256 });
  return content;
}
