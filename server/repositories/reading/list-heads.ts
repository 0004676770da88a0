import type { Context } from "../../context.ts";
import { findHeads } from "../store/path-entries.ts";

export type Head = {
  /** Null before the first commit. */
  commit: string | null;
  paths: string[];
};

/**
 * What the default branches of many repositories show, for lists of them: the head and the paths of
 * its first files.
 * @param options.files most paths of one repository.
 */
export async function listHeads(
  { db }: Pick<Context, "db">,
  repositoryIds: readonly number[],
  { files }: { files: number },
): Promise<Map<number, Head>> {
  if (repositoryIds.length === 0) return new Map();
  const heads = await findHeads(db, { repositoryIds, files });
  return new Map(heads.map(({ id, head, paths }) => [id, { commit: head, paths }]));
}
