import { isProblem } from "#contract/problems.ts";
import type { Finding } from "#contract/publishing/finding.ts";
import { randomAccess } from "../../platform/formats/random-access.ts";
import { findSecrets, openFile, type Repository } from "../../repositories/index.ts";
import type { CheckContext } from "./check-context.ts";
import { findFilesByEnding } from "./find-files-by-ending.ts";
import { readImageConfigs } from "./read-image-configs.ts";

/** So many saved images of one asset are looked into. */
const ARCHIVES = 10;
/** Of each: headers and configurations, never the layers. */
const BUDGET_BYTES = 32_000_000;

/**
 * PUB-14: secrets in the configuration of a saved image (`docker save`, `podman save`): environment
 * variables and the commands it was built with, which nobody sees who looks at its files. What is in
 * its layers is found by the scan of files.
 */
export async function findImageProblems(
  ctx: CheckContext,
  repository: Repository,
  commit: string,
): Promise<Finding[]> {
  const search = { commit, ending: ".tar", limit: ARCHIVES };
  const problems: Finding[] = [];
  for (const path of await findFilesByEnding(ctx, repository, search)) {
    const texts = await readConfigs(ctx, repository, { commit, path });
    if (texts.every((text) => findSecrets(text).length === 0)) continue;
    const message = `The configuration of the image in ${path} holds what looks like a secret`;
    problems.push({ check: "secret", isBlocking: true, message, path });
  }
  return problems;
}

/** Of a file whose bytes were purged there is nothing to read, and nothing to find. */
async function readConfigs(
  ctx: CheckContext,
  repository: Repository,
  at: { commit: string; path: string },
): Promise<string[]> {
  try {
    const { sizeBytes, read } = await openFile(ctx, repository, at);
    return await readImageConfigs(randomAccess({ sizeBytes, read }, BUDGET_BYTES));
  } catch (error) {
    if (isProblem(error, "content-purged")) return [];
    throw error;
  }
}
