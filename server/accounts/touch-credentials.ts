import type { Context } from "../context.ts";
import type { Database } from "../platform/database/index.ts";
import { isTouchDue, SESSION_IDLE_MS } from "./rules.ts";
import { updateAccessKeyUse, updateSessionUse, updateTokenUse } from "./store/touches.ts";

/** Writes on their way, by database and credential: requests neither wait for them nor repeat them. */
const touches = new WeakMap<Database, Map<string, Promise<void>>>();

/** Notes the use of a session at most once a minute and puts its end off, behind the request. */
export function touchSession(ctx: Context, session: { sessionId: number; lastSeenAt: Date }): void {
  const now = ctx.now();
  if (!isTouchDue(session.lastSeenAt, now)) return;
  const expiresAt = new Date(now.getTime() + SESSION_IDLE_MS);
  touch(ctx, `session ${session.sessionId}`, () =>
    updateSessionUse(ctx.db, { id: session.sessionId, seenAt: now, expiresAt }),
  );
}

/** Notes the use of a token, and of the key pair behind it, at most once a minute. */
export function touchToken(
  ctx: Context,
  token: { tokenId: number; accessKeyId: number | null; lastUsedAt: Date | null },
): void {
  const now = ctx.now();
  if (!isTouchDue(token.lastUsedAt, now)) return;
  touch(ctx, `token ${token.tokenId}`, async () => {
    await updateTokenUse(ctx.db, { id: token.tokenId, usedAt: now });
    if (token.accessKeyId === null) return;
    await updateAccessKeyUse(ctx.db, { id: token.accessKeyId, usedAt: now });
  });
}

/** Waits for the notes that are on their way; the server does so before it lets go of the database. */
export async function settleTouches(ctx: Pick<Context, "db">): Promise<void> {
  const running = touches.get(ctx.db);
  if (running !== undefined) await Promise.all(running.values());
}

function touch(ctx: Context, key: string, write: () => Promise<void>): void {
  const running = touches.get(ctx.db) ?? new Map<string, Promise<void>>();
  touches.set(ctx.db, running);
  if (running.has(key)) return;
  const done = write()
    .catch((error: unknown) => ctx.log.warn({ err: error, key }, "use of a credential not noted"))
    .finally(() => running.delete(key));
  running.set(key, done);
}
