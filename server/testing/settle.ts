import { scanHead } from "../repositories/index.ts";
import type { TestContext } from "./context.ts";

/** What the workers of a running server would have done by now: events delivered, files scanned. */
export async function settle(ctx: TestContext): Promise<void> {
  await ctx.events.deliverPending();
  await scanFiles(ctx);
  await ctx.events.deliverPending();
}

/** Scans the files of every default branch. */
export async function scanFiles(ctx: TestContext): Promise<void> {
  const repositories = await ctx.db.selectFrom("repositories").select("id").execute();
  for (const { id } of repositories) await scanHead(ctx, id);
}
