import { z } from "zod";
import type { Address } from "#contract/fields.ts";
import type { Page, PageQuery } from "#contract/paging.ts";
import { KIND_RULES } from "#contract/publishing/kind-rules.ts";
import type { Version } from "#contract/publishing/version.ts";
import type { RequestContext } from "../../context.ts";
import { decodeCursor, toPage } from "../../platform/paging.ts";
import { presentVersions, seeVersions } from "./see-versions.ts";
import { selectVersions, type VersionRow } from "./store.ts";

const Part = z.number().int().min(0).max(2_147_483_647);
const Cursor = z.tuple([Part, Part, Part]);

type Versions = Page<Version> & { newest: string | null; canAdd: boolean };

/** PUB-5: the versions of an asset that this viewer sees, the highest precedence first. */
export async function listVersions(
  ctx: RequestContext,
  address: Address,
  { cursor, limit }: PageQuery,
): Promise<Versions> {
  const below = decodeCursor(cursor, Cursor);
  const sight = await seeVersions(ctx, address);
  const { repository, statuses, newest, manages, state } = sight;
  const rows = await selectVersions(ctx.db, {
    assetId: repository.id,
    statuses,
    below,
    limit: limit + 1,
  });
  const { items, nextCursor } = toPage(rows, limit, {
    itemOf: (row: VersionRow) => row,
    keyOf: (row: VersionRow) => row.parts,
  });
  return {
    items: await presentVersions(ctx, sight, items),
    nextCursor,
    newest: newest[0]?.number ?? null,
    canAdd: manages && state === "published" && KIND_RULES[repository.kind].hasVersions,
  };
}
