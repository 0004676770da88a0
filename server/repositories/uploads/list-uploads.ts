import { z } from "zod";
import type { Page } from "#contract/paging.ts";
import type { Upload } from "#contract/repositories/repository.ts";
import type { RequestContext } from "../../context.ts";
import { decodeCursor, toPage } from "../../platform/paging.ts";
import type { Repository } from "../repository.ts";
import { listSessions } from "../store/uploads.ts";
import { describeUpload } from "./describe-upload.ts";
import { uploadOwner } from "./own-upload.ts";

const Cursor = z.object({ createdAt: z.string(), id: z.string() });

/** One's own uploads to a repository that are unfinished or not yet committed, newest first. */
export async function listUploads(
  ctx: RequestContext,
  repository: Repository,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<Page<Upload>> {
  const after = decodeCursor(cursor, Cursor);
  const sessions = await listSessions(ctx.db, uploadOwner(ctx, repository), { after, limit });
  const page = toPage(sessions, limit, {
    itemOf: (session) => session,
    keyOf: ({ createdAt, id }) => ({ createdAt: createdAt.toISOString(), id }),
  });
  const items = await Promise.all(page.items.map((session) => describeUpload(ctx, session)));
  return { ...page, items };
}
