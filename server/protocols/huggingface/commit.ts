import { isProblem, problem } from "#contract/problems.ts";
import { commitToPullRequest, contributeCommit } from "../../community/index.ts";
import { commitChanges } from "../../repositories/index.ts";
import { revisionOf, webUrl } from "../address.ts";
import { addStreamParser } from "../parsers.ts";
import { requireRecipient } from "../recipient.ts";
import { writeTargetOf } from "./write-target.ts";
import { fullNameOf, type RepositoryCall } from "../repository-call.ts";
import { readCommitLines } from "./commit-lines.ts";
import { type Hub, onEachType } from "./hub.ts";

/** `POST commit/{rev}`: its body has no limit of its own and is read line by line. */
export function commitRoutes({ app, contextOf }: Hub): void {
  app.register(async (streaming) => {
    addStreamParser(streaming);
    onEachType(
      { app: streaming, contextOf },
      {
        method: "POST",
        path: "/commit/:rev",
        right: "read",
        bodyLimit: Number.MAX_SAFE_INTEGER,
        answer: answerCommit,
      },
    );
  });
}

/** With the right to read alone, to a new pull request or one's own. */
async function answerCommit({ ctx, repository, request }: RepositoryCall) {
  const { kind, ownerName: owner, name } = repository;
  const address = { kind, owner, name };
  const target = writeTargetOf(request);
  await requireRecipient(ctx, address, target).catch((error: unknown) => {
    // Named as a revision: clients know this error for one that is not there.
    if (!isProblem(error, "discussion-not-found")) throw error;
    throw problem("revision-not-found", { detail: `There is no ${revisionOf(request)}` });
  });
  const { header, operations } = await readCommitLines(request.raw, ctx.config.limits);
  const contribution = {
    title: header.summary,
    description: header.description ?? "",
    ...(header.parentCommit ? { expectedHead: header.parentCommit } : {}),
    operations,
  };
  const url = webUrl(ctx.baseUrl, kind, fullNameOf(repository));
  const answer = (commit: string) => ({
    success: true,
    commitOid: commit,
    commitUrl: `${url}/commit/${commit}`,
    hookOutput: "",
  });
  const branch = revisionOf(request);
  if (target === "new") {
    const baseBranch = branch;
    const { num, commit } = await contributeCommit(ctx, address, { ...contribution, baseBranch });
    return { ...answer(commit), pullRequestUrl: `${url}/discussions/${num}` };
  }
  const { commit } =
    target === "branch"
      ? await commitChanges(ctx, repository, { ...contribution, branch })
      : await commitToPullRequest(ctx, { ...address, num: target }, contribution);
  return answer(commit);
}
