import type { NamespaceSummary } from "#contract/fields.ts";
import type { RequestContext } from "../context.ts";
import { findPeople } from "./find-people.ts";
import { findOrganisations } from "./store/organisation-names.ts";
import { toSummary } from "./store/namespaces.ts";

/**
 * Organisations whose name or nickname begins with the query, and people for those who may search
 * for them (ACC-3), people first: at most `limit` of the two together, and some of each where there
 * are.
 */
export async function findNamespaces(
  ctx: RequestContext,
  { q, limit }: { q: string; limit: number },
): Promise<NamespaceSummary[]> {
  if (q === "" || q.includes("\0") || !q.isWellFormed()) return [];
  const [organisations, people] = await Promise.all([
    findOrganisations(ctx.db, q, limit),
    ctx.viewer.kind === "account" ? findPeople(ctx, { q, limit }) : { items: [] },
  ]);
  const peopleShown = Math.max(limit - organisations.length, Math.ceil(limit / 2));
  return [
    ...people.items
      .slice(0, peopleShown)
      .map(({ name, kind, nickname, avatarUrl }) => ({ name, kind, nickname, avatarUrl })),
    ...organisations.map(toSummary),
  ].slice(0, limit);
}
