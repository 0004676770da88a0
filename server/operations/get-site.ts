import { VERSION } from "../version.ts";
import type { RequestContext } from "../context.ts";
import { isLoopback } from "../platform/http/index.ts";
import { hasNoAccount } from "./store.ts";

/** What a client must know of this installation before anybody signs in. */
export async function getSite(ctx: RequestContext) {
  const needsFirstAccount = await hasNoAccount(ctx.db);
  const { pageFileBytes, fileBytes, repositoryBytes, filesPerCommit, previewBytes } =
    ctx.config.limits;
  return {
    name: ctx.config.name,
    url: ctx.baseUrl,
    version: VERSION,
    needsFirstAccount,
    needsSetupCode: needsFirstAccount && !isLoopback(ctx.config.host),
    isSignUpOpen: ctx.config.isSignUpOpen || needsFirstAccount,
    limits: { pageFileBytes, fileBytes, repositoryBytes, filesPerCommit, previewBytes },
  };
}
