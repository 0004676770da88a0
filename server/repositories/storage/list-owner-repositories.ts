import { z } from "zod";
import type { AssetKind } from "#contract/kinds.ts";
import type { Page, PageQuery } from "#contract/paging.ts";
import type { StoredRepository } from "#contract/repositories/storage.ts";
import type { RequestContext } from "../../context.ts";
import { decodeCursor, toPage } from "../../platform/paging.ts";
import { listRepositoriesBySize } from "../store/storage-reports.ts";
import { requireMembership } from "./get-owner-storage.ts";

const Cursor = z.object({ sizeBytes: z.number().int(), id: z.number().int() });

/**
 * Repositories of an owner by what their deletion would free.
 * @throws {Problem} `not-found` for who is no member and no administrator.
 */
export async function listOwnerRepositories(
  ctx: RequestContext,
  owner: string,
  { cursor, limit }: PageQuery,
): Promise<Page<StoredRepository>> {
  const after = decodeCursor(cursor, Cursor);
  const { id } = await requireMembership(ctx, owner);
  const rows = await listRepositoriesBySize(ctx.db, id, { after, limit });
  return toPage(rows, limit, {
    itemOf: ({ kind, name, heldBytes, soleBytes, gitBytes }) => ({
      kind: kind as AssetKind,
      name,
      heldBytes,
      soleBytes,
      gitBytes,
    }),
    keyOf: (row) => ({ sizeBytes: row.soleBytes + row.gitBytes, id: row.id }),
  });
}
