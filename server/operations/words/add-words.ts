import { type AddedWords, WORDS_MAX } from "#contract/operations/word.ts";
import type { IssueCode } from "#contract/issues.ts";
import { problem } from "#contract/problems.ts";
import { requireAccount } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import { recordAudit } from "../../platform/audit.ts";
import { withTransaction } from "../../platform/database/index.ts";
import {
  changeRevision,
  countWords,
  insertWords,
  normaliseWord,
  type SensitiveWord,
} from "../../platform/words/index.ts";

/** Of a long list the audit names the first. */
const AUDITED = 100;
/** Issues of one refusal. */
const NAMED = 100;

/**
 * PLT-4: adds words to the list; from the next text on they count in every process. One that only
 * differs in writing from a word of the list is that word.
 * @throws {Problem} `validation-failed` naming each one without a letter or digit; `word-list-full`.
 */
export async function addWords(
  ctx: RequestContext,
  { words }: { words: readonly string[] },
): Promise<AddedWords> {
  const { accountId } = requireAccount(ctx);
  const normalised = words.map((word) => ({ word, normalForm: normaliseWord(word) }));
  requireLetters(normalised);
  const different = [
    ...new Map(normalised.toReversed().map((each) => [each.normalForm, each])).values(),
  ].toReversed();
  return withTransaction(ctx.db, async (trx) => {
    await changeRevision(trx);
    const added = await insertWords(trx, different, { addedBy: accountId, at: ctx.now() });
    const total = await countWords(trx);
    if (total > WORDS_MAX) {
      throw problem("word-list-full", {
        detail: `words: the list would have ${total} words; it has at most ${WORDS_MAX}`,
        extra: { limit: WORDS_MAX },
      });
    }
    await recordAudit(trx, ctx, {
      action: "operations.words-added",
      subject: "sensitive words",
      details: { added, words: different.slice(0, AUDITED).map(({ word }) => word) },
    });
    return { added, known: words.length - added, total };
  });
}

function requireLetters(words: readonly SensitiveWord[]): void {
  const issues = words.flatMap(({ word, normalForm }, index) =>
    normalForm === ""
      ? [
          {
            pointer: `/words/${index}`,
            message: `${word} has no letter or digit`,
            code: "word-without-letters" satisfies IssueCode,
            params: { word },
          },
        ]
      : [],
  );
  const [first] = issues;
  if (first === undefined) return;
  throw problem("validation-failed", {
    detail: `words: ${first.message}`,
    issues: issues.slice(0, NAMED),
  });
}
