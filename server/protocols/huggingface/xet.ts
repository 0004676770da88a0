import { resolveRevision } from "../../repositories/index.ts";
import { typeOfKind } from "../address.ts";
import { requireRecipient } from "../recipient.ts";
import { writeTargetOf } from "./write-target.ts";
import { fullNameOf, type RepositoryCall } from "../repository-call.ts";
import { hashText } from "../../platform/formats/xet/index.ts";
import { casUrlOf, issueAccessToken } from "../xet-access.ts";
import { type Hub, onEachType } from "./hub.ts";

/** Where clients get the tokens for chunks, and how a file says that it has some. */
export function xetTokenRoutes(hub: Hub): void {
  for (const right of ["read", "write"] as const) {
    onEachType(hub, {
      method: "GET",
      path: `/xet-${right}-token/:rev`,
      right: "read",
      answer: (call) => answerToken(call, right),
    });
  }
}

/** Who may only read sends chunks for a pull request. */
async function rightToSend({ ctx, repository, request }: RepositoryCall) {
  const { kind, ownerName: owner, name, namespaceId } = repository;
  const recipient = await requireRecipient(ctx, { kind, owner, name }, writeTargetOf(request));
  return recipient.namespaceId === namespaceId ? "write" : "contribute";
}

/** `hf_xet` reads the body, Python's client the headers. */
async function answerToken(call: RepositoryCall, right: "read" | "write") {
  const { ctx, repository, reply, request } = call;
  const { rev } = request.params as { rev: string };
  // A branch to write to may yet be made; for a pull request it is called None.
  if (right === "read") await resolveRevision(ctx, repository, rev);
  const granted = right === "read" ? right : await rightToSend(call);
  const { token, expiresAt } = issueAccessToken(ctx, repository, granted);
  const exp = Math.floor(expiresAt.getTime() / 1000);
  const casUrl = casUrlOf(ctx);
  reply.headers({
    "x-xet-cas-url": casUrl,
    "x-xet-access-token": token,
    "x-xet-token-expiration": String(exp),
  });
  return { casUrl, accessToken: token, exp };
}

/** The headers of a file that is kept as chunks; none for others. */
export function xetHeaders(
  { ctx, repository }: Pick<RepositoryCall, "ctx" | "repository">,
  { commit, xetHash }: { commit: string; xetHash: Buffer | undefined },
): Record<string, string> {
  if (xetHash === undefined) return {};
  const hash = hashText(xetHash);
  const api = `${ctx.baseUrl}/api/${typeOfKind(repository.kind)}/${fullNameOf(repository)}`;
  return {
    "x-xet-hash": hash,
    link: [
      `<${api}/xet-read-token/${commit}>; rel="xet-auth"`,
      `<${casUrlOf(ctx)}/v1/reconstructions/${hash}>; rel="xet-reconstruction-info"`,
    ].join(", "),
  };
}
