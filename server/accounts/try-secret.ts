import type { RequestContext } from "../context.ts";
import { forgetPoints, givePointBack, takePoints } from "../platform/rate-limit/index.ts";
import { attemptLimits } from "./limits.ts";

/**
 * Lets somebody try a secret: each failure counts against its subject and the caller's address,
 * over all server processes; a success clears the subject.
 * @throws {Problem} `rate-limited`, before the secret is looked at.
 */
export async function trySecret(
  ctx: RequestContext,
  attempt: { subject: string; verify: () => Promise<boolean> },
): Promise<boolean> {
  const { subject } = attempt;
  const limits = attemptLimits(ctx.config, { subject, ipAddress: ctx.ipAddress });
  await takePoints(ctx.db, ctx.now(), limits.all);
  if (!(await attempt.verify())) return false;
  await forgetPoints(ctx.db, limits.ofSubject);
  await givePointBack(ctx.db, limits.ofAddress);
  return true;
}
