import { getSystemViewer } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";

/** Acting for an account as its owner would. @throws {Problem} `not-found`, `account-suspended` */
export async function actingAs(ctx: RequestContext, account: string): Promise<RequestContext> {
  return { ...ctx, viewer: await getSystemViewer(ctx.db, account) };
}

/** Whoever holds the machine may do to an account what an administrator may. */
export async function administering(ctx: RequestContext, account: string): Promise<RequestContext> {
  return { ...ctx, viewer: { ...(await getSystemViewer(ctx.db, account)), isAdmin: true } };
}
