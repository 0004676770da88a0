import type { Onboarding, OnboardingConfirmation } from "#contract/accounts/onboarding.ts";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import { recordAudit } from "../../platform/audit.ts";
import { type DatabaseTransaction, withTransaction } from "../../platform/database/index.ts";
import { emit } from "../../platform/events/index.ts";
import { refuseSensitiveWords } from "../../platform/words/index.ts";
import { requireConsent } from "../agreements/require-consent.ts";
import { namespaceEdited } from "../events.ts";
import { verifyPassword } from "../passwords.ts";
import { requireAccount } from "../require-account.ts";
import { emailKey } from "../rules.ts";
import { updateAccount } from "../store/accounts.ts";
import { updateEmailVerified } from "../store/administration.ts";
import { presentOnboarding } from "./get-onboarding.ts";
import { CODE_ATTEMPTS, NEEDED_AGREEMENTS } from "./rules.ts";
import { markOnboarded, readOnboarding, removeCode, takeAttempt } from "./store.ts";

/**
 * ACC-4: confirms nickname and e-mail address and notes consent to the agreements, all in one. The
 * code of the mail is needed unless the address is verified already.
 * @throws {Problem} `email-code-wrong`, `email-taken`, `consent-missing`, `agreement-outdated`
 */
export async function confirmOnboarding(
  ctx: RequestContext,
  { nickname, email, code, agreements }: OnboardingConfirmation,
): Promise<Onboarding> {
  const { accountId, name } = requireAccount(ctx);
  await refuseSensitiveWords(ctx, { nickname });
  const before = await readOnboarding(ctx.db, accountId);
  const isVerified = before.isVerified && emailKey(before.email) === emailKey(email);
  const codeHash = isVerified ? null : await tryCode(ctx, { accountId, email, code });
  return withTransaction(ctx.db, async (trx) => {
    const now = ctx.now();
    await requireConsent(trx, ctx, { agreements, needed: NEEDED_AGREEMENTS });
    if (!(await updateAccount(trx, accountId, { changes: { nickname, email }, now }))) {
      throw problem("email-taken", { detail: `${email} has an account` });
    }
    if (codeHash !== null) await verifyAddress(ctx, trx, { accountId, codeHash });
    await markOnboarded(trx, { accountId, at: now });
    await recordAudit(trx, ctx, {
      action: "accounts.onboarded",
      subject: name,
      details: { isEmailNew: emailKey(before.email) !== emailKey(email) },
    });
    if (nickname !== before.nickname) await emit(trx, namespaceEdited, { namespaceId: accountId });
    return presentOnboarding(await readOnboarding(trx, accountId));
  });
}

/** Each attempt counts, also of those that run at once. Answers the hash that the code has. */
async function tryCode(
  ctx: RequestContext,
  { accountId, email, code }: { accountId: number; email: string; code: string | undefined },
): Promise<string> {
  if (code === undefined) {
    const message = "must be the 6 digits of the mail";
    const issues = [{ pointer: "/code", message }];
    throw problem("email-code-wrong", { detail: `code: ${message}`, issues });
  }
  const sent = await takeAttempt(ctx.db, { accountId, limit: CODE_ATTEMPTS, now: ctx.now() });
  if (sent === undefined) throw wrongCode("it has expired, or was tried too often");
  const isRight = await verifyPassword(sent.codeHash, code);
  if (!isRight) throw wrongCode("it is not the one of the last mail");
  if (emailKey(sent.email) !== emailKey(email)) throw wrongCode("it was sent to another address");
  return sent.codeHash;
}

async function verifyAddress(
  ctx: RequestContext,
  trx: DatabaseTransaction,
  { accountId, codeHash }: { accountId: number; codeHash: string },
): Promise<void> {
  if (!(await removeCode(trx, { accountId, codeHash }))) throw wrongCode("it was used already");
  await updateEmailVerified(trx, { accountId, now: ctx.now() });
}

function wrongCode(why: string) {
  return problem("email-code-wrong", {
    detail: `code: ${why}`,
    hint: "Have a new code sent",
    issues: [{ pointer: "/code", message: why }],
  });
}
