import { isProblem } from "#contract/problems.ts";
import type { Finding } from "#contract/publishing/finding.ts";
import { getNotebook, type Repository } from "../../repositories/index.ts";
import type { CheckContext } from "./check-context.ts";
import { findFilesByEnding } from "./find-files-by-ending.ts";

/** So many that cannot be read are enough to say so. */
const TRIES = 3;

/** PUB-13: a notebook holds an .ipynb that can be read; a README beside it is no harm. */
export async function findNotebookProblems(
  ctx: CheckContext,
  repository: Repository,
  { commit, ending }: { commit: string; ending: string },
): Promise<Finding[]> {
  const paths = await findFilesByEnding(ctx, repository, { commit, ending, limit: TRIES });
  const broken: Finding[] = [];
  for (const path of paths) {
    const reason = await findFault(ctx, repository, { commit, path });
    if (reason === null) return [];
    broken.push(blocking(`${path} is no notebook: ${reason}`, path));
  }
  return broken.length > 0 ? broken : [blocking(`There is no ${ending} file`, null)];
}

function blocking(message: string, path: string | null): Finding {
  return { check: "notebook", isBlocking: true, message, path };
}

/** Why it cannot be read; null when it can. */
async function findFault(
  ctx: CheckContext,
  repository: Repository,
  { commit, path }: { commit: string; path: string },
): Promise<string | null> {
  try {
    await getNotebook(ctx, repository, { revision: commit, path });
    return null;
  } catch (error) {
    if (!isProblem(error)) throw error;
    return error.detail;
  }
}
