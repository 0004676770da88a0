import type { GateChange } from "#contract/assets/gate.ts";
import type { Address } from "#contract/fields.ts";
import type { SignedIn } from "../../../accounts/index.ts";
import { wireDomains } from "../../../app.ts";
import { findRepository } from "../../../repositories/index.ts";
import { anOrdinaryUser, aUser } from "../../../testing/accounts.ts";
import { aPublishedAsset } from "../../../testing/assets.ts";
import { testContext, type TestContext } from "../../../testing/context.ts";
import { askAccess } from "../ask-access.ts";
import { setGate } from "../set-gate.ts";

/** An owner whose assets are gated, people who ask for them, and what they were told of it. */
export async function gateScene() {
  const ctx = await testContext();
  wireDomains(ctx);
  await aUser(ctx);
  const owner = await anOrdinaryUser(ctx);
  const asOwner = ctx.as(owner);

  async function aReader() {
    const reader = await anOrdinaryUser(ctx);
    return { reader, name: reader.name, asReader: ctx.as(reader) };
  }

  async function aGatedAsset(gate: GateChange = {}): Promise<Address> {
    const address = await aPublishedAsset(asOwner);
    await setGate(asOwner, address, { mode: "manual", ...gate });
    return address;
  }

  /** An asset, and somebody whose request for it waits. */
  async function aRequest(gate: GateChange = {}) {
    const address = await aGatedAsset(gate);
    const who = await aReader();
    await askAccess(who.asReader, address, { reason: "A thesis" });
    return { ...who, address, at: { ...address, account: who.name } };
  }

  /** A context at a moment of the calendar, of another viewer. */
  function at(moment: string, viewer: SignedIn): TestContext {
    return { ...ctx.as(viewer), now: () => new Date(moment) };
  }

  function noticesOf({ accountId }: SignedIn) {
    return ctx.db
      .selectFrom("notices")
      .select(["kind", "params", "path"])
      .where("account_id", "=", accountId)
      .orderBy("id")
      .execute();
  }

  const kindsFor = async (viewer: SignedIn) => (await noticesOf(viewer)).map(({ kind }) => kind);

  return { ctx, owner, asOwner, aReader, aGatedAsset, aRequest, at, noticesOf, kindsFor };
}

/** What somebody may do: 0 nothing, 1 see, 2 read. */
export async function levelOf(who: TestContext, address: Address): Promise<number> {
  return (await findRepository(who, address))?.level ?? 0;
}
