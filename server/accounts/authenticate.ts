import type { FastifyRequest } from "fastify";
import { problem } from "#contract/problems.ts";
import type { Context } from "../context.ts";
import { type CredentialOptions, readCredential } from "./read-credential.ts";
import { refuseForeignSites } from "./refuse-foreign-sites.ts";
import { hashSecret, isTokenForm } from "./secrets.ts";
import { findViewerBySession, findViewerByToken, type TokenViewer } from "./store/viewers.ts";
import { touchSession, touchToken } from "./touch-credentials.ts";
import { ANONYMOUS, type Credential, signedIn, type Viewer } from "./viewer.ts";

/**
 * Finds out who sends a request, with one indexed query at most. A cookie that is not valid any
 * more makes an anonymous viewer; a token that is not valid is refused, as its sender believes it
 * to be.
 * @throws {Problem} `token-invalid`; `account-suspended` for a token of such an account;
 * `forbidden` when a page of another site sends an unsafe request with our cookie.
 */
export async function authenticate(
  ctx: Context,
  request: FastifyRequest,
  options: CredentialOptions = {},
): Promise<Viewer> {
  const presented = readCredential(request, { ...options, config: ctx.config });
  switch (presented.kind) {
    case "nothing":
      return ANONYMOUS;
    case "token":
      return viewerOfToken(ctx, presented.secret);
    case "session":
      refuseForeignSites(ctx.config, request);
      return viewerOfSession(ctx, presented.secret);
  }
}

async function viewerOfSession(ctx: Context, secret: string): Promise<Viewer> {
  const found = await findViewerBySession(ctx.db, {
    secretHash: hashSecret(secret),
    now: ctx.now(),
  });
  if (found === undefined || found.state !== "active") return ANONYMOUS;
  touchSession(ctx, found);
  return signedIn(found, { kind: "session", sessionId: found.sessionId });
}

async function viewerOfToken(ctx: Context, secret: string): Promise<Viewer> {
  if (!isTokenForm(secret)) throw problem("token-invalid");
  const found = await findViewerByToken(ctx.db, {
    secretHash: hashSecret(secret),
    now: ctx.now(),
  });
  if (found === undefined || found.state === "deleted") throw problem("token-invalid");
  if (found.state !== "active") throw problem("account-suspended");
  touchToken(ctx, found);
  return signedIn(found, credentialOf(found));
}

function credentialOf({ tokenId, scope, repositories }: TokenViewer): Credential {
  return scope === "fine-grained"
    ? { kind: "fine-grained-token", tokenId, repositories }
    : { kind: "token", tokenId, scope };
}
