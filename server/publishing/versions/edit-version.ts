import type { Version, VersionEdit } from "#contract/publishing/version.ts";
import type { RequestContext } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { refuseSensitiveWords } from "../../platform/words/index.ts";
import { requireRepository } from "../../repositories/index.ts";
import { getVersion, type VersionAddress, versionNotFound } from "./get-version.ts";
import { findVersion, updateVersion } from "./store.ts";

/** PUB-5: changes the texts of a version; its commit and its number never change. */
export async function editVersion(
  ctx: RequestContext,
  { number, ...address }: VersionAddress,
  { description, constraints }: VersionEdit,
): Promise<Version> {
  const { id } = await requireRepository(ctx, address, "manage");
  await refuseSensitiveWords(ctx, { description, constraints });
  await withTransaction(ctx.db, async (trx) => {
    const version = await findVersion(trx, id, number);
    if (version === undefined) throw versionNotFound(number);
    await updateVersion(trx, version.id, {
      ...(description === undefined ? {} : { description }),
      ...(constraints === undefined ? {} : { constraints }),
    });
  });
  return getVersion(ctx, { ...address, number });
}
