import type { ListingState } from "#contract/assets/asset.ts";
import type { Address } from "#contract/fields.ts";
import type { Version, VersionStatus } from "#contract/publishing/version.ts";
import { summariseNamespaces } from "../../accounts/index.ts";
import { getShelf } from "../../assets/index.ts";
import type { RequestContext } from "../../context.ts";
import { findRepository, type Repository, requireRight } from "../../repositories/index.ts";
import { abilitiesOf, visibleStatuses } from "./rules.ts";
import { selectVersions, type VersionRow } from "./store.ts";
import { hasSubscribed } from "./subscribers.ts";

const MANAGE = 4;

/** An asset's versions as one viewer sees them. */
export type Sight = {
  repository: Repository;
  manages: boolean;
  state: ListingState;
  /** All of them when undefined. */
  statuses: readonly VersionStatus[] | undefined;
  /** The highest that are available, two at most. */
  newest: readonly VersionRow[];
};

/** @throws {Problem} `not-found` when the viewer may not see the asset. */
export async function seeVersions(ctx: RequestContext, address: Address): Promise<Sight> {
  const found = await findRepository(ctx, address);
  const repository = requireRight(ctx, { address, found, right: "see" });
  const manages = (found?.level ?? 0) >= MANAGE;
  const { viewer } = ctx;
  const isSubscriber =
    viewer.kind === "account" &&
    !manages &&
    (await hasSubscribed(ctx.db, repository.id, viewer.accountId));
  const [shelf, newest] = await Promise.all([
    getShelf(ctx.db, repository.id),
    selectVersions(ctx.db, { assetId: repository.id, statuses: ["available"], limit: 2 }),
  ]);
  const statuses = visibleStatuses({ manages, isSubscriber });
  return { repository, manages, state: shelf.state, statuses, newest };
}

/** Versions as the answer tells them; people are read once for all of them. */
export async function presentVersions(
  { db }: Pick<RequestContext, "db">,
  { manages, state, newest }: Pick<Sight, "manages" | "state" | "newest">,
  rows: readonly VersionRow[],
): Promise<Version[]> {
  const people = await summariseNamespaces(
    db,
    rows.flatMap(({ createdBy }) => createdBy ?? []),
  );
  return rows.map((row) => {
    const hasOther = newest.some(({ id }) => id !== row.id);
    return {
      number: row.number,
      status: row.status,
      commit: row.commit,
      description: row.description,
      constraints: row.constraints,
      regions: row.regions,
      findings: manages ? row.findings : [],
      reason: manages ? row.reason : null,
      createdBy: people.get(row.createdBy ?? 0) ?? null,
      createdAt: row.createdAt.toISOString(),
      publishedAt: row.publishedAt?.toISOString() ?? null,
      abilities: abilitiesOf({ manages, state, status: row.status, hasOther }),
    };
  });
}
