import { describe, expect, it } from "vitest";
import { aName, anOrdinaryUser, aUser, TEST_PASSWORD } from "../testing/accounts.ts";
import { testContext } from "../testing/context.ts";
import { createAccount } from "./create-account.ts";
import { resetPassword } from "./reset-password.ts";
import { setAdministrator } from "./set-administrator.ts";
import { signIn } from "./sign-in.ts";
import { suspendAccount } from "./suspend-account.ts";

const DEVICE = { userAgent: "test" };
const ctx = await testContext();
const administrator = await aUser(ctx);
const asAdministrator = ctx.as(administrator);

const isAdmin = async (name: string) => {
  const query = ctx.db.selectFrom("accounts as a").innerJoin("namespaces as n", "n.id", "a.id");
  const row = await query.select("a.is_admin").where("n.name", "=", name).executeTakeFirst();
  return row?.is_admin;
};

describe("an operator", () => {
  it("ACC-1: creates accounts, administrators too, where sign-up is closed", async () => {
    const closed = await closedContext;
    await aUser(closed);
    const input = { password: TEST_PASSWORD, email: `${aName()}@example.org` };
    const created = await createAccount(closed, { ...input, name: aName(), isAdmin: true });
    expect(created.isAdmin).toBe(true);
    const reserved = createAccount(closed, { ...input, name: "api" });
    await expect(reserved).rejects.toMatchObject({ code: "name-reserved" });
  });
});

describe("administrators", () => {
  it("ACC-1: make others administrators and take it away again", async () => {
    const { name } = await aUser(ctx);
    await setAdministrator(asAdministrator, name, true);
    expect(await isAdmin(name)).toBe(true);
    await setAdministrator(asAdministrator, name, false);
    expect(await isAdmin(name)).toBe(false);
  });

  it("PLT-6: are the only ones who may", async () => {
    const [user, victim] = [await aUser(ctx), await aUser(ctx)];
    for (const as of [ctx.as(user), ctx]) {
      const code = { code: as === ctx ? "not-signed-in" : "forbidden" };
      await expect(setAdministrator(as, user.name, true)).rejects.toMatchObject(code);
      await expect(suspendAccount(as, victim.name)).rejects.toMatchObject(code);
      const reset = resetPassword(as, { account: victim.name, newPassword: "long enough" });
      await expect(reset).rejects.toMatchObject(code);
    }
  });

  it("ACC-1: never leave the gallery without one, also when two go at once", async () => {
    const code = { code: "last-administrator" };
    const alone = setAdministrator(asAdministrator, administrator.name, false);
    await expect(alone).rejects.toMatchObject(code);
    await expect(suspendAccount(asAdministrator, administrator.name)).rejects.toMatchObject(code);
    const second = await aUser(ctx, { isAdmin: true });
    const results = await Promise.allSettled(
      [administrator, second].map(({ name }) => setAdministrator(asAdministrator, name, false)),
    );
    expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    await ctx.db
      .updateTable("accounts")
      .set({ is_admin: true })
      .where("id", "=", administrator.accountId)
      .execute();
  });

  it("ACC-1: give who forgot it a new password and end their sessions", async () => {
    const { name, accountId } = await anOrdinaryUser(ctx);
    await signIn(ctx, { login: name, password: TEST_PASSWORD }, DEVICE);
    await resetPassword(asAdministrator, { account: name, newPassword: "brand new one" });
    const query = ctx.db.selectFrom("sessions").select("id").where("account_id", "=", accountId);
    expect(await query.execute()).toEqual([]);
    const old = signIn(ctx, { login: name, password: TEST_PASSWORD }, DEVICE);
    await expect(old).rejects.toMatchObject({ code: "credentials-wrong" });
    await signIn(ctx, { login: name, password: "brand new one" }, DEVICE);
  });
});

const closedContext = testContext({ environment: { GALLERY_SIGN_UP: "closed" } });
