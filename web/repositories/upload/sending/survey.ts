import type { Address } from "#contract/fields.ts";
import { isProblem } from "#contract/problems.ts";
import type { FoundEntry } from "#contract/repositories/survey-endpoints.ts";
import { callGallery } from "../../../app/gallery.ts";
import { foldersAbove } from "../queue/check-names.ts";

/** So many paths in one question. */
const PATHS_AT_A_TIME = 1000;

export type Survey = (
  targets: readonly string[],
  options: { signal: AbortSignal },
) => Promise<ReadonlyMap<string, FoundEntry>>;

/** Asks what lies at paths of a branch, and at the folders on the way to them. */
export function createSurvey(address: Address, branch: string): Survey {
  return async (targets, { signal }) => {
    const paths = [...new Set(targets.flatMap((target) => [target, ...foldersAbove(target)]))];
    const found = new Map<string, FoundEntry>();
    const params = { ...address, revision: `refs/heads/${branch}` };
    for (let from = 0; from < paths.length; from += PATHS_AT_A_TIME) {
      const body = { paths: paths.slice(from, from + PATHS_AT_A_TIME) };
      try {
        const input = { params, body };
        const { entries } = await callGallery("repositories.find-entries", input, { signal });
        for (const entry of entries) found.set(entry.path, entry);
      } catch (error) {
        // Before the first commit there is no branch and nothing at any path.
        if (isProblem(error, "revision-not-found")) return found;
        throw error;
      }
    }
    return found;
  };
}
