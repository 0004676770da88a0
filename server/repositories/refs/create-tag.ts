import type { Ref } from "#contract/repositories/repository.ts";
import type { RequestContext } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { cleanMessage, hashObject, serialiseTag } from "../../platform/git/index.ts";
import { authorOf } from "../commits/compose-commit.ts";
import { resolveRevision } from "../reading/resolve-revision.ts";
import type { Repository } from "../repository.ts";
import { branchRef, checkRefName, tagRef } from "../rules/ref-names.ts";
import { insertObjects, type NewObject } from "../store/objects.ts";
import { countIn } from "../store/ledger.ts";
import { addRef } from "./add-ref.ts";
import { describeRef } from "./describe-ref.ts";

export type NewTag = {
  name: string;
  revision?: string | undefined;
  /** Makes an annotated tag, an object of its own; without it the tag is only a name. */
  message?: string | undefined;
  /** Of a published version: nobody moves or deletes it. */
  isProtected?: boolean;
};

/**
 * Makes a tag at a revision, of the default branch's head when none is given.
 * @throws {Problem} `ref-name-invalid`, `ref-exists`, `revision-not-found`.
 */
export async function createTag(
  ctx: RequestContext,
  repository: Repository,
  { name, revision, message = "", isProtected = false }: NewTag,
): Promise<Ref> {
  checkRefName(name);
  const wanted = revision ?? branchRef(repository.defaultBranch);
  const commit = await resolveRevision(ctx, repository, wanted);
  const object = composeTag(ctx, { name, commit, message: cleanMessage(message) });
  const ref = { name: tagRef(name), target: object?.oid ?? commit, commit, isProtected };
  await withTransaction(ctx.db, async (trx) => {
    const locked = await addRef(ctx, trx, { repository, ref });
    if (object === undefined) return;
    const gitBytes = await insertObjects(trx, repository.id, [object]);
    await countIn(trx, locked, { contentIds: [], gitBytes });
  });
  return describeRef(ref);
}

function composeTag(
  ctx: RequestContext,
  { name, commit, message }: { name: string; commit: string; message: string },
): NewObject | undefined {
  if (message === "") return undefined;
  const tagger = authorOf(ctx);
  const body = serialiseTag({ object: commit, type: "commit", name, tagger, message });
  return { oid: hashObject("tag", body), type: "tag", body };
}
