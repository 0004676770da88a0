import type { NoticeKind } from "#contract/accounts/notice.ts";
import { assetPath } from "#contract/page-paths.ts";
import { listManagers, notify, type SignedIn } from "../accounts/index.ts";
import type { RequestContext } from "../context.ts";
import type { DatabaseTransaction } from "../platform/database/index.ts";
import { listReaders, type Repository } from "../repositories/index.ts";
import { listSpeakers } from "./store/events.ts";

/** Of the latest that were in a thread. */
const MAX_SPEAKERS = 100;

type Comment = {
  repository: Repository;
  author: SignedIn;
  discussion: { id: number; num: number; title: string };
};

/**
 * ACC-6: tells those who manage the asset of what was said about it, and those who took part in the
 * thread that somebody went on: who may read it still.
 */
export async function tellOfComment(
  ctx: Pick<RequestContext, "now">,
  trx: DatabaseTransaction,
  { repository, author, discussion }: Comment,
): Promise<void> {
  const managers = await listManagers(trx, repository.namespaceId);
  const speakers = await listReaders(trx, {
    repositoryId: repository.id,
    accountIds: await listSpeakers(trx, { discussionId: discussion.id, limit: MAX_SPEAKERS }),
    now: ctx.now(),
  });
  const { ownerName: owner, name, kind } = repository;
  const tell = (to: readonly number[], noticeKind: NoticeKind) =>
    notify(trx, {
      to: to.filter((accountId) => accountId !== author.accountId),
      kind: noticeKind,
      params: { account: author.name, asset: `${owner}/${name}`, title: discussion.title },
      path: assetPath({ kind, owner, name }, `/discussions/${discussion.num}`),
    });
  await tell(
    speakers.filter((accountId) => !managers.includes(accountId)),
    "comment-reply",
  );
  await tell(managers, "discussion-comment");
}
