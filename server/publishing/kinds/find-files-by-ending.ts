import { listEntries, type Repository } from "../../repositories/index.ts";
import type { CheckContext } from "./check-context.ts";

const PAGE = 1000;
/** Among so many files one is looked for. */
const PAGES = 20;

/** Paths of the first files of a commit whose names end so, whatever their case. */
export async function findFilesByEnding(
  ctx: CheckContext,
  repository: Repository,
  { commit, ending, limit }: { commit: string; ending: string; limit: number },
): Promise<string[]> {
  const found: string[] = [];
  const query = { commit, path: "", recursive: true, limit: PAGE };
  let cursor: string | undefined;
  for (let page = 0; page < PAGES && found.length < limit; page += 1) {
    const { items, nextCursor } = await listEntries(ctx, repository, { ...query, cursor });
    for (const { type, name, path } of items) {
      if (type === "file" && name.toLowerCase().endsWith(ending)) found.push(path);
    }
    if (nextCursor === null) break;
    cursor = nextCursor;
  }
  return found.slice(0, limit);
}
