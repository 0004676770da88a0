import * as client from "openid-client";
import type { RequestContext } from "../../context.ts";
import { addressKey, takePoints } from "../../platform/rate-limit/index.ts";
import { requireAccount } from "../require-account.ts";
import { hashSecret, newSessionSecret } from "../secrets.ts";
import { connectProvider, requireProvider } from "./connect-provider.ts";
import { challengesOf, DEPARTURE_MS, ownPath } from "./rules.ts";
import { insertDeparture } from "./store/departures.ts";

const QUARTER_MS = 15 * 60_000;
const STARTS_PER_QUARTER = 100;

/** Where to go, and the secret that the browser must bring back. */
export type Departure = { url: string; secret: string };

/**
 * ACC-1: begins to sign in by the provider, as an authorisation code request with PKCE, state and
 * nonce (OpenID Connect Core 1.0, RFC 7636).
 * @throws {Problem} `not-found` where none is configured, `provider-unavailable`, `rate-limited`
 */
export function startExternalSignIn(
  ctx: RequestContext,
  { next }: { next: string },
): Promise<Departure> {
  return start(ctx, { next, accountId: null });
}

/** The same, to link the provider with one's own account. */
export function startExternalLink(
  ctx: RequestContext,
  { next }: { next: string },
): Promise<Departure> {
  return start(ctx, { next, accountId: requireAccount(ctx).accountId });
}

async function start(
  ctx: RequestContext,
  { next, accountId }: { next: string; accountId: number | null },
): Promise<Departure> {
  requireProvider(ctx);
  const key = `external sign-in from ${addressKey(ctx.ipAddress)}`;
  const limit = { key, points: STARTS_PER_QUARTER, windowMs: QUARTER_MS };
  await takePoints(ctx.db, ctx.now(), [limit]);
  const provider = await connectProvider(ctx);
  const secret = newSessionSecret();
  const { state, nonce, verifier } = challengesOf(secret);
  await insertDeparture(ctx.db, {
    secretHash: hashSecret(secret),
    next: ownPath(next),
    accountId,
    expiresAt: new Date(ctx.now().getTime() + DEPARTURE_MS),
  });
  const url = client.buildAuthorizationUrl(provider, {
    redirect_uri: returnAddress(ctx),
    scope: "openid email profile",
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    state,
    nonce,
  });
  return { url: url.href, secret };
}

/** Where the provider sends browsers back to: it must be told of exactly this address. */
export function returnAddress({ baseUrl }: Pick<RequestContext, "baseUrl">): string {
  return `${baseUrl}/login/return`;
}
