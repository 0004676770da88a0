import type { Address } from "#contract/fields.ts";
import type { RequestContext } from "../../context.ts";
import {
  type Entry,
  findEntry,
  findHead,
  listEntries,
  requireRepository,
} from "../../repositories/index.ts";

/** More than any article of ours has; what a push has brought beyond that is among its files. */
const LISTED = 100;

/** The files in one folder of an article, at the head of its default branch. */
export async function listArticleFiles(
  ctx: RequestContext,
  address: Address,
  folder: string,
): Promise<Entry[]> {
  const repository = await requireRepository(ctx, address, "read");
  const commit = await findHead(ctx, repository);
  if (commit === null) return [];
  const entry = await findEntry(ctx, repository, { commit, path: folder });
  if (entry?.type !== "folder") return [];
  const query = { commit, path: folder, recursive: false, limit: LISTED };
  const { items } = await listEntries(ctx, repository, query);
  return items.filter(({ type }) => type === "file");
}
