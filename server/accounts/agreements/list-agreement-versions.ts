import { z } from "zod";
import type { AgreementName, AgreementRecord } from "#contract/accounts/agreement.ts";
import type { Page, PageQuery } from "#contract/paging.ts";
import type { RequestContext } from "../../context.ts";
import type { Database } from "../../platform/database/index.ts";
import { decodeCursor, toPage } from "../../platform/paging.ts";
import { summariseNamespaces } from "../store/namespaces.ts";
import { countAcceptances, getVersionInForce, listVersions, type VersionRow } from "./store.ts";

/** PLT-4: what the agreement said when, and how many consented to it. */
export async function listAgreementVersions(
  ctx: RequestContext,
  agreement: AgreementName,
  { cursor, limit }: PageQuery,
): Promise<Page<AgreementRecord>> {
  const before = decodeCursor(cursor, z.number().int());
  const rows = await listVersions(ctx.db, agreement, { before, limit });
  const { items, nextCursor } = toPage(rows, limit, {
    itemOf: (row: VersionRow) => row,
    keyOf: (row: VersionRow) => row.id,
  });
  return { items: await presentVersions(ctx.db, items, { agreement, at: ctx.now() }), nextCursor };
}

export async function presentVersions(
  db: Database,
  rows: readonly VersionRow[],
  { agreement, at }: { agreement: AgreementName; at: Date },
): Promise<AgreementRecord[]> {
  const [current, counts, authors] = await Promise.all([
    getVersionInForce(db, agreement, at),
    countAcceptances(
      db,
      agreement,
      rows.map(({ version }) => version),
    ),
    summariseNamespaces(
      db,
      rows.flatMap(({ created_by }) => created_by ?? []),
    ),
  ]);
  const stateOf = ({ id }: VersionRow): AgreementRecord["state"] => {
    if (id === current.id) return "in-force";
    return id > current.id ? "planned" : "replaced";
  };
  return rows.map((row) => ({
    agreement,
    version: row.version,
    effectiveAt: row.effective_at.toISOString(),
    createdAt: row.created_at.toISOString(),
    createdBy: (row.created_by === null ? null : authors.get(row.created_by)) ?? null,
    state: stateOf(row),
    acceptances: counts.get(row.version) ?? 0,
  }));
}
