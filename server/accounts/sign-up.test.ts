import { describe, expect, it } from "vitest";
import type { SignUp } from "#contract/accounts/account.ts";
import { readConfig } from "../config.ts";
import { NO_ASSETS } from "../testing/account-ports.ts";
import { aName, aUser, TEST_PASSWORD } from "../testing/accounts.ts";
import { testContext, type TestContext } from "../testing/context.ts";
import { testServer } from "../testing/http.ts";
import { ensureSetupCode, isSetupCodeNeeded } from "./ensure-setup-code.ts";
import { accountsRoutes } from "./routes.ts";
import { signUp } from "./sign-up.ts";

const DEVICE = { userAgent: "test" };

function person(name = aName(), more: Partial<SignUp> = {}): SignUp {
  const email = `${name.toLowerCase()}@example.org`;
  const rest = { nickname: "", language: "en", timeZone: "UTC" } as const;
  return { name, email, password: TEST_PASSWORD, ...rest, ...more };
}

const settled = (results: PromiseSettledResult<unknown>[]) =>
  results.map((result) =>
    result.status === "fulfilled" ? "created" : (result.reason as { code: string }).code,
  );

describe("sign-up", async () => {
  const ctx = await testContext({ environment: { GALLERY_SIGN_UPS_PER_HOUR: "0" } });
  const empty = () => testContext({ environment: { GALLERY_SIGN_UPS_PER_HOUR: "0" } });
  await aUser(ctx);

  describe("of the founder", async () => {
    const [alone, racing] = [await empty(), await empty()];

    it("ACC-1: the first account of a fresh installation is the administrator", async () => {
      const first = await signUp(alone, person(), DEVICE);
      const second = await signUp(alone, person(), DEVICE);
      expect([first.account.isAdmin, second.account.isAdmin]).toEqual([true, false]);
    });

    it("ACC-1: of many first sign-ups at once exactly one becomes administrator", async () => {
      const made = await Promise.all(
        Array.from({ length: 8 }, () => signUp(racing, person(), DEVICE)),
      );
      expect(made.filter(({ account }) => account.isAdmin)).toHaveLength(1);
      expect(new Set(made.map(({ account }) => account.id)).size).toBe(8);
    });
  });

  describe("with a setup code", async () => {
    const environment = { GALLERY_HOST: "0.0.0.0", GALLERY_SIGN_UPS_PER_HOUR: "0" };
    const open = await testContext({ environment });
    const closed = await testContext({
      environment: { ...environment, GALLERY_SIGN_UP: "closed" },
    });

    it("PLT-7: a server that others can reach asks the founder for the code start prints", async () => {
      const code = (await ensureSetupCode(open)) ?? "";
      expect(code).toMatch(/^([A-Z2-7]{4}-){3}[A-Z2-7]{4}$/);
      expect(await ensureSetupCode(open)).toBe(code);
      for (const setupCode of [undefined, "", "AAAA-AAAA-AAAA-AAAA", `${code}A`]) {
        const attempt = signUp(open, { ...person(), setupCode }, DEVICE);
        await expect(attempt).rejects.toMatchObject({ code: "setup-code-required" });
      }
      const typed = code.toLowerCase().replaceAll("-", " ");
      const { account } = await signUp(open, { ...person(), setupCode: typed }, DEVICE);
      expect(account.isAdmin).toBe(true);
    });

    it("PLT-7: the setup code counts once; later sign-ups need none", async () => {
      expect(await ensureSetupCode(open)).toBeNull();
      expect((await signUp(open, person(), DEVICE)).account.isAdmin).toBe(false);
    });

    it("all processes print the same code", async () => {
      const codes = await Promise.all(Array.from({ length: 5 }, () => ensureSetupCode(closed)));
      expect(new Set(codes).size).toBe(1);
    });

    it("closed sign-up lets the founder in and nobody else", async () => {
      const setupCode = (await ensureSetupCode(closed)) ?? "";
      await signUp(closed, { ...person(), setupCode }, DEVICE);
      const second = signUp(closed, { ...person(), setupCode }, DEVICE);
      await expect(second).rejects.toMatchObject({ code: "sign-up-closed" });
    });

    const unused = await empty();

    it("PLT-7: a server on loopback behind a proxy asks for the code as well", async () => {
      const needs = async (environment: Record<string, string>) =>
        isSetupCodeNeeded({ db: unused.db, config: readConfig(environment) });
      expect(await needs({})).toBe(false);
      expect(await needs({ GALLERY_URL: "http://localhost:7860" })).toBe(false);
      expect(await needs({ GALLERY_URL: "https://gallery.example" })).toBe(true);
      expect(await needs({ GALLERY_TRUST_PROXY: "1" })).toBe(true);
      expect(await needs({ GALLERY_HOST: "192.0.2.9" })).toBe(true);
    });
  });

  describe("takes a name", () => {
    it("ACC-3: once, whatever its case, also when two take it at once", async () => {
      const name = aName("Alice");
      const results = await Promise.allSettled(
        [name, name.toUpperCase(), name.toLowerCase()].map((it, place) =>
          signUp(ctx, person(it, { email: `${place}-${name}@example.org` }), DEVICE),
        ),
      );
      expect(settled(results).toSorted()).toEqual(["created", "name-taken", "name-taken"]);
    });

    it("ACC-3: not the name of an organisation, nor one that redirects", async () => {
      const { accountId } = await aUser(ctx);
      const former = aName("former");
      await ctx.db
        .insertInto("namespace_redirects")
        .values({ name_key: former, namespace_id: accountId })
        .execute();
      const attempt = signUp(ctx, person(former.toUpperCase()), DEVICE);
      await expect(attempt).rejects.toMatchObject({ code: "name-taken" });
    });

    it("ACC-3: not one that our pages and protocols need", async () => {
      for (const name of ["models", "Datasets", "API", "settings", "Spaces", "resolve", "admin"]) {
        const attempt = signUp(ctx, person(name), DEVICE);
        await expect(attempt, name).rejects.toMatchObject({ code: "name-reserved" });
      }
    });

    it("leaves nothing behind when the e-mail address has an account", async () => {
      const name = aName();
      const { email } = person((await aUser(ctx)).name);
      const attempt = signUp(ctx, person(name, { email: email.toUpperCase() }), DEVICE);
      await expect(attempt).rejects.toMatchObject({ code: "email-taken" });
      expect((await signUp(ctx, person(name), DEVICE)).account.name).toBe(name);
    });
  });

  describe("over HTTP", async () => {
    const app = await testServer(ctx, (mount) => accountsRoutes(mount, NO_ASSETS));
    const post = (body: unknown) =>
      app.inject({
        method: "POST",
        url: "/api/v1/accounts",
        payload: JSON.stringify(body),
        headers: { host: "localhost:7860", "content-type": "application/json" },
      });

    it("ACC-3: takes nicknames of any script and refuses NUL and broken Unicode", async () => {
      for (const nickname of ["王小明", "\u202Eمرحبا\u202C", "👩‍🚀".repeat(5), "Zoë <b>&amp;"]) {
        const response = await post(person(aName(), { nickname }));
        expect(response.statusCode, nickname).toBe(201);
        expect(response.json()).toMatchObject({ nickname });
      }
      for (const nickname of ["a\0b", "\uD800", "x".repeat(65)]) {
        const response = await post(person(aName(), { nickname }));
        expect(response.json()).toMatchObject({
          status: 400,
          issues: [{ pointer: "/nickname" }],
        });
      }
    });

    it("ACC-3: counts a nickname in code points", async () => {
      const response = await post(person(aName(), { nickname: "𝒳".repeat(64) }));
      expect(response.statusCode).toBe(201);
    });

    it("PLT-7: refuses a password of a million characters before any hashing", async () => {
      const response = await post(person(aName(), { password: "x".repeat(1_000_000) }));
      expect(response.statusCode).toBe(400);
      expect(response.json().issues[0].pointer).toBe("/password");
      const huge = await post(person(aName(), { password: "x".repeat(2_000_000) }));
      expect(huge.json().code).toBe("body-too-large");
    });

    it("refuses names that are no names, naming the field and the rule", async () => {
      for (const name of [
        "a",
        "-a",
        "a--b",
        "a b",
        "ünï",
        "a/b",
        "a\u212A",
        "x".repeat(43),
        "..",
        "",
      ]) {
        const response = await post({ ...person(), name });
        expect(response.json(), name).toMatchObject({
          status: 400,
          issues: [{ pointer: "/name" }],
        });
      }
    });

    it("does not let the caller choose to be administrator", async () => {
      const response = await post({ ...person(), isAdmin: true, is_admin: true });
      expect(response.json()).toMatchObject({ isAdmin: false });
    });
  });
});

describe("sign-up limits", async () => {
  const ctx = await testContext({ environment: { GALLERY_SIGN_UPS_PER_HOUR: "2" } });
  const from = (ipAddress: string): TestContext => ({ ...ctx, ipAddress });

  it("PLT-7: limit one address, not another, and end after an hour", async () => {
    await signUp(from("192.0.2.1"), person(), DEVICE);
    await signUp(from("192.0.2.1"), person(), DEVICE);
    const third = signUp(from("192.0.2.1"), person(), DEVICE);
    await expect(third).rejects.toMatchObject({ code: "rate-limited", retryAfterSeconds: 3600 });
    await signUp(from("192.0.2.2"), person(), DEVICE);
    await signUp(ctx.later(3_600_001), person(), DEVICE);
  });

  it("PLT-7: take a whole IPv6 network of one caller as one address", async () => {
    await signUp(from("2001:db8:1:2::1"), person(), DEVICE);
    await signUp(from("2001:db8:1:2:ffff::1"), person(), DEVICE);
    const third = signUp(from("2001:db8:1:2:3:4:5:6"), person(), DEVICE);
    await expect(third).rejects.toMatchObject({ code: "rate-limited" });
  });
});
