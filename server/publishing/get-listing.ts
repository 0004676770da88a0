import type { ListingState, Visibility } from "#contract/assets/asset.ts";
import type { Address, NamespaceSummary } from "#contract/fields.ts";
import type { Finding, Listing } from "#contract/publishing/endpoints.ts";
import { summariseNamespaces } from "../accounts/index.ts";
import { getShelf } from "../assets/index.ts";
import type { RequestContext } from "../context.ts";
import type { Database } from "../platform/database/index.ts";
import { listClosedFiles, requireRepository } from "../repositories/index.ts";
import { findFacts } from "./kinds/store.ts";
import { findOwnReview } from "./review/find-own-review.ts";
import { findSubmission, listAudience, listTransitions } from "./store.ts";

const SHOWN_TRANSITIONS = 50;

/** State, findings and history of a listing, for those who manage the asset. */
export async function getListing(ctx: RequestContext, address: Address): Promise<Listing> {
  const { id } = await requireRepository(ctx, address, "manage");
  const [shelf, submission, listed, history, audience, review, closed] = await Promise.all([
    getShelf(ctx.db, id),
    findSubmission(ctx.db, id),
    findFacts(ctx.db, id),
    listTransitions(ctx.db, id, SHOWN_TRANSITIONS),
    summariseAudience(ctx.db, id),
    findOwnReview(ctx.db, id),
    listClosedFiles(ctx.db, id),
  ]);
  return {
    state: shelf.state,
    visibility: shelf.visibility,
    requestedVisibility: (submission?.requested_visibility as Visibility | undefined) ?? null,
    ...listed,
    audience,
    findings: (submission?.findings as Finding[] | undefined) ?? [],
    reason: submission?.reason ?? null,
    review,
    closedFiles: closed.map(({ path }) => path),
    submittedAt: submission?.submitted_at.toISOString() ?? null,
    publishedAt: shelf.publishedAt?.toISOString() ?? null,
    history: history.map((row) => ({
      from: row.from_state as ListingState,
      to: row.to_state as ListingState,
      at: row.created_at.toISOString(),
      reason: row.reason,
    })),
  };
}

async function summariseAudience(db: Database, assetId: number): Promise<NamespaceSummary[]> {
  const accountIds = await listAudience(db, assetId);
  const summaries = await summariseNamespaces(db, accountIds);
  return accountIds.flatMap((id) => summaries.get(id) ?? []);
}
