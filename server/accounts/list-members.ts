import { z } from "zod";
import type { Person, Role } from "#contract/accounts/account.ts";
import type { Page, PageQuery } from "#contract/paging.ts";
import type { RequestContext } from "../context.ts";
import { decodeCursor, toPage } from "../platform/paging.ts";
import { toPerson } from "./find-people.ts";
import { requireOrganisation } from "./require-organisation.ts";
import { listMembersOf } from "./store/organisations.ts";

/** The members of an organisation. @throws {Problem} `not-found` */
export async function listMembers(
  ctx: RequestContext,
  owner: string,
  { cursor, limit }: PageQuery,
): Promise<Page<Person & { role: Role }>> {
  const organisation = await requireOrganisation(ctx, owner);
  const after = decodeCursor(cursor, z.number().int()) ?? 0;
  const page = { organisationId: organisation.id, after, limit: limit + 1 };
  const rows = await listMembersOf(ctx.db, page);
  return toPage(rows, limit, {
    itemOf: (row) => ({ ...toPerson(row), role: row.role as Role }),
    keyOf: (row) => row.id,
  });
}
