import type { NoticeKind } from "#contract/accounts/notice.ts";
import { type FoundAccount, listManagers, notify, type SignedIn } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { listReaders } from "../../repositories/index.ts";
import { commentPath } from "./comment-path.ts";
import type { CommentsPlace } from "./find-comments-place.ts";
import { type CommentRow, findComment } from "./store/comments.ts";

const EXCERPT = 200;

type News = {
  place: CommentsPlace;
  author: SignedIn;
  row: CommentRow;
  answered: CommentRow | null;
  mentioned: readonly FoundAccount[];
};

/**
 * ACC-6: tells of a comment whom it answers, whom it mentions, and those who manage the asset: each
 * once, nobody of their own words, and nobody who may not see the asset.
 */
export async function tellOfComment(
  ctx: Pick<RequestContext, "now">,
  trx: DatabaseTransaction,
  { place, author, row, answered, mentioned }: News,
): Promise<void> {
  const { repository } = place;
  const answeredIds = await listAnswered(trx, place, answered);
  const mentionedIds = mentioned.map(({ id }) => id);
  const readers = await listReaders(trx, {
    repositoryId: repository.id,
    accountIds: [...answeredIds, ...mentionedIds],
    right: "see",
    now: ctx.now(),
  });
  const told = new Set([author.accountId]);
  const tell = async (kind: NoticeKind, accountIds: readonly number[]) => {
    const to = accountIds.filter((id) => !told.has(id));
    for (const id of to) told.add(id);
    const { ownerName, name } = repository;
    await notify(trx, {
      to,
      kind,
      params: {
        account: author.name,
        asset: `${ownerName}/${name}`,
        text: excerptOf(row.body),
      },
      path: commentPath(repository, row.publicId),
    });
  };
  await tell(
    "asset-comment-reply",
    answeredIds.filter((id) => readers.includes(id)),
  );
  await tell(
    "comment-mention",
    mentionedIds.filter((id) => readers.includes(id)),
  );
  await tell("asset-comment", await listManagers(trx, repository.namespaceId));
}

/** Who said what is answered, and who began the thread. */
async function listAnswered(
  trx: DatabaseTransaction,
  { reading }: CommentsPlace,
  answered: CommentRow | null,
): Promise<number[]> {
  if (answered === null) return [];
  const { rootId } = answered;
  const root = rootId === null ? undefined : await findComment(trx, reading, { id: rootId });
  return [answered.authorId ?? [], root?.authorId ?? []].flat();
}

/** The beginning of a comment in one line. */
export function excerptOf(body: string): string {
  const characters = [...body.replaceAll(/\s+/gu, " ").trim()];
  if (characters.length <= EXCERPT) return characters.join("");
  return `${characters.slice(0, EXCERPT - 1).join("")}…`;
}
