import type { Context } from "../../context.ts";
import { expireSessions, removeEndedSessions } from "../store/uploads.ts";

/** Ends uploads that nobody has gone on with for their lifetime, and frees their bytes. */
export async function expireUploads(ctx: Context): Promise<{ expired: number }> {
  const { uploadLifetimeMs } = ctx.config;
  const untouchedSince = new Date(ctx.now().getTime() - uploadLifetimeMs);
  const expired = await expireSessions(ctx.db, untouchedSince);
  for (const { stagingKey } of expired) {
    if (stagingKey !== null) await ctx.store.discardStaging(stagingKey);
  }
  await removeEndedSessions(ctx.db, untouchedSince);
  await ctx.store.sweepStaging({ untouchedForMs: Math.max(uploadLifetimeMs, 3_600_000) });
  return { expired: expired.length };
}
