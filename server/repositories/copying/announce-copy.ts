import type { RequestContext } from "../../context.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { emit } from "../../platform/events/index.ts";
import { diffTrees } from "../../platform/git/index.ts";
import { refMoved, refMovedEvent } from "../events.ts";
import { readFileAt } from "../objects/read-file-at.ts";
import { readObjectsOf } from "../objects/object-reader.ts";
import { changesOf } from "../refs/update-index.ts";
import type { Repository } from "../repository.ts";
import { branchRef } from "../rules/ref-names.ts";
import { listRefs, type RefRow } from "../store/refs.ts";
import { getById } from "../store/repositories.ts";

/** Tells later words of every branch and tag that a new repository has come with. */
export async function announceCopy(
  ctx: RequestContext,
  trx: DatabaseTransaction,
  { id }: Pick<Repository, "id">,
): Promise<void> {
  const repository = await getById(trx, id);
  for (const ref of await listRefs(trx, id)) {
    if (ref.commit !== null) await announce(ctx, trx, { repository, ref, commit: ref.commit });
  }
}

type Announcement = { repository: Repository; ref: RefRow; commit: string };

async function announce(
  ctx: RequestContext,
  trx: DatabaseTransaction,
  { repository, ref, commit }: Announcement,
): Promise<void> {
  const isDefaultBranch = ref.name === branchRef(repository.defaultBranch);
  const moved = { ref: ref.name, isDefaultBranch, before: null, after: commit };
  const reader = readObjectsOf({ db: trx, store: ctx.store }, repository.id);
  const tree = await reader.treeOf(commit);
  const files = isDefaultBranch
    ? await Array.fromAsync(diffTrees(reader, { before: undefined, after: tree }))
    : [];
  await refMoved.run(trx, {
    ...moved,
    repository,
    changes: await changesOf(reader, files),
    readFile: (path, limitBytes) => readFileAt(ctx, reader, { tree, path, limitBytes }),
  });
  const actorId = ctx.viewer.kind === "account" ? ctx.viewer.accountId : null;
  await emit(trx, refMovedEvent, { ...moved, repositoryId: repository.id, actorId });
}
