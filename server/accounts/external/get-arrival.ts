import type { ExternalArrival } from "#contract/accounts/external-login.ts";
import type { RequestContext } from "../../context.ts";
import { findEmailOwner } from "../onboarding/store.ts";
import { isReservedName } from "../reserved-names.ts";
import { hashSecret } from "../secrets.ts";
import { hasAccounts } from "../store/accounts.ts";
import { findTakenNames } from "../store/namespaces.ts";
import { requireProvider } from "./connect-provider.ts";
import { failed } from "./read-return.ts";
import { neighboursOf } from "./rules.ts";
import { type Arrival, findArrival } from "./store/arrivals.ts";

/**
 * ACC-1: whom the provider has just vouched for. That an address has an account is only said to
 * whoever has shown that it is theirs.
 * @throws {Problem} `external-sign-in-failed`
 */
export async function getArrival(
  ctx: RequestContext,
  secret: string | undefined,
): Promise<ExternalArrival> {
  const { name: provider } = requireProvider(ctx);
  const arrival = await requireArrival(ctx, secret);
  const { email, isEmailVerified, nickname, next } = arrival;
  const isKnown = isEmailVerified && email !== null;
  return {
    provider,
    email,
    isEmailVerified,
    name: await findFreeName(ctx, arrival.proposedName),
    nickname,
    hasAccount: isKnown && (await findEmailOwner(ctx.db, email)) !== undefined,
    canSignUp: await canSignUp(ctx),
    next,
  };
}

/** @throws {Problem} `external-sign-in-failed` */
export async function requireArrival(
  ctx: RequestContext,
  secret: string | undefined,
): Promise<Arrival> {
  const key = secret === undefined ? undefined : { secretHash: hashSecret(secret), now: ctx.now() };
  const arrival = key && (await findArrival(ctx.db, key));
  if (arrival === undefined) throw failed("The sign-in was finished already, or took too long");
  return arrival;
}

/** The administrator's account comes first, with a password. */
export async function canSignUp(ctx: RequestContext): Promise<boolean> {
  return requireProvider(ctx).isSignUpOpen && (await hasAccounts(ctx.db));
}

async function findFreeName(ctx: RequestContext, name: string): Promise<string> {
  const candidates = neighboursOf(name).filter((each) => !isReservedName(each));
  const taken = await findTakenNames(ctx.db, candidates);
  return candidates.find((each) => !taken.has(each)) ?? "";
}
