import type { Board } from "#contract/community/discussion.ts";
import type { Address } from "#contract/fields.ts";
import type { RequestContext } from "../context.ts";
import { isWritingCredential } from "../repositories/index.ts";
import { findPlace } from "./find-place.ts";

const MANAGE = 4;

/** How many threads a repository has, and whether they are switched on. */
export async function getBoard(ctx: RequestContext, address: Address): Promise<Board> {
  const { repository, level, board } = await findPlace(ctx, address);
  return {
    isOpen: board.isOpen,
    discussions: { open: board.openDiscussions, closed: board.closedDiscussions },
    pullRequests: { open: board.openPullRequests, closed: board.closedPullRequests },
    canOpen: board.isOpen && isWritingCredential(ctx.viewer, repository.id),
    canConfigure: level >= MANAGE,
  };
}
