import type { ExternalOutcome } from "#contract/accounts/external-login.ts";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { hashSecret, newSessionSecret } from "../secrets.ts";
import { enter } from "../sign-in.ts";
import type { Device } from "../start-session.ts";
import { addLogin } from "./add-login.ts";
import { requireProvider } from "./connect-provider.ts";
import { failed, readReturn } from "./read-return.ts";
import { ARRIVAL_MS } from "./rules.ts";
import { type Arrival, insertArrival } from "./store/arrivals.ts";
import { takeDeparture } from "./store/departures.ts";
import { findLogin, updateLoginUse } from "./store/logins.ts";

/** What the browser gets with the answer. */
export type Finished = ExternalOutcome & {
  /** Of a session that has begun. */
  sessionSecret?: string;
  /** Of an arrival that waits for an account. */
  arrivalSecret?: string;
};

type Return = { query: string; secret: string | undefined; device: Device };

/**
 * ACC-1: comes back from the provider. A known person is let in; one who wanted to link is linked;
 * for anybody else an arrival waits until they have said which account is theirs. A departure is
 * taken before anything is looked at: no answer of a provider is good twice.
 * @throws {Problem} `external-sign-in-failed`, `provider-unavailable`, `account-suspended`,
 *   `external-login-taken`, `external-logins-full`
 */
export async function finishExternal(
  ctx: RequestContext,
  { query, secret, device }: Return,
): Promise<Finished> {
  requireProvider(ctx);
  if (secret === undefined) throw lost();
  const taken = await takeDeparture(ctx.db, { secretHash: hashSecret(secret), now: ctx.now() });
  if (taken === undefined) throw lost();
  const arrival = { ...(await readReturn(ctx, { query, secret })), next: taken.next };
  if (taken.accountId !== null) return link(ctx, arrival, taken.accountId);
  const known = await findLogin(ctx.db, arrival);
  if (known === undefined) return wait(ctx, arrival);
  if (known.state !== "active")
    throw problem("account-suspended", { hint: "Ask an administrator" });
  return withTransaction(ctx.db, async (trx) => {
    await updateLoginUse(trx, { id: known.id, email: arrival.email, at: ctx.now() });
    const { accountId } = known;
    const { sessionSecret } = await enter(ctx, trx, { accountId, device, by: "provider" });
    return { outcome: "signed-in", next: arrival.next, sessionSecret };
  });
}

/** Only whoever set out signed in comes back to be linked. */
async function link(ctx: RequestContext, arrival: Arrival, accountId: number): Promise<Finished> {
  const { viewer } = ctx;
  if (viewer.kind !== "account" || viewer.accountId !== accountId) {
    throw failed("You are no longer signed in as the account that was to be linked");
  }
  await withTransaction(ctx.db, (trx) => addLogin(ctx, trx, { accountId, arrival }));
  return { outcome: "linked", next: arrival.next };
}

async function wait(ctx: RequestContext, arrival: Arrival): Promise<Finished> {
  const arrivalSecret = newSessionSecret();
  const expiresAt = new Date(ctx.now().getTime() + ARRIVAL_MS);
  await insertArrival(ctx.db, { ...arrival, secretHash: hashSecret(arrivalSecret), expiresAt });
  return { outcome: "choose", next: arrival.next, arrivalSecret };
}

function lost() {
  return failed("The sign-in began in another browser, was used already or took too long");
}
