import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../context.ts";
import { verifyPassword } from "./passwords.ts";
import { requireAccount } from "./require-account.ts";
import { getPassword } from "./store/accounts.ts";
import { findSessionStart } from "./store/sessions.ts";
import { trySecret } from "./try-secret.ts";

/** Who has no password must have signed in so short a time ago. */
const FRESH_MS = 10 * 60_000;

/**
 * Lets on whoever shows once more that it is them: by the password, or, where the account has none,
 * by having just signed in by the provider.
 * @throws {Problem} `credentials-wrong`, `sign-in-again`, `rate-limited`
 */
export async function requireProof(ctx: RequestContext, password: string): Promise<void> {
  const { accountId, credential } = requireAccount(ctx);
  const { passwordHash } = await getPassword(ctx.db, accountId);
  if (passwordHash !== null) {
    const isRight = await trySecret(ctx, {
      subject: `account ${accountId}`,
      verify: () => verifyPassword(passwordHash, password),
    });
    if (isRight) return;
    throw problem("credentials-wrong", {
      detail: "The password is wrong",
      issues: [{ pointer: "/password", message: "is wrong" }],
    });
  }
  if (credential.kind !== "session") return;
  const start = await findSessionStart(ctx.db, credential.sessionId);
  const ageMs = ctx.now().getTime() - (start?.getTime() ?? 0);
  if (ageMs <= FRESH_MS) return;
  throw problem("sign-in-again", {
    detail: "Your account has no password, so you must have signed in just now",
    hint: "Sign out, and in again by the provider",
  });
}
