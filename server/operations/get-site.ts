import { hasAccounts, isSetupCodeNeeded } from "../accounts/index.ts";
import { VERSION } from "../version.ts";
import type { RequestContext } from "../context.ts";

/** What a client must know of this installation before anybody signs in. */
export async function getSite(ctx: RequestContext) {
  const needsFirstAccount = !(await hasAccounts(ctx.db));
  const { pageFileBytes, fileBytes, repositoryBytes, filesPerCommit, previewBytes } =
    ctx.config.limits;
  const { datasetUploadFiles, datasetUploadBytes, importFiles, importBytes } = ctx.config.limits;
  return {
    name: ctx.config.name,
    url: ctx.baseUrl,
    version: VERSION,
    needsFirstAccount,
    needsSetupCode: await isSetupCodeNeeded(ctx),
    isSignUpOpen: ctx.config.isSignUpOpen || needsFirstAccount,
    signInProvider: needsFirstAccount ? null : (ctx.config.oidc?.name ?? null),
    limits: {
      pageFileBytes,
      fileBytes,
      repositoryBytes,
      filesPerCommit,
      previewBytes,
      datasetUploadFiles,
      datasetUploadBytes,
      importFiles,
      importBytes,
    },
  };
}
