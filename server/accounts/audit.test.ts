import { describe, expect, it } from "vitest";
import {
  aName,
  anOrganisation,
  anOrdinaryUser,
  aUser,
  TEST_PASSWORD,
} from "../testing/accounts.ts";
import { testContext } from "../testing/context.ts";
import { changePassword } from "./change-password.ts";
import { createAccessKey } from "./create-access-key.ts";
import { createToken } from "./create-token.ts";
import { editAccount } from "./edit-account.ts";
import { exchangeAccessKey } from "./exchange-access-key.ts";
import { removeMember } from "./remove-member.ts";
import { revokeAccessKey } from "./revoke-access-key.ts";
import { revokeToken } from "./revoke-token.ts";
import { setAdministrator } from "./set-administrator.ts";
import { setMember } from "./set-member.ts";
import { signIn } from "./sign-in.ts";
import { suspendAccount } from "./suspend-account.ts";

const DEVICE = { userAgent: "test" };
const ctx = await testContext();
const administrator = await aUser(ctx);
const ports = { findRepository: async () => undefined };

async function eventsOf(accountId: number) {
  return ctx.db
    .selectFrom("audit_events")
    .select(["action", "subject", "details", "ip_address"])
    .where("account_id", "=", accountId)
    .orderBy("id")
    .execute();
}

async function actionsDuring(accountId: number, work: () => Promise<unknown>): Promise<string[]> {
  const before = (await eventsOf(accountId)).length;
  await work();
  return (await eventsOf(accountId)).slice(before).map(({ action }) => action);
}

describe("the audit", () => {
  it("PLT-8: has each sign-in and each failure, with the address it came from", async () => {
    const { name, accountId } = await anOrdinaryUser(ctx);
    const during = await actionsDuring(accountId, async () => {
      await signIn(ctx, { login: name, password: TEST_PASSWORD }, DEVICE);
      await signIn(ctx, { login: name, password: "wrong" }, DEVICE).catch(() => {});
      await suspendAccount(ctx.as(administrator), name);
      await signIn(ctx, { login: name, password: TEST_PASSWORD }, DEVICE).catch(() => {});
    });
    const failed = "accounts.sign-in-failed";
    expect(during).toEqual(["accounts.signed-in", failed, failed]);
    const addresses = (await eventsOf(accountId)).slice(1).map((event) => event.ip_address);
    expect(addresses).toEqual(["192.0.2.1", "192.0.2.1", "192.0.2.1"]);
  });

  it("PLT-8: has what makes and ends credentials", async () => {
    const user = await aUser(ctx);
    const as = ctx.as(user);
    const during = await actionsDuring(user.accountId, async () => {
      const input = { name: "ci", scope: "write" as const, repositories: [] };
      const token = await createToken(as, input, ports);
      await revokeToken(as, token.id);
      const pair = await createAccessKey(as, { name: "robot", scope: "read" });
      await exchangeAccessKey(ctx, { ...pair, secretKey: "wrong" }).catch(() => {});
      await revokeAccessKey(as, pair.id);
      await changePassword(as, { currentPassword: TEST_PASSWORD, newPassword: "another one" });
      await editAccount(as, { email: `${aName()}@example.org` });
    });
    expect(during).toEqual([
      "accounts.token-created",
      "accounts.token-revoked",
      "accounts.access-key-created",
      "accounts.key-exchange-failed",
      "accounts.access-key-revoked",
      "accounts.password-changed",
      "accounts.email-changed",
    ]);
  });

  it("PLT-8: has who gave whom which role", async () => {
    const [owner, member] = [await aUser(ctx), await aUser(ctx)];
    const during = await actionsDuring(owner.accountId, async () => {
      const organisation = await anOrganisation(ctx, { owner });
      const as = ctx.as({ ...owner, roles: new Map([[organisation.id, "owner"]]) });
      const at = { owner: organisation.name, account: member.name };
      await setMember(as, at, "maintainer");
      await setMember(as, at, "maintainer");
      await removeMember(as, at);
    });
    expect(during).toEqual([
      "accounts.organisation-created",
      "accounts.member-set",
      "accounts.member-removed",
    ]);
    const administrating = await actionsDuring(administrator.accountId, () =>
      setAdministrator(ctx.as(administrator), member.name, true),
    );
    expect(administrating).toEqual(["accounts.administrator-set"]);
  });

  it("PLT-8: has nothing of what did not happen", async () => {
    const user = await aUser(ctx);
    const taken = `${(await aUser(ctx)).name}@example.org`;
    const during = await actionsDuring(user.accountId, async () => {
      await editAccount(ctx.as(user), { email: taken }).catch(() => {});
      await revokeToken(ctx.as(user), "0".repeat(24)).catch(() => {});
    });
    expect(during).toEqual([]);
  });

  it("PLT-7: holds no secret, and not what was typed as an unknown login", async () => {
    const user = await aUser(ctx);
    const typed = `my-password-${aName()}`;
    await signIn(ctx, { login: typed, password: "other-secret" }, DEVICE).catch(() => {});
    const input = { name: "ci", scope: "read" as const, repositories: [] };
    const { secret } = await createToken(ctx.as(user), input, ports);
    const pair = await createAccessKey(ctx.as(user), { name: "robot", scope: "read" });
    const all = JSON.stringify(await ctx.db.selectFrom("audit_events").selectAll().execute());
    for (const hidden of [typed, "other-secret", secret, pair.secretKey, TEST_PASSWORD]) {
      expect(all).not.toContain(hidden);
    }
  });

  it("PLT-8: can be neither changed nor deleted, by the server itself either", async () => {
    const change = ctx.db.updateTable("audit_events").set({ subject: "x" }).execute();
    await expect(change).rejects.toThrow(/append-only/);
    await expect(ctx.db.deleteFrom("audit_events").execute()).rejects.toThrow(/append-only/);
  });
});
