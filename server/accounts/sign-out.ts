import type { RequestContext } from "../context.ts";
import { removeSession } from "./store/sessions.ts";

/** Ends the browser session that the request came with, if any. */
export async function signOut(ctx: RequestContext): Promise<void> {
  if (ctx.viewer.kind === "anonymous" || ctx.viewer.credential.kind !== "session") return;
  await removeSession(ctx.db, ctx.viewer.credential.sessionId);
}
