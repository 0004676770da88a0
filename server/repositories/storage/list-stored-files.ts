import { z } from "zod";
import type { Page, PageQuery } from "#contract/paging.ts";
import type { StoredFile } from "#contract/repositories/storage.ts";
import type { Context } from "../../context.ts";
import { decodeCursor, toPage } from "../../platform/paging.ts";
import type { Repository } from "../repository.ts";
import * as reports from "../store/storage-reports.ts";

const Cursor = z.object({ sizeBytes: z.number().int(), contentId: z.number().int() });

/** Large files of all revisions, largest first. */
export async function listStoredFiles(
  { db }: Pick<Context, "db">,
  repository: Repository,
  { cursor, limit }: PageQuery,
): Promise<Page<StoredFile>> {
  const after = decodeCursor(cursor, Cursor);
  const rows = await reports.listStoredFiles(db, repository, { after, limit });
  return toPage(rows, limit, {
    itemOf: ({ path, sha256, sizeBytes, isCurrent, isShared, addedAt }) => ({
      path,
      sha256,
      sizeBytes,
      isCurrent,
      isShared,
      addedAt: addedAt.toISOString(),
    }),
    keyOf: ({ sizeBytes, contentId }) => ({ sizeBytes, contentId }),
  });
}
