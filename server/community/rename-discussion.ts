import type { Discussion } from "#contract/community/discussion.ts";
import type { RequestContext } from "../context.ts";
import { problem } from "#contract/problems.ts";
import { withTransaction } from "../platform/database/index.ts";
import { refuseSensitiveWords } from "../platform/words/index.ts";
import { requireSpace } from "./add-comment.ts";
import { type DiscussionAddress, findThread, lockThread, requireAbility } from "./find-thread.ts";
import { getDiscussion } from "./get-discussion.ts";
import { limitWords } from "./limits.ts";
import { updateDiscussion } from "./store/discussions.ts";
import { insertEvent } from "./store/events.ts";

/**
 * @throws {Problem} `forbidden` for who is neither its author nor may write, `discussion-state-wrong`
 *   when it is called so already, `rate-limited`.
 */
export async function renameDiscussion(
  ctx: RequestContext,
  address: DiscussionAddress,
  title: string,
): Promise<Discussion> {
  const found = await findThread(ctx, address, "participant");
  const viewer = requireAbility(ctx, found, "rename");
  await limitWords(ctx, viewer);
  await refuseSensitiveWords(ctx, { title });
  const author = { id: viewer.accountId, name: viewer.name };
  await withTransaction(ctx.db, async (trx) => {
    const { discussion } = await lockThread(ctx, trx, found);
    if (discussion.title === title) throw sameTitle(discussion);
    requireSpace({ discussion });
    const change = { type: "title-change", body: title, bodyBefore: discussion.title } as const;
    await updateDiscussion(trx, discussion.id, { title });
    await insertEvent(trx, discussion.id, { ...change, author });
  });
  return getDiscussion(ctx, address);
}

function sameTitle({ num, title }: { num: number; title: string }) {
  return problem("discussion-state-wrong", { detail: `#${num} is called ${title} already` });
}
