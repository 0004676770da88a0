import type { Purge, PurgeTarget } from "#contract/repositories/purge.ts";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import { recordAudit } from "../../platform/audit.ts";
import { type DatabaseTransaction, withTransaction } from "../../platform/database/index.ts";
import { collectJob } from "../collecting/collect-job.ts";
import type { Repository } from "../repository.ts";
import { removeEdges } from "../store/edges.ts";
import { countOut } from "../store/ledger.ts";
import { eraseSmallFiles, forgetPlan } from "../store/purge-plans.ts";
import {
  expireContents,
  insertPurge,
  insertPurgedContents,
  type PurgeRow,
} from "../store/purges.ts";
import * as repositories from "../store/repositories.ts";
import { noteSweep } from "../store/sweeps.ts";
import { forgetTablesJob } from "./forget-tables.ts";
import { describePurges } from "./list-purges.ts";
import { type MadePlan, makePlan } from "./make-plan.ts";

export type PurgeOrder = {
  target: PurgeTarget;
  /** Of the plan that the owner has read. */
  plan: string;
  /** The full name, typed. */
  confirmation: string;
};

/**
 * REP-7: makes old content unreadable for good, in one transaction and exactly as planned; the
 * collector then frees the bytes. Whoever kills the server in between finds all of it done or
 * nothing, and the collector goes on where it was. Commits, trees and pointers stay, so no id
 * changes.
 * @throws {Problem} `confirmation-wrong`, `purge-blocked` with the `blockers`, `purge-plan-stale`,
 *   `history-too-long`.
 */
export async function purgeContents(
  ctx: RequestContext,
  repository: Repository,
  { target, plan, confirmation }: PurgeOrder,
): Promise<Purge> {
  const fullName = `${repository.ownerName}/${repository.name}`;
  if (confirmation.trim() !== fullName) {
    throw problem("confirmation-wrong", { detail: `confirmation: type ${fullName} to purge` });
  }
  const row = await withTransaction(ctx.db, async (trx) => {
    const locked = await repositories.lock(trx, repository.id);
    if (locked === undefined) throw problem("not-found");
    const made = await makePlan(trx, locked, target);
    requirePurgeable(made, plan);
    return purgePlanned(ctx, trx, { repository: locked, target, made });
  });
  const [purge] = await describePurges(ctx, [row]);
  if (purge === undefined) throw new Error("a purge is not described");
  return purge;
}

function requirePurgeable({ plan }: MadePlan, expected: string): void {
  requireUnshown(plan);
  if (plan.plan !== expected) throw problem("purge-plan-stale", { hint: "Look at the plan again" });
}

/** @throws {Problem} `purge-blocked`, naming who still shows some of it. */
export function requireUnshown(plan: Pick<MadePlan["plan"], "blockers">): void {
  if (plan.blockers.length > 0) {
    const names = [...new Set(plan.blockers.map(({ name }) => name))];
    throw problem("purge-blocked", {
      detail: `Still shown by ${names.slice(0, 20).join(", ")}`,
      hint: "Delete the files from branches first; the files of a published version stay",
      extra: { blockers: plan.blockers.slice(0, 100) },
    });
  }
}

type Planned = { repository: Repository; target: PurgeTarget; made: MadePlan };

/** Ends what a plan names, in the transaction that made it; the collector is told afterwards. */
export async function purgePlanned(
  ctx: RequestContext,
  trx: DatabaseTransaction,
  { repository, target, made: { plan, marks, contents } }: Planned,
): Promise<PurgeRow> {
  const row = await insertPurge(trx, repository.id, {
    accountId: ctx.viewer.kind === "account" ? ctx.viewer.accountId : null,
    kind: target.kind,
    paths: target.kind === "paths" ? target.paths : [],
    fileCount: plan.largeFiles + plan.smallFiles,
    sizeBytes: plan.freedBytes + plan.sharedBytes,
  });
  const ids = contents.map(({ id }) => id);
  const hashes = contents.map(({ sha256 }) => sha256);
  await insertPurgedContents(trx, { repositoryId: repository.id, purgeId: row.id }, hashes);
  const contentIds = await removeEdges(trx, repository.id, ids);
  await expireContents(trx, repository.namespaceId, contentIds);
  const gitBytes = await eraseSmallFiles(trx, marks);
  await noteSweep(trx, repository.id);
  await countOut(trx, repository, { contentIds, gitBytes });
  await recordAudit(trx, ctx, {
    action: "repositories.purged",
    subject: `${repository.ownerName}/${repository.name}`,
    details: {
      purge: row.publicId,
      ...target,
      files: row.fileCount,
      sizeBytes: row.sizeBytes,
    },
  });
  await forgetPlan(trx, marks);
  await ctx.jobs.enqueue(trx, collectJob, {});
  await ctx.jobs.enqueue(trx, forgetTablesJob, { repositoryId: repository.id });
  return row;
}
