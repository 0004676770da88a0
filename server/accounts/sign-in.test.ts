import { afterAll, describe, expect, it } from "vitest";
import { connectDatabase } from "../platform/database/index.ts";
import { NO_ASSETS } from "../testing/account-ports.ts";
import { aName, anOrdinaryUser, aUser, TEST_PASSWORD } from "../testing/accounts.ts";
import { testContext, type TestContext } from "../testing/context.ts";
import { testDatabase } from "../testing/database.ts";
import { testServer } from "../testing/http.ts";
import { changePassword } from "./change-password.ts";
import { accountsRoutes } from "./routes.ts";
import { signIn } from "./sign-in.ts";
import { suspendAccount } from "./suspend-account.ts";

const DEVICE = { userAgent: "test" };
const QUARTER_MS = 900_000;

const database = await testDatabase();
const ctx = await testContext({ database });
const administrator = await aUser(ctx);
let addresses = 0;

/** A caller whose address no other test has used. */
function fromNewAddress(base: TestContext = ctx): TestContext {
  addresses += 1;
  return { ...base, ipAddress: `198.51.100.${addresses}` };
}

const attempt = (from: TestContext, login: string, password = "wrong password") =>
  signIn(from, { login, password }, DEVICE);

async function codesOf(attempts: Promise<unknown>[]): Promise<string[]> {
  const results = await Promise.allSettled(attempts);
  return results.map((result) =>
    result.status === "fulfilled" ? "signed-in" : (result.reason as { code: string }).code,
  );
}

describe("sign-in", () => {
  it("ACC-1: by account name in any case, and by e-mail address in any case", async () => {
    const { name } = await aUser(ctx);
    for (const login of [name, name.toUpperCase(), `${name}@EXAMPLE.org`]) {
      const { account } = await attempt(fromNewAddress(), login, TEST_PASSWORD);
      expect(account.name).toBe(name);
    }
  });

  it("ACC-1: each sign-in has a secret of its own, of which only the hash is stored", async () => {
    const { name, accountId } = await aUser(ctx);
    const first = await attempt(fromNewAddress(), name, TEST_PASSWORD);
    const second = await attempt(fromNewAddress(), name, TEST_PASSWORD);
    expect(first.sessionSecret).not.toBe(second.sessionSecret);
    const rows = await ctx.db
      .selectFrom("sessions")
      .selectAll()
      .where("account_id", "=", accountId)
      .execute();
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toContain(first.sessionSecret);
  });

  it("PLT-7: hostile logins find nobody and break nothing", async () => {
    const logins = [
      "a\0b",
      "a@\0",
      "\uD800@x",
      "' or 1=1 --",
      "%",
      "_@_",
      "\u212A",
      "x".repeat(254),
    ];
    expect(await codesOf(logins.map((login) => attempt(fromNewAddress(), login)))).toEqual(
      logins.map(() => "credentials-wrong"),
    );
  });

  it("an account without a password cannot be signed in to", async () => {
    const { name, accountId } = await aUser(ctx);
    await ctx.db
      .updateTable("accounts")
      .set({ password_hash: null })
      .where("id", "=", accountId)
      .execute();
    await expect(attempt(fromNewAddress(), name, "")).rejects.toMatchObject({
      code: "credentials-wrong",
    });
  });

  it("PLT-7: only who knows the password learns that an account is suspended", async () => {
    const { name } = await anOrdinaryUser(ctx);
    await suspendAccount(ctx.as(administrator), name);
    const codes = [attempt(fromNewAddress(), name), attempt(fromNewAddress(), name, TEST_PASSWORD)];
    expect(await codesOf(codes)).toEqual(["credentials-wrong", "account-suspended"]);
  });
});

describe("sign-in over HTTP", async () => {
  const app = await testServer(ctx, (mount) => accountsRoutes(mount, NO_ASSETS));
  const answerTo = async (login: string, password: string) => {
    const response = await app.inject({
      method: "POST",
      url: "/api/v1/session",
      payload: { login, password },
      headers: { host: "localhost" },
      remoteAddress: fromNewAddress().ipAddress,
    });
    const { requestId, ...document } = response.json();
    return { status: response.statusCode, cookies: response.cookies.length, document, requestId };
  };

  it("PLT-7: an unknown account and a wrong password get the same answer", async () => {
    const { name } = await aUser(ctx);
    const { requestId: _known, ...known } = await answerTo(name, "wrong password");
    const { requestId: _unknown, ...unknown } = await answerTo(aName(), "wrong password");
    expect(known).toMatchObject({ status: 401, cookies: 0 });
    expect(unknown).toEqual(known);
  });

  it("PLT-7: a password of a million characters is refused unhashed", async () => {
    const { status, document } = await answerTo("somebody", "x".repeat(900_000));
    expect(status).toBe(400);
    expect(document.issues[0].pointer).toBe("/password");
  });

  it("PLT-7: too many attempts answer 429 with Retry-After", async () => {
    const name = aName();
    const request = () =>
      app.inject({
        method: "POST",
        url: "/api/v1/session",
        payload: { login: name, password: "wrong password" },
        headers: { host: "localhost" },
        remoteAddress: "203.0.113.77",
      });
    for (let count = 0; count < 10; count += 1) expect((await request()).statusCode).toBe(401);
    const refused = await request();
    expect(refused.statusCode).toBe(429);
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(800);
  });
});

describe("sign-in limits", () => {
  it("PLT-7: after ten wrong passwords even the right one must wait a quarter of an hour", async () => {
    const { name } = await aUser(ctx);
    const from = fromNewAddress();
    for (let count = 0; count < 10; count += 1) {
      await expect(attempt(from, name)).rejects.toMatchObject({ code: "credentials-wrong" });
    }
    await expect(attempt(from, name, TEST_PASSWORD)).rejects.toMatchObject({
      code: "rate-limited",
    });
    await attempt(from.later(QUARTER_MS + 1), name, TEST_PASSWORD);
  });

  it("PLT-7: name and e-mail address of an account share one limit", async () => {
    const { name } = await aUser(ctx);
    const from = fromNewAddress();
    for (let count = 0; count < 5; count += 1) {
      await codesOf([attempt(from, name), attempt(from, `${name}@example.org`)]);
    }
    await expect(attempt(from, name)).rejects.toMatchObject({ code: "rate-limited" });
  });

  it("PLT-7: a guesser at one address does not lock the owner out at another", async () => {
    const { name } = await aUser(ctx);
    const guesser = fromNewAddress();
    await codesOf(Array.from({ length: 12 }, () => attempt(guesser, name)));
    const { account } = await attempt(fromNewAddress(), name, TEST_PASSWORD);
    expect(account.name).toBe(name);
  });

  it("PLT-7: a guesser with many addresses is stopped by the account's own limit", async () => {
    const { name } = await aUser(ctx);
    for (let count = 0; count < 50; count += 1) {
      await codesOf([attempt(fromNewAddress(), name)]);
    }
    await expect(attempt(fromNewAddress(), name)).rejects.toMatchObject({ code: "rate-limited" });
  });

  it("PLT-7: a successful sign-in clears the account's failures", async () => {
    const { name } = await aUser(ctx);
    const from = fromNewAddress();
    for (let round = 0; round < 3; round += 1) {
      await codesOf(Array.from({ length: 9 }, () => attempt(from, name)));
      const { account } = await attempt(from, name, TEST_PASSWORD);
      expect(account.name).toBe(name);
    }
  });

  it("PLT-7: the limits of one address count failures over all accounts, not successes", async () => {
    const strict = await strictContext;
    const { name } = await aUser(strict);
    const from = fromNewAddress(strict);
    for (let count = 0; count < 6; count += 1) await attempt(from, name, TEST_PASSWORD);
    await codesOf(Array.from({ length: 5 }, () => attempt(from, aName())));
    await expect(attempt(from, name, TEST_PASSWORD)).rejects.toMatchObject({
      code: "rate-limited",
    });
  });

  it("PLT-7: two server processes count together", async () => {
    const { name } = await aUser(ctx);
    const from = fromNewAddress();
    const there = { ...from, db: secondProcess };
    const codes = await codesOf(
      Array.from({ length: 16 }, (_, count) => attempt(count % 2 === 0 ? from : there, name)),
    );
    expect(codes.filter((code) => code === "credentials-wrong")).toHaveLength(10);
    expect(codes.filter((code) => code === "rate-limited")).toHaveLength(6);
  });

  it("PLT-7: a stolen session does not help to guess the current password", async () => {
    const user = await aUser(ctx);
    const thief = fromNewAddress(ctx.as(user));
    const guess = () =>
      changePassword(thief, { currentPassword: "x", newPassword: "new password" });
    const codes = await codesOf(Array.from({ length: 11 }, guess));
    expect(codes.filter((code) => code === "rate-limited")).toHaveLength(1);
  });
});

const secondProcess = connectDatabase({ url: database.url, poolSize: 4 });
afterAll(() => secondProcess.destroy());
const strictContext = testContext({ environment: { GALLERY_FAILED_SIGN_INS: "5" } });
