import { describe, expect, it } from "vitest";
import { NO_ASSETS } from "../testing/account-ports.ts";
import { anOrdinaryUser, aUser, TEST_PASSWORD } from "../testing/accounts.ts";
import { testContext, type TestContext } from "../testing/context.ts";
import { testDatabase } from "../testing/database.ts";
import { Browser, testServer } from "../testing/http.ts";
import { accountsRoutes } from "./routes.ts";
import { suspendAccount } from "./suspend-account.ts";
import { settleTouches } from "./touch-credentials.ts";

const DAY_MS = 86_400_000;
const COOKIE = "gallery-session";

const database = await testDatabase();
const environment = { GALLERY_FAILED_SIGN_INS: "0" };
const ctx = await testContext({ database, environment });
const administrator = await aUser(ctx);
const clock = { aheadMs: 0 };
const app = await serve({ ...ctx, now: () => new Date(Date.now() + clock.aheadMs) });

function serve(context: TestContext) {
  return testServer(context, (mount) => accountsRoutes(mount, NO_ASSETS));
}

async function signedInBrowser(name: string): Promise<Browser> {
  const browser = new Browser(app);
  const response = await browser.send(signIn(name));
  expect(response.statusCode).toBe(200);
  return browser;
}

const signIn = (login: string, password = TEST_PASSWORD) =>
  ({ method: "POST", url: "/api/v1/session", payload: { login, password } }) as const;

async function whoIs(browser: Browser): Promise<string | undefined> {
  const response = await browser.send({ method: "GET", url: "/api/v1/session" });
  expect(response.statusCode).toBe(200);
  return response.json().account?.name;
}

const edit = { method: "PATCH", url: "/api/v1/me", payload: { bio: "changed" } } as const;

describe("a session", () => {
  it("ACC-1: signs the browser in by a cookie that scripts and other sites cannot use", async () => {
    const { name } = await aUser(ctx);
    const response = await new Browser(app).send(signIn(name));
    const [cookie] = response.cookies;
    expect(cookie).toMatchObject({ name: COOKIE, path: "/", httpOnly: true, sameSite: "Lax" });
    expect(cookie?.secure).toBeUndefined();
    expect(cookie?.domain).toBeUndefined();
    expect(Buffer.from(cookie?.value ?? "", "base64url")).toHaveLength(32);
  });

  it("ACC-1: ends with signing out, for a copied cookie too", async () => {
    const { name } = await aUser(ctx);
    const browser = await signedInBrowser(name);
    const copy = new Browser(app);
    copy.cookies.set(COOKIE, browser.cookies.get(COOKIE) ?? "");
    expect(await whoIs(copy)).toBe(name);
    await browser.send({ method: "DELETE", url: "/api/v1/session" });
    expect(browser.cookies.size).toBe(0);
    expect(await whoIs(copy)).toBeUndefined();
  });

  it("PLT-7: never takes a secret that somebody else chose (session fixation)", async () => {
    const [victim, attacker] = [await aUser(ctx), await aUser(ctx)];
    const planted = (await signedInBrowser(attacker.name)).cookies.get(COOKIE) ?? "";
    const browser = new Browser(app);
    browser.cookies.set(COOKIE, planted);
    await browser.send(signIn(victim.name));
    expect(browser.cookies.get(COOKIE)).not.toBe(planted);
    const thief = new Browser(app);
    thief.cookies.set(COOKIE, planted);
    expect(await whoIs(thief)).toBeUndefined();
    expect(await whoIs(browser)).toBe(victim.name);
  });

  it("PLT-7: is no session when the cookie is forged, cut or empty", async () => {
    const secret = (await signedInBrowser((await aUser(ctx)).name)).cookies.get(COOKIE) ?? "";
    for (const value of ["", "x", secret.slice(0, -1), `${secret}A`, "\u0000", "a".repeat(4000)]) {
      const browser = new Browser(app);
      browser.cookies.set(COOKIE, value);
      expect(await whoIs(browser)).toBeUndefined();
    }
  });

  it("ACC-1: ends when it was not used for thirty days, and lives on while it is", async () => {
    const { name } = await aUser(ctx);
    const browser = await signedInBrowser(name);
    const idle = await signedInBrowser(name);
    clock.aheadMs = 29 * DAY_MS;
    expect(await whoIs(browser)).toBe(name);
    await settleTouches(ctx);
    clock.aheadMs = 58 * DAY_MS;
    expect(await whoIs(browser)).toBe(name);
    expect(await whoIs(idle)).toBeUndefined();
    clock.aheadMs = 0;
  });

  it("ACC-1: is lengthened at most once a minute, not by each request", async () => {
    const { name, accountId } = await aUser(ctx);
    const browser = await signedInBrowser(name);
    const seen = async () => {
      await settleTouches(ctx);
      const query = ctx.db.selectFrom("sessions").select("last_seen_at");
      const row = await query.where("account_id", "=", accountId).executeTakeFirstOrThrow();
      return row.last_seen_at.getTime();
    };
    const start = await seen();
    await Promise.all([whoIs(browser), whoIs(browser)]);
    expect(await seen()).toBe(start);
    clock.aheadMs = 61_000;
    await Promise.all([whoIs(browser), whoIs(browser), whoIs(browser)]);
    expect(await seen()).toBeGreaterThan(start);
    clock.aheadMs = 0;
  });

  it("PLT-7: ends when the account is suspended", async () => {
    const { name } = await anOrdinaryUser(ctx);
    const browser = await signedInBrowser(name);
    await suspendAccount(ctx.as(administrator), name);
    expect(await whoIs(browser)).toBeUndefined();
    expect((await browser.send(edit)).statusCode).toBe(401);
  });
});

describe("one's own sessions", () => {
  const list = { method: "GET", url: "/api/v1/me/sessions?limit=2" } as const;

  it("PLT-7: are listed newest first in pages, with the current one marked", async () => {
    const { name } = await aUser(ctx);
    const browsers = [];
    for (let count = 0; count < 5; count += 1) browsers.push(await signedInBrowser(name));
    const reader = browsers[2] ?? new Browser(app);
    const marks: boolean[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const url: string = cursor === "" ? list.url : `${list.url}&cursor=${cursor}`;
      const page = (await reader.send({ method: "GET", url })).json();
      marks.push(...page.items.map((item: { isCurrent: boolean }) => item.isCurrent));
      cursor = page.nextCursor;
    }
    expect(marks).toEqual([false, false, true, false, false]);
  });

  it("PLT-7: can be revoked one by one, but only one's own", async () => {
    const { name } = await aUser(ctx);
    const [browser, other] = [await signedInBrowser(name), await signedInBrowser(name)];
    const stranger = await signedInBrowser((await aUser(ctx)).name);
    const { items } = (await other.send(list)).json();
    const { id } = items.find((item: { isCurrent: boolean }) => !item.isCurrent);
    const revoke = { method: "DELETE", url: `/api/v1/me/sessions/${id}` } as const;
    expect((await stranger.send(revoke)).statusCode).toBe(404);
    expect((await other.send(revoke)).statusCode).toBe(204);
    expect((await other.send(revoke)).statusCode).toBe(404);
    expect(await whoIs(browser)).toBeUndefined();
    expect(await whoIs(other)).toBe(name);
  });

  it("PLT-7: all others end when the password is changed", async () => {
    const { name } = await aUser(ctx);
    const [browser, other] = [await signedInBrowser(name), await signedInBrowser(name)];
    const change = (currentPassword: string) =>
      browser.send({
        method: "POST",
        url: "/api/v1/me/password",
        payload: { currentPassword, newPassword: "another good one" },
      });
    expect((await change("not the password")).json().code).toBe("credentials-wrong");
    expect((await change(TEST_PASSWORD)).statusCode).toBe(204);
    expect(await whoIs(browser)).toBe(name);
    expect(await whoIs(other)).toBeUndefined();
    expect((await new Browser(app).send(signIn(name))).statusCode).toBe(401);
    expect((await new Browser(app).send(signIn(name, "another good one"))).statusCode).toBe(200);
  });
});
