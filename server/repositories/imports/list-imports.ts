import { z } from "zod";
import type { Page, PageQuery } from "#contract/paging.ts";
import type { Transfer } from "#contract/repositories/transfer.ts";
import type { RequestContext } from "../../context.ts";
import { decodeCursor, toPage } from "../../platform/paging.ts";
import { presentTransfer } from "../bucket-transfers/present-transfer.ts";
import { listTransfers } from "../bucket-transfers/store/transfers.ts";
import type { Repository } from "../repository.ts";

/** What was imported into a repository, or is, newest first. */
export async function listImports(
  ctx: RequestContext,
  { id: repositoryId }: Repository,
  { cursor, limit }: PageQuery,
): Promise<Page<Transfer>> {
  const before = decodeCursor(cursor, z.number().int());
  const page = { direction: "import", before, limit } as const;
  const rows = await listTransfers(ctx.db, { repositoryId }, page);
  return toPage(rows, limit, { itemOf: presentTransfer, keyOf: (row) => row.id });
}
