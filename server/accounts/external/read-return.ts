import * as client from "openid-client";
import { z } from "zod";
import { Email } from "#contract/accounts/account.ts";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import { connectProvider, ProviderUnreachableError, unavailable } from "./connect-provider.ts";
import { challengesOf, nameFrom, SUBJECT_PATTERN } from "./rules.ts";
import { returnAddress } from "./start-external.ts";
import type { Arrival } from "./store/arrivals.ts";

/** What a provider says of a person; nothing but the subject is sure to be there. */
const Claims = z.object({
  iss: z.string().max(2000),
  sub: z.string().regex(SUBJECT_PATTERN),
  email: Email.optional().catch(undefined),
  email_verified: z.literal(true).optional().catch(undefined),
  name: z.string().optional().catch(undefined),
  preferred_username: z.string().optional().catch(undefined),
});
type Claims = z.output<typeof Claims>;

const MAX_NICKNAME = 64;

/**
 * Exchanges the code for who it is, and checks state, nonce, PKCE, issuer, audience, signature and
 * times of the ID token (OpenID Connect Core 1.0, section 3.1.3.7).
 * @throws {Problem} `external-sign-in-failed`, `provider-unavailable`
 */
export async function readReturn(
  ctx: RequestContext,
  { query, secret }: { query: string; secret: string },
): Promise<Omit<Arrival, "next">> {
  const provider = await connectProvider(ctx);
  try {
    return describe(await askWho(provider, { address: addressOf(ctx, query), secret }));
  } catch (cause) {
    if (cause instanceof ProviderUnreachableError) throw unavailable(ctx, cause);
    ctx.log.warn({ err: cause }, "a sign-in by the provider failed");
    throw failed(wasRefused(cause) ? "The provider did not let you in" : undefined, cause);
  }
}

export function failed(detail = "What came back from the provider is not valid", cause?: unknown) {
  const hint = "Begin to sign in once more";
  return problem("external-sign-in-failed", { detail, hint, cause });
}

function wasRefused(cause: unknown): boolean {
  return cause instanceof client.AuthorizationResponseError;
}

function addressOf(ctx: RequestContext, query: string): URL {
  const address = new URL(returnAddress(ctx));
  address.search = query;
  return address;
}

async function askWho(
  provider: client.Configuration,
  { address, secret }: { address: URL; secret: string },
): Promise<Claims> {
  const { state, nonce, verifier } = challengesOf(secret);
  const tokens = await client.authorizationCodeGrant(provider, address, {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: verifier,
    idTokenExpected: true,
  });
  const claims = tokens.claims() ?? {};
  const told = Claims.parse(claims);
  if (told.email !== undefined || provider.serverMetadata().userinfo_endpoint === undefined) {
    return told;
  }
  const more = await client.fetchUserInfo(provider, tokens.access_token, told.sub);
  return Claims.parse({ ...claims, ...more, iss: told.iss, sub: told.sub });
}

function describe(claims: Claims): Omit<Arrival, "next"> {
  const { iss, sub, email, name, preferred_username: username } = claims;
  const nickname = [...(name ?? "").replaceAll(/\p{Cc}/gu, " ").trim()];
  return {
    issuer: iss,
    subject: sub,
    email: email ?? null,
    isEmailVerified: email !== undefined && claims.email_verified === true,
    proposedName: nameFrom([username?.split("@")[0], email?.split("@")[0], name]),
    nickname: nickname.slice(0, MAX_NICKNAME).join("").toWellFormed(),
  };
}
