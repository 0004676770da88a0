import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import type { Repository } from "../repository.ts";
import { tagRef } from "../rules/ref-names.ts";
import { markLost } from "../store/ledger.ts";
import { findRef, guardRef, removeRef } from "../store/refs.ts";
import * as repositories from "../store/repositories.ts";
import { refreshWithholding } from "../store/withheld.ts";
import { addRef, announceRef } from "./add-ref.ts";

type Pin = { repository: Repository; name: string; commit: string };

/**
 * Keeps a commit under a tag that nobody moves or deletes: whatever becomes of the branches, the
 * collector leaves it. Only who may write sees it until `showTag`. A tag of this name that names the
 * commit already is protected from now on, and stays in sight.
 * @returns whether the tag is new.
 * @throws {Problem} `ref-exists` when the name is in use for something else; `revision-not-found`
 *   for a commit that has just been swept.
 */
export async function pinTag(
  ctx: RequestContext,
  trx: DatabaseTransaction,
  { repository, name, commit }: Pin,
): Promise<{ isNew: boolean }> {
  const locked = await repositories.lock(trx, repository.id);
  if (locked === undefined) throw problem("not-found");
  const present = await findRef(trx, repository.id, tagRef(name));
  if (present?.commit === commit && !present.isProtected) {
    await guardRef(trx, repository.id, { name: present.name, isProtected: true });
    return { isNew: false };
  }
  const ref = { name: tagRef(name), target: commit, commit, isProtected: true };
  await addRef(ctx, trx, { repository, ref });
  await guardRef(trx, repository.id, { name: ref.name, isProtected: true, isHidden: true });
  await refreshWithholding(trx, repository.id);
  return { isNew: true };
}

/** Lets a tag that `pinTag` has pinned be seen by all who see the others. */
export async function showTag(
  trx: DatabaseTransaction,
  repositoryId: number,
  name: string,
): Promise<void> {
  await guardRef(trx, repositoryId, { name: tagRef(name), isProtected: true });
  await refreshWithholding(trx, repositoryId);
}

/** Gives a tag free that `pinTag` has pinned: it goes, or is an ordinary tag again. */
export async function unpinTag(
  ctx: RequestContext,
  trx: DatabaseTransaction,
  { repository, name, isKept }: { repository: Repository; name: string; isKept: boolean },
): Promise<void> {
  const locked = await repositories.lock(trx, repository.id);
  const present = await findRef(trx, repository.id, tagRef(name));
  if (locked === undefined || present === undefined) return;
  if (isKept) {
    await guardRef(trx, repository.id, { name: present.name, isProtected: false });
    return;
  }
  await removeRef(trx, repository.id, present.name);
  await refreshWithholding(trx, repository.id);
  await markLost(trx, repository.id);
  await announceRef(ctx, trx, { repository: locked, ref: present.name, before: present.commit });
}
