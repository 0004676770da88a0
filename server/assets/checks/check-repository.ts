import type { CheckList } from "#contract/assets/check-results.ts";
import type { Repository } from "../../repositories/index.ts";
import { checkContract } from "./check-contract.ts";
import { checkedFiles, type ReadContext } from "./checked-files.ts";
import { checkRecommended } from "./check-recommended.ts";

type Checks = { contract: CheckList & { hasFolder: boolean }; recommended: CheckList };

/** Answers kept in memory: a commit never changes, and a page that is read much is asked much. */
const KEPT = 500;
const kept = new Map<string, Checks>();

/** All checks of a model at a commit: a few queries by path and reads of a bounded size. */
export async function checkRepository(
  ctx: ReadContext,
  repository: Pick<Repository, "id" | "publicId">,
  commit: string,
): Promise<Checks> {
  const key = `${repository.publicId}:${commit}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const files = checkedFiles(ctx, repository, commit);
  const contract = await checkContract(files);
  const checks = { contract, recommended: await checkRecommended(files) };
  const [oldest] = kept.keys();
  if (kept.size >= KEPT && oldest !== undefined) kept.delete(oldest);
  kept.set(key, checks);
  return checks;
}
