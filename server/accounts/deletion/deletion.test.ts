import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { wireDomains } from "../../app.ts";
import { addComment, createDiscussion, getDiscussion } from "../../community/index.ts";
import { countLeavingAssets } from "../../subscriptions/index.ts";
import {
  anOrganisation,
  anOrdinaryUser,
  aUser,
  TEST_PASSWORD,
  viewerOf,
} from "../../testing/accounts.ts";
import { NO_ASSETS } from "../../testing/account-ports.ts";
import { aPublishedAsset } from "../../testing/assets.ts";
import { testContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { settleLeaving } from "../../testing/leaving.ts";
import { onboard } from "../../testing/publications.ts";
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
import { deleteOwnAccount } from "./delete-account.ts";
import { planDeletion } from "./plan-deletion.ts";

const ctx = await testContext({ environment: { GALLERY_SIGN_UPS_PER_HOUR: "0" } });
wireDomains(ctx);
const administrator = await aUser(ctx);
const ports = { ...NO_ASSETS, countLeavingAssets };
const DEVICE = { userAgent: "test" };

function remove(viewer: SignedIn, more: { heir?: string; password?: string } = {}): Promise<void> {
  const input = { confirmation: viewer.name, password: TEST_PASSWORD, heir: null, ...more };
  return deleteOwnAccount(ctx.as(viewer), input);
}

async function stateOf(accountId: number): Promise<string> {
  const row = await ctx.db
    .selectFrom("accounts")
    .select("state")
    .where("id", "=", accountId)
    .executeTakeFirstOrThrow();
  return row.state;
}

/** The tables of the whole database in which a text stands, but for the audit. */
async function findTraces(text: string): Promise<string[]> {
  const { rows: tables } = await sql<{ schema: string; name: string }>`
    select table_schema as "schema", table_name as "name" from information_schema.tables
    where table_schema in ('public', 'jobs') and table_type = 'BASE TABLE'
      and table_name <> 'audit_events'`.execute(ctx.db);
  const looks = tables.map(
    ({ schema, name }) => sql`select ${name}::text as name where exists (
      select from ${sql.id(schema, name)} as t where t::text ilike ${`%${text}%`})`,
  );
  const { rows } = await sql<{ name: string }>`${sql.join(looks, sql` union all `)}`.execute(
    ctx.db,
  );
  return rows.map(({ name }) => name);
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
    await settleLeaving(ctx);
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
