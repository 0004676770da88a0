import { problem } from "#contract/problems.ts";
import { commitChanges } from "../../repositories/index.ts";
import { revisionOf, webUrl } from "../address.ts";
import { addStreamParser } from "../parsers.ts";
import { fullNameOf, type RepositoryCall } from "../repository-call.ts";
import { readCommitLines } from "./commit-lines.ts";
import { type Hub, onEachType } from "./hub.ts";
import { queryFlag } from "./query.ts";

/** `POST commit/{rev}`: its body has no limit of its own and is read line by line. */
export function commitRoutes({ app, contextOf }: Hub): void {
  app.register(async (streaming) => {
    addStreamParser(streaming);
    onEachType(
      { app: streaming, contextOf },
      {
        method: "POST",
        path: "/commit/:rev",
        right: "write",
        bodyLimit: Number.MAX_SAFE_INTEGER,
        answer: answerCommit,
      },
    );
  });
}

async function answerCommit({ ctx, repository, request }: RepositoryCall) {
  if (queryFlag(request, "create_pr")) {
    throw problem("validation-failed", {
      detail: "create_pr: commits go to branches here, pull requests are not taken",
    });
  }
  const { header, operations } = await readCommitLines(request.raw, ctx.config.limits);
  const { commit } = await commitChanges(ctx, repository, {
    branch: revisionOf(request),
    title: header.summary,
    description: header.description ?? "",
    ...(header.parentCommit ? { expectedHead: header.parentCommit } : {}),
    operations,
  });
  const url = webUrl(ctx.baseUrl, repository.kind, fullNameOf(repository));
  return { success: true, commitOid: commit, commitUrl: `${url}/commit/${commit}`, hookOutput: "" };
}
