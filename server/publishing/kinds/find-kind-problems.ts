import type { Finding } from "#contract/publishing/finding.ts";
import { AUTOMATIC_TRAINING_TAGS, KIND_RULES } from "#contract/publishing/kind-rules.ts";
import { getListingFacts, type ListingFacts } from "../../assets/index.ts";
import { readSetting } from "../../platform/settings/index.ts";
import {
  findEntry,
  findHead,
  getRepositoryById,
  type Repository,
} from "../../repositories/index.ts";
import { findAttachmentProblems } from "./attachments/find-attachment-problems.ts";
import type { CheckContext } from "./check-context.ts";
import { findImageProblems } from "./find-image-problems.ts";
import { findNotebookProblems } from "./find-notebook-problems.ts";
import { findFacts, findSubmittedCommit } from "./store.ts";

/**
 * What is wrong with a listing by the rules of its kind (PUB-1, PUB-12, PUB-13, PUB-21, COM-3), beyond what
 * its card says: the files it must hold, and that they are those that were submitted.
 */
export async function findKindProblems(ctx: CheckContext, assetId: number): Promise<Finding[]> {
  const repository = await getRepositoryById(ctx.db, assetId);
  const [facts, commit, submitted] = await Promise.all([
    getListingFacts(ctx.db, assetId),
    findHead(ctx, repository),
    findSubmittedCommit(ctx.db, assetId),
  ]);
  if (submitted !== null && submitted !== commit) return [changedMeanwhile()];
  return [
    ...(await findTrainingProblems(ctx, facts)),
    ...(commit === null ? [] : await findNeededFiles(ctx, repository, commit)),
  ];
}

/** PUB-12: retrying publishes what the repository holds then. */
function changedMeanwhile(): Finding {
  const message = "Files changed while they were being published";
  return { check: "source-changed", isBlocking: true, message, path: null };
}

/** PUB-1, a rule that the operator can switch off. */
async function findTrainingProblems(
  ctx: CheckContext,
  { kind, tags }: ListingFacts,
): Promise<Finding[]> {
  const tag = tags.find((each) => AUTOMATIC_TRAINING_TAGS.includes(each.toLowerCase()));
  if (kind !== "model" || tag === undefined) return [];
  if (!(await readSetting(ctx, "publishing.refuse-automatic-training"))) return [];
  const message = `The tag ${tag} says that the model was made by automatic training`;
  return [{ check: "automatic-training", isBlocking: true, message, path: "README.md" }];
}

async function findNeededFiles(
  ctx: CheckContext,
  repository: Repository,
  commit: string,
): Promise<Finding[]> {
  const rules = KIND_RULES[repository.kind];
  const ending = rules.neededFile;
  return [
    ...(ending === null ? [] : await findNotebookProblems(ctx, repository, { commit, ending })),
    ...(rules.failsOnFindings ? await findImageProblems(ctx, repository, commit) : []),
    ...(rules.package === "absent" ? [] : await findPackageProblems(ctx, repository, commit)),
    ...(rules.checksAttachments ? await findAttachmentProblems(ctx, repository, commit) : []),
  ];
}

async function findPackageProblems(
  ctx: CheckContext,
  repository: Repository,
  commit: string,
): Promise<Finding[]> {
  const path = (await findFacts(ctx.db, repository.id)).facts.packagePath ?? "";
  const entry = await findEntry(ctx, repository, { commit, path });
  if (entry?.type === "file" && entry.sizeBytes > 0) return [];
  const message = `${path}: there is no such file, or it is empty`;
  return [{ check: "package", isBlocking: true, message, path }];
}
