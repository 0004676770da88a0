import { findToken, getOwnAccount } from "../../accounts/index.ts";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import type { Hub } from "./hub.ts";

const ORG_ROLES = { owner: "admin", maintainer: "write", member: "contributor" } as const;
const TOKEN_ROLES = { read: "read", write: "write", "fine-grained": "fineGrained" } as const;

/** `GET /api/whoami-v2`: who the token belongs to, which organisations it acts for. */
export function accountRoutes({ app, contextOf }: Hub): void {
  app.get("/api/whoami-v2", async (request) => whoAmI(await contextOf(request)));
  // Clients report usage here, and ask which environment variables betray an agent: none of ours.
  app.get("/api/telemetry/*", async (_request, reply) => reply.status(204).send());
  app.get("/api/agent-harnesses", async () => ({ standardEnvVars: [], harnesses: {} }));
}

async function whoAmI(ctx: RequestContext) {
  if (ctx.viewer.kind !== "account") throw problem("token-invalid");
  const account = await getOwnAccount(ctx.db, ctx.viewer.accountId);
  return {
    type: "user",
    id: account.id,
    name: account.name,
    fullname: account.nickname || account.name,
    email: account.email,
    emailVerified: account.emailVerified,
    isPro: false,
    canPay: false,
    avatarUrl: absolute(ctx, account.avatarUrl),
    orgs: account.organisations.map((organisation) => ({
      type: "org",
      name: organisation.name,
      fullname: organisation.nickname || organisation.name,
      avatarUrl: absolute(ctx, organisation.avatarUrl),
      roleInOrg: ORG_ROLES[organisation.role],
    })),
    auth: { type: "access_token", accessToken: await describeToken(ctx) },
  };
}

/** Clients show the token's name and role after signing in. */
async function describeToken(ctx: RequestContext) {
  if (ctx.viewer.kind !== "account" || !("tokenId" in ctx.viewer.credential)) return undefined;
  const token = await findToken(ctx.db, ctx.viewer.credential.tokenId);
  return (
    token && {
      displayName: token.name,
      role: TOKEN_ROLES[token.scope],
      createdAt: token.createdAt,
    }
  );
}

function absolute(ctx: RequestContext, path: string | null): string {
  return path === null ? "" : ctx.baseUrl + path;
}
