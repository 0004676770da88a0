import { describe, expect, it } from "vitest";
import { wireDomains } from "../../app.ts";
import { addFavourite, getAsset } from "../../assets/index.ts";
import { setTerms } from "../../publishing/index.ts";
import { findRepository } from "../../repositories/index.ts";
import { countLeavingAssets } from "../../subscriptions/index.ts";
import {
  anOrganisation,
  anOrdinaryUser,
  aUser,
  TEST_PASSWORD,
  viewerOf,
} from "../../testing/accounts.ts";
import { NO_ASSETS } from "../../testing/account-ports.ts";
import { aPublishedAsset, anAsset } from "../../testing/assets.ts";
import { testContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { settleLeaving } from "../../testing/leaving.ts";
import {
  aLimitedAsset,
  DAY_MS,
  levelOf,
  subscribe,
  UNLIMITED,
} from "../../testing/subscriptions.ts";
import type { SignedIn } from "../viewer.ts";
import { deleteAccount, deleteOwnAccount } from "./delete-account.ts";
import { planAccountDeletion, planDeletion } from "./plan-deletion.ts";

const ctx = await testContext({ environment: { GALLERY_SIGN_UPS_PER_HOUR: "0" } });
wireDomains(ctx);
const administrator = await aUser(ctx);
const ports = { ...NO_ASSETS, countLeavingAssets };

function remove(viewer: SignedIn, more: { heir?: string; password?: string } = {}): Promise<void> {
  const input = { confirmation: viewer.name, password: TEST_PASSWORD, heir: null, ...more };
  return deleteOwnAccount(ctx.as(viewer), input);
}

/** The one subscription to an asset. */
function findHolder(name: string) {
  return ctx.db
    .selectFrom("subscriptions as s")
    .innerJoin("repositories as r", "r.id", "s.asset_id")
    .select("s.id")
    .where("r.name", "=", name)
    .executeTakeFirst();
}

describe("ACC-11: what a deleted account owned", () => {
  const aReader = async () => ctx.as(await anOrdinaryUser(ctx));

  it("goes where nobody has a right to it, and stays off the shelf for its subscribers", async () => {
    const leaver = await anOrdinaryUser(ctx);
    const as = ctx.as(leaver);
    const [held, free, draft] = [
      await aLimitedAsset(as),
      await aPublishedAsset(as),
      await anAsset(as),
    ];
    const reader = await aReader();
    await subscribe(reader, held);
    expect((await planDeletion(as, ports)).assets).toEqual({ toDelete: 2, toKeep: 1 });
    await remove(leaver);
    await settleLeaving(ctx);
    for (const gone of [free, draft]) expect(await levelOf(ctx.as(administrator), gone)).toBe(0);
    expect(await getAsset(ctx.as(administrator), held)).toMatchObject({ state: "unlisted" });
    expect(await levelOf(reader, held)).toBe(2);
    expect(await levelOf(await aReader(), held)).toBe(0);

    await settleLeaving(ctx);
    expect(await levelOf(ctx.as(administrator), held)).toBe(4);
    await ctx.db
      .updateTable("subscriptions")
      .set({ starts_at: new Date(0), ends_at: new Date(DAY_MS) })
      .where("id", "=", Number((await findHolder(held.name))?.id))
      .execute();
    await settleLeaving(ctx);
    expect(await levelOf(ctx.as(administrator), held)).toBe(0);
  });

  it("goes to the organisation that was chosen, with its subscribers and its old address", async () => {
    const [leaver, other] = [await anOrdinaryUser(ctx), await anOrdinaryUser(ctx)];
    const heir = await anOrganisation(ctx, {
      owner: other,
      members: [{ account: leaver, role: "maintainer" }],
    });
    const as = ctx.as(await viewerOf(ctx, leaver.name));
    const held = await aLimitedAsset(as);
    // Its name is taken there.
    await anAsset(ctx.as(await viewerOf(ctx, other.name)), { owner: heir.name, name: held.name });
    const reader = await aReader();
    await subscribe(reader, held);
    expect((await planDeletion(as, ports)).heirs.map(({ name }) => name)).toEqual([heir.name]);
    await remove(leaver, { heir: heir.name });
    await settleLeaving(ctx);
    const moved = { ...held, owner: heir.name, name: `${held.name}-2` };
    expect(await getAsset(reader, moved)).toMatchObject({ state: "published" });
    expect(await levelOf(reader, moved)).toBe(2);
    expect(await findRepository(reader, held)).toMatchObject({ movedTo: true });
    expect(await levelOf(ctx.as(await viewerOf(ctx, other.name)), moved)).toBe(4);
  });

  it("goes to nobody who was not asked", async () => {
    const leaver = await anOrdinaryUser(ctx);
    const stranger = await anOrdinaryUser(ctx);
    const foreign = await anOrganisation(ctx, { owner: stranger });
    const own = await anOrganisation(ctx, {
      owner: stranger,
      members: [{ account: leaver, role: "member" }],
    });
    for (const heir of [stranger.name, foreign.name, own.name, leaver.name, "nobody-here"]) {
      await expectProblem(remove(leaver, { heir }), "heir-unfit");
    }
  });

  it("is settled to the end where it was struck, each asset once", async () => {
    const leaver = await anOrdinaryUser(ctx);
    const as = ctx.as(leaver);
    const assets = [await anAsset(as), await anAsset(as), await anAsset(as)];
    await remove(leaver);
    const stopping = new AbortController();
    let looked = 0;
    const struck = {
      ...ctx,
      now: () => {
        looked += 1;
        if (looked === 2) stopping.abort();
        return new Date();
      },
    };
    await expect(settleLeaving(struck, stopping.signal)).rejects.toThrow(/abort/u);
    const left = await Promise.all(assets.map((each) => levelOf(ctx.as(administrator), each)));
    expect(left.filter((level) => level > 0).length).toBeGreaterThan(0);
    await Promise.all([settleLeaving(ctx), settleLeaving(ctx)]);
    for (const gone of assets) expect(await levelOf(ctx.as(administrator), gone)).toBe(0);
    const events = await ctx.db
      .selectFrom("audit_events")
      .select("subject")
      .where("action", "=", "assets.deleted")
      .where("subject", "like", `${leaver.name}/%`)
      .execute();
    expect(events).toHaveLength(3);
  });

  it("no longer counts among favourites and subscribers of others", async () => {
    const owner = ctx.as(await anOrdinaryUser(ctx));
    const address = await aLimitedAsset(owner);
    await setTerms(owner, address, UNLIMITED);
    const leaver = await anOrdinaryUser(ctx);
    const as = ctx.as(leaver);
    await subscribe(as, address);
    await addFavourite(as, address);
    expect(await getAsset(owner, address)).toMatchObject({ favourites: 1, subscriptions: 1 });
    await remove(leaver);
    expect(await getAsset(owner, address)).toMatchObject({ favourites: 0, subscriptions: 0 });
  });
});

describe("ACC-11: administrators", () => {
  it("delete accounts too, and give their assets to whom they choose", async () => {
    const [leaver, heir] = [await anOrdinaryUser(ctx), await anOrdinaryUser(ctx)];
    const as = ctx.as(administrator);
    const held = await aLimitedAsset(ctx.as(leaver));
    await subscribe(ctx.as(await anOrdinaryUser(ctx)), held);
    expect(await planAccountDeletion(as, leaver.name, ports)).toMatchObject({
      name: leaver.name,
      assets: { toDelete: 0, toKeep: 1 },
    });
    const input = { confirmation: leaver.name, heir: heir.name };
    const wrong = { ...input, confirmation: "x" };
    await expectProblem(deleteAccount(as, leaver.name, wrong), "confirmation-wrong");
    await expectProblem(deleteAccount(ctx.as(heir), leaver.name, input), "forbidden");
    await deleteAccount(as, leaver.name, input);
    await settleLeaving(ctx);
    expect(await levelOf(ctx.as(heir), { ...held, owner: heir.name })).toBe(4);
    await expectProblem(deleteAccount(as, leaver.name, input), "not-found");
  });
});
