import { z } from "zod";
import type {
  AccountSearch,
  AccountState,
  AdministeredAccount,
} from "#contract/accounts/administration-endpoints.ts";
import type { Page } from "#contract/paging.ts";
import type { RequestContext } from "../context.ts";
import { decodeCursor, toPage } from "../platform/paging.ts";
import { toPerson } from "./find-people.ts";
import { requireAdministrator } from "./require-account.ts";
import { listAccounts as selectAccounts } from "./store/administration.ts";

/** PLT-4: everybody, suspended and deleted accounts too, newest first. */
export async function listAccounts(
  ctx: RequestContext,
  { q = "", state, cursor, limit }: AccountSearch,
): Promise<Page<AdministeredAccount>> {
  requireAdministrator(ctx);
  const before = decodeCursor(cursor, z.number().int());
  const rows = await selectAccounts(ctx.db, { query: q, state: state ?? null, before, limit });
  return toPage(rows, limit, {
    itemOf: (row) => ({
      ...toPerson(row),
      email: row.email,
      state: row.state as AccountState,
      isAdmin: row.is_admin,
      identityVerifiedAt: row.identity_verified_at?.toISOString() ?? null,
      identitySource: row.identity_source,
      createdAt: row.created_at.toISOString(),
    }),
    keyOf: (row) => row.id,
  });
}
