import type { Finding } from "#contract/publishing/finding.ts";
import { getCardText, type ListingFacts } from "../assets/index.ts";
import type { Database } from "../platform/database/index.ts";
import { findSensitiveWords } from "../platform/words/index.ts";

const NAMED = 10;
const CARD_PATH = "README.md";

/**
 * ACC-7: the words of the operator's list that the card holds. What is typed in the page is refused
 * at once; what came with a push is not, and a reviewer judges it.
 */
export async function findWordProblems(
  ctx: { db: Database },
  assetId: number,
  { title, description, tags }: ListingFacts,
): Promise<Finding[]> {
  const body = await getCardText(ctx.db, assetId);
  const found = await findSensitiveWords(ctx, [title, description, ...tags, body], NAMED);
  if (found.length === 0) return [];
  const message = found.join(", ");
  return [{ check: "sensitive-words", isBlocking: false, message, path: CARD_PATH }];
}
