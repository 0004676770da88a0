import type { RequestContext } from "../context.ts";
import type { Database } from "../platform/database/index.ts";
import { newPublicId } from "../platform/ids.ts";
import { SESSION_IDLE_MS } from "./rules.ts";
import { hashSecret, newSessionSecret } from "./secrets.ts";
import { insertSession, removeSession } from "./store/sessions.ts";

/** What a browser says of itself; shown in the list of sessions. */
export type Device = { userAgent: string };

const MAX_USER_AGENT = 300;

/**
 * Starts a session with a secret of its own and ends the one that the browser came with, so that a
 * secret which somebody planted there never becomes a signed-in one.
 * @returns the secret for the cookie.
 */
export async function startSession(
  ctx: RequestContext,
  db: Database,
  { accountId, device }: { accountId: number; device: Device },
): Promise<string> {
  if (ctx.viewer.kind === "account" && ctx.viewer.credential.kind === "session") {
    await removeSession(db, ctx.viewer.credential.sessionId);
  }
  const secret = newSessionSecret();
  const now = ctx.now();
  await insertSession(db, {
    publicId: newPublicId(now),
    secretHash: hashSecret(secret),
    accountId,
    userAgent: device.userAgent.slice(0, MAX_USER_AGENT),
    ipAddress: ctx.ipAddress,
    createdAt: now,
    expiresAt: new Date(now.getTime() + SESSION_IDLE_MS),
  });
  return secret;
}
