import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { wireDomains } from "../../app.ts";
import { addFavourite, getAsset } from "../../assets/index.ts";
import { repairWords } from "../../assets/search/repair-words.ts";
import { addComment, createDiscussion, getDiscussion } from "../../community/index.ts";
import { setTerms } from "../../publishing/index.ts";
import { findRepository } from "../../repositories/index.ts";
import { countLeavingAssets } from "../../subscriptions/index.ts";
import { settleLeavingAssets } from "../../subscriptions/leaving/settle-leaving-assets.ts";
import {
  anOrganisation,
  anOrdinaryUser,
  aUser,
  TEST_PASSWORD,
  viewerOf,
} from "../../testing/accounts.ts";
import { NO_ASSETS } from "../../testing/account-ports.ts";
import { aPublishedAsset, anAsset } from "../../testing/assets.ts";
import { testContext, type TestContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { onboard } from "../../testing/publications.ts";
import {
  aLimitedAsset,
  DAY_MS,
  levelOf,
  subscribe,
  UNLIMITED,
} from "../../testing/subscriptions.ts";
import { checkIn } from "../growth/check-in.ts";
import { createAccessKey } from "../create-access-key.ts";
import { createToken } from "../create-token.ts";
import { editAccount } from "../edit-account.ts";
import { findPeople } from "../find-people.ts";
import { getProfile } from "../get-profile.ts";
import { removeMember } from "../remove-member.ts";
import { sendEmailCode } from "../onboarding/send-email-code.ts";
import { setMember } from "../set-member.ts";
import { signIn } from "../sign-in.ts";
import { signUp } from "../sign-up.ts";
import type { SignedIn } from "../viewer.ts";
import { deleteAccount, deleteOwnAccount } from "./delete-account.ts";
import { planAccountDeletion, planDeletion } from "./plan-deletion.ts";

const ctx = await testContext({ environment: { GALLERY_SIGN_UPS_PER_HOUR: "0" } });
wireDomains(ctx);
const administrator = await aUser(ctx);
const ports = { ...NO_ASSETS, countLeavingAssets };
const DEVICE = { userAgent: "test" };

function remove(viewer: SignedIn, more: { heir?: string; password?: string } = {}): Promise<void> {
  const input = { confirmation: viewer.name, password: TEST_PASSWORD, heir: null, ...more };
  return deleteOwnAccount(ctx.as(viewer), input);
}

/** What the workers do once the account is gone. */
async function settleAll(at: TestContext = ctx): Promise<void> {
  await at.events.deliverPending();
  await settleLeavingAssets(at);
  await repairWords(at.db);
}

async function stateOf(accountId: number): Promise<string> {
  const row = await ctx.db
    .selectFrom("accounts")
    .select("state")
    .where("id", "=", accountId)
    .executeTakeFirstOrThrow();
  return row.state;
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

/** The columns of the whole database in which a text stands, but for the audit. */
async function findTraces(text: string): Promise<string[]> {
  const { rows: columns } = await sql<{ schema: string; table: string; column: string }>`
    select c.table_schema as "schema", c.table_name as "table", c.column_name as "column"
    from information_schema.columns as c
    join information_schema.tables as t using (table_schema, table_name)
    where c.table_schema in ('public', 'jobs') and t.table_type = 'BASE TABLE'
      and c.table_name <> 'audit_events'
      and c.data_type in ('text', 'jsonb', 'json', 'ARRAY', 'tsvector', 'character varying')`.execute(
    ctx.db,
  );
  const found: string[] = [];
  for (const { schema, table, column } of columns) {
    const { rows } = await sql<{
      found: boolean;
    }>`select exists (select from ${sql.id(schema, table)}
      where ${sql.ref(column)}::text ilike ${`%${text}%`}) as found`.execute(ctx.db);
    if (rows[0]?.found === true) found.push(`${table}.${column}`);
  }
  return found;
}

describe("ACC-11: deleting one's account", () => {
  it("asks for the password and the typed name", async () => {
    const leaver = await anOrdinaryUser(ctx);
    await expectProblem(remove(leaver, { password: "not the password" }), "credentials-wrong");
    const other = { confirmation: "somebody", password: TEST_PASSWORD, heir: null };
    await expectProblem(deleteOwnAccount(ctx.as(leaver), other), "confirmation-wrong");
    expect(await stateOf(leaver.accountId)).toBe("active");
    const upper = { ...other, confirmation: ` ${leaver.name.toUpperCase()} ` };
    await deleteOwnAccount(ctx.as(leaver), upper);
    expect(await stateOf(leaver.accountId)).toBe("deleted");
  });

  it("leaves no personal trace beside the audit, and the name taken", async () => {
    const leaver = await anOrdinaryUser(ctx, { nickname: "Zebulon Quackenbush" });
    const as = ctx.as(leaver);
    const email = "zebulon@quackenbush.example";
    await editAccount(as, { bio: "Collects quagga photographs", email });
    await onboard(as);
    await editAccount(as, { nickname: "Zebulon Quackenbush" });
    await sendEmailCode(as, { email });
    await createToken(as, { name: "quagga token", scope: "read", repositories: [] }, NO_ASSETS);
    await createAccessKey(as, { name: "quagga key", scope: "read" });
    await signIn(as, { login: leaver.name, password: TEST_PASSWORD }, { userAgent: "quagga" });
    await checkIn(as);
    await aPublishedAsset(as);
    await ctx.events.deliverPending();
    for (const text of ["quackenbush", "quagga"]) expect(await findTraces(text)).not.toEqual([]);

    await remove(leaver);
    await settleAll();
    for (const text of ["quackenbush", "quagga", "zebulon"]) {
      expect(await findTraces(text)).toEqual([]);
    }
    const audit = await ctx.db
      .selectFrom("audit_events")
      .select(["action", "account_id"])
      .where("subject", "=", leaver.name)
      .execute();
    expect(audit).toContainEqual({ action: "accounts.deleted", account_id: leaver.accountId });
    await expectProblem(getProfile(ctx, leaver.name), "not-found");
    expect((await findPeople(ctx, { q: leaver.name, limit: 10 })).items).toEqual([]);
    const login = { login: leaver.name, password: TEST_PASSWORD };
    await expectProblem(signIn(ctx, login, DEVICE), "credentials-wrong");
    const again = { name: leaver.name, email: "new@example.org", password: TEST_PASSWORD };
    const rest = { nickname: "", language: "en", timeZone: "UTC" } as const;
    await expectProblem(signUp(ctx, { ...again, ...rest }, DEVICE), "name-taken");
    // The address is free again.
    await aUser(ctx, { email });
  });

  it("keeps what was said in discussions, without the name", async () => {
    const owner = ctx.as(await anOrdinaryUser(ctx));
    const address = await aPublishedAsset(owner);
    const leaver = await anOrdinaryUser(ctx);
    const as = ctx.as(leaver);
    const { num } = await createDiscussion(as, address, { title: "A question", body: "Why?" });
    await addComment(as, { ...address, num }, "Does anybody know?");
    await remove(leaver);
    const thread = await getDiscussion(owner, { ...address, num });
    expect(thread).toMatchObject({ title: "A question", author: { name: "", account: null } });
  });

  it("is refused to the last owner of an organisation, by name, and to no other member", async () => {
    const [leaver, other] = [await anOrdinaryUser(ctx), await anOrdinaryUser(ctx)];
    const alone = await anOrganisation(ctx, { owner: leaver });
    const shared = await anOrganisation(ctx, {
      owner: leaver,
      members: [{ account: other, role: "owner" }],
    });
    const plan = await planDeletion(ctx.as(await viewerOf(ctx, leaver.name)), ports);
    expect(plan.organisations.map(({ name }) => name)).toEqual([alone.name]);
    const refusal = await expectProblem(remove(leaver), "organisations-owned");
    expect(refusal.detail).toContain(alone.name);
    expect(refusal.detail).not.toContain(shared.name);
    await setMember(ctx.as(administrator), { owner: alone.name, account: other.name }, "owner");
    await remove(leaver);
    const { members } = await getProfile(ctx, shared.name);
    expect(members.map(({ name }) => name)).toEqual([other.name]);
  });

  it("leaves an organisation an owner when its two owners go at once", async () => {
    for (let round = 0; round < 5; round += 1) {
      const [one, two] = [await anOrdinaryUser(ctx), await anOrdinaryUser(ctx)];
      const { name } = await anOrganisation(ctx, {
        owner: one,
        members: [{ account: two, role: "owner" }],
      });
      const viewer = await viewerOf(ctx, two.name);
      await Promise.allSettled([
        remove(one),
        round % 2 === 0
          ? remove(two)
          : removeMember(ctx.as(viewer), { owner: name, account: two.name }),
      ]);
      expect((await getProfile(ctx, name)).members.length).toBeGreaterThanOrEqual(1);
    }
  });

  it("is refused to the last administrator", async () => {
    await expectProblem(remove(administrator), "last-administrator");
    expect(await planDeletion(ctx.as(administrator), ports)).toMatchObject({
      isLastAdministrator: true,
      hasPassword: true,
    });
  });

  it("happens once, also when it is asked for twice at once", async () => {
    const leaver = await anOrdinaryUser(ctx);
    const results = await Promise.allSettled([remove(leaver), remove(leaver), remove(leaver)]);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const events = await ctx.db
      .selectFrom("audit_events")
      .select("id")
      .where("subject", "=", leaver.name)
      .where("action", "=", "accounts.deleted")
      .execute();
    expect(events).toHaveLength(1);
  });
});

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
    await settleAll();
    for (const gone of [free, draft]) expect(await levelOf(ctx.as(administrator), gone)).toBe(0);
    expect(await getAsset(ctx.as(administrator), held)).toMatchObject({ state: "unlisted" });
    expect(await levelOf(reader, held)).toBe(2);
    expect(await levelOf(await aReader(), held)).toBe(0);

    await settleLeavingAssets(ctx);
    expect(await levelOf(ctx.as(administrator), held)).toBe(4);
    await ctx.db
      .updateTable("subscriptions")
      .set({ starts_at: new Date(0), ends_at: new Date(DAY_MS) })
      .where("id", "=", Number((await findHolder(held.name))?.id))
      .execute();
    await settleLeavingAssets(ctx);
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
    await settleAll();
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
    await expect(settleLeavingAssets(struck, stopping.signal)).rejects.toThrow(/abort/u);
    const left = await Promise.all(assets.map((each) => levelOf(ctx.as(administrator), each)));
    expect(left.filter((level) => level > 0).length).toBeGreaterThan(0);
    await Promise.all([settleLeavingAssets(ctx), settleLeavingAssets(ctx)]);
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
    await settleAll();
    expect(await levelOf(ctx.as(heir), { ...held, owner: heir.name })).toBe(4);
    await expectProblem(deleteAccount(as, leaver.name, input), "not-found");
  });
});
