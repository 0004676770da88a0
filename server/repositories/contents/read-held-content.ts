import { problem } from "#contract/problems.ts";
import type { Context } from "../../context.ts";
import type { SendableFile } from "../reading/entry.ts";
import { findHeld } from "../store/contents.ts";
import { isContentPurged } from "../store/purges.ts";
import { requireOpen, type Viewed } from "../withholding/withheld.ts";
import { readContent } from "./read-content.ts";

/**
 * Opens a content that the repository references in any revision, for a protocol that knows
 * hashes and no paths.
 * @throws {Problem} `entry-not-found`, `content-purged`, `file-closed`.
 */
export async function readHeldContent(
  ctx: Pick<Context, "db" | "store">,
  repository: Viewed,
  sha256: string,
): Promise<SendableFile> {
  requireOpen(repository, { path: sha256, sha256 });
  const [content] = await findHeld(ctx.db, repository.id, [sha256]);
  if (content === undefined) {
    if (await isContentPurged(ctx.db, repository.id, sha256)) {
      throw problem("content-purged", { detail: `${sha256} was purged from this repository` });
    }
    throw problem("entry-not-found", { detail: `This repository has no content ${sha256}` });
  }
  const { objectKey, layout } = content;
  return {
    ...(objectKey === null ? {} : { objectKey }),
    ...(layout === "chunked" ? { chunkedContentId: content.id } : {}),
    name: sha256,
    etag: sha256,
    sizeBytes: content.sizeBytes,
    mediaType: "application/octet-stream",
    read: (range, options) => readContent(ctx, content, { range, ...options }),
  };
}
