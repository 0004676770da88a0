import type { ReportTarget } from "#contract/community/report.ts";
import { problem } from "#contract/problems.ts";
import { findNamespace } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import {
  findCommentsPlace,
  requireComment,
  requireShown,
} from "../comments/find-comments-place.ts";
import { findThread } from "../find-thread.ts";
import { describeTarget, type TargetDescription, type TargetIds } from "./describe-target.ts";

/** What the open reports of one target have in common. */
export type FoundTarget = { key: string; ids: TargetIds; description: TargetDescription };

const NOTHING = { assetId: null, commentId: null, discussionId: null, namespaceId: null };

/** What somebody reports, as far as they may know of it. @throws {Problem} `not-found` and its like. */
export async function findTarget(ctx: RequestContext, target: ReportTarget): Promise<FoundTarget> {
  const { id, ids } = await findIds(ctx, target);
  const description = await describeTarget(ctx.db, ids);
  if (description === null) throw problem("not-found", { detail: "There is no such thing here" });
  return { key: `${target.type} ${id}`, ids, description };
}

async function findIds(
  ctx: RequestContext,
  target: ReportTarget,
): Promise<{ id: number; ids: TargetIds }> {
  switch (target.type) {
    case "asset": {
      const { id } = (await findCommentsPlace(ctx, target)).repository;
      return { id, ids: { ...NOTHING, type: "asset", assetId: id } };
    }
    case "comment": {
      const place = await findCommentsPlace(ctx, target);
      const comment = await requireComment(ctx.db, place, target.comment);
      requireShown(comment);
      const { id } = comment;
      const assetId = place.repository.id;
      return { id, ids: { ...NOTHING, type: "comment", assetId, commentId: id } };
    }
    case "discussion": {
      const { place, discussion } = await findThread(ctx, target);
      const { id } = discussion;
      const assetId = place.repository.id;
      return { id, ids: { ...NOTHING, type: "discussion", assetId, discussionId: id } };
    }
    case "account": {
      const namespace = await findNamespace(ctx.db, target.name);
      if (namespace === undefined) {
        throw problem("not-found", { detail: `${target.name} does not exist` });
      }
      const { id } = namespace;
      return { id, ids: { ...NOTHING, type: "account", namespaceId: id } };
    }
  }
}
