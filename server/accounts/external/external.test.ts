import { describe, expect, it } from "vitest";
import { aName, aUser, TEST_PASSWORD } from "../../testing/accounts.ts";
import {
  aMember,
  aPerson,
  aProvider,
  comeBack,
  createExternal,
  EXTERNAL,
  externalGallery,
  setOut,
  signInBy,
  visitProvider,
  whoIs,
} from "../../testing/external.ts";
import { Browser } from "../../testing/http.ts";

const provider = await aProvider();
const { ctx, app } = await externalGallery(provider);

describe("ACC-1: sign-in by an OpenID Connect provider", () => {
  it("asks with a code challenge, state and nonce that the server does not store", async () => {
    const browser = new Browser(app);
    const url = new URL(await setOut(browser));
    expect(url.origin).toBe(provider.issuer);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      response_type: "code",
      redirect_uri: "http://localhost:7860/login/return",
      code_challenge_method: "S256",
      scope: "openid email profile",
    });
    const rows = await ctx.db.selectFrom("external_departures").selectAll().execute();
    const stored = JSON.stringify(rows.map((row) => ({ ...row, secret_hash: "" })));
    for (const name of ["state", "nonce", "code_challenge"]) {
      const value = url.searchParams.get(name) ?? "";
      expect(value.length).toBeGreaterThanOrEqual(43);
      expect(stored).not.toContain(value);
    }
  });

  it("makes an account with the verified address, and lets its person in from then on", async () => {
    const browser = new Browser(app);
    const person = aPerson({ name: "Ada Lovelace", preferred_username: "Ada.Lovelace!" });
    const answer = await signInBy(provider, browser, person);
    expect(answer.json()).toEqual({ outcome: "choose", next: "/models" });
    expect(await whoIs(browser)).toBeNull();
    const arrival = await browser.send({ url: EXTERNAL });
    expect(arrival.json()).toEqual({
      provider: "Example Login",
      email: person.email,
      isEmailVerified: true,
      name: "ada-lovelace",
      nickname: "Ada Lovelace",
      hasAccount: false,
      canSignUp: true,
      next: "/models",
    });
    expect((await createExternal(browser, person.sub, person.email ?? "")).statusCode).toBe(201);
    expect(await whoIs(browser)).toMatchObject({
      name: person.sub,
      email: person.email,
      emailVerified: true,
      hasPassword: false,
      isAdmin: false,
      timeZone: "Asia/Shanghai",
    });
    const again = new Browser(app);
    expect((await signInBy(provider, again, person)).json()).toEqual({
      outcome: "signed-in",
      next: "/models",
    });
    expect(await whoIs(again)).toMatchObject({ name: person.sub });
  });

  it("proposes a name that is free, whatever the provider calls the person", async () => {
    const taken = aName("taken");
    await aUser(ctx, { name: taken });
    const propose = async (preferred_username: string) => {
      const browser = new Browser(app);
      const person = aPerson({ preferred_username });
      await signInBy(provider, browser, { ...person, email: `${aName()}@provider.example` });
      return (await browser.send({ url: EXTERNAL })).json<{ name: string }>().name;
    };
    expect(await propose(taken)).toBe(`${taken}-2`);
    expect(await propose("admin")).toBe("admin-2");
    expect(await propose("李雷")).toMatch(/^user-[0-9a-f]+$/u);
    expect(await propose(`--${"x".repeat(60)}__`)).toBe("x".repeat(35));
  });

  it("leads back to a page of this gallery and never to another site", async () => {
    for (const [next, expected] of [
      ["/models?q=a#b", "/models?q=a#b"],
      ["https://evil.example/", "/"],
      ["//evil.example/", "/"],
      [String.raw`/\evil.example`, "/"],
      ["javascript:alert(1)", "/"],
    ] as const) {
      const browser = new Browser(app);
      const returned = await visitProvider(provider, await setOut(browser, next), aPerson());
      const answer = await comeBack(browser, returned.search.slice(1));
      expect(answer.json()).toMatchObject({ outcome: "choose", next: expected });
    }
  });
});

describe("ACC-1: an address that has an account", () => {
  it("is linked by the password only, never by itself", async () => {
    const member = await aUser(ctx);
    const person = aPerson({ email: `${member.name}@example.org` });
    const browser = new Browser(app);
    await signInBy(provider, browser, person);
    expect((await browser.send({ url: EXTERNAL })).json()).toMatchObject({ hasAccount: true });
    const taken = await createExternal(browser, aName(), person.email ?? "");
    expect(taken.json()).toMatchObject({ code: "email-taken" });
    const link = (password: string) =>
      browser.send({
        method: "POST",
        url: `${EXTERNAL}/link`,
        payload: { login: person.email ?? "", password },
      });
    expect((await link("not the password")).json()).toMatchObject({ code: "credentials-wrong" });
    expect(await whoIs(browser)).toBeNull();
    expect((await link(TEST_PASSWORD)).json()).toMatchObject({ name: member.name });
    const again = new Browser(app);
    expect((await signInBy(provider, again, person)).json()).toMatchObject({
      outcome: "signed-in",
    });
    expect(await whoIs(again)).toMatchObject({ name: member.name, hasPassword: true });
  });

  it("is neither told nor taken over when the provider has not verified it", async () => {
    const member = await aUser(ctx);
    for (const email_verified of [false, undefined]) {
      const person = { ...aPerson({ email: `${member.name}@example.org` }) };
      delete person.email_verified;
      if (email_verified !== undefined) person.email_verified = email_verified;
      const browser = new Browser(app);
      await signInBy(provider, browser, person);
      const arrival = await browser.send({ url: EXTERNAL });
      expect(arrival.json()).toMatchObject({ hasAccount: false, isEmailVerified: false });
    }
    const person = aPerson({ email_verified: false });
    const browser = new Browser(app);
    await signInBy(provider, browser, person);
    await createExternal(browser, person.sub, person.email ?? "");
    expect(await whoIs(browser)).toMatchObject({ emailVerified: false });
  });

  it("counts as verified only when it is the one that was verified", async () => {
    const person = aPerson();
    const browser = new Browser(app);
    await signInBy(provider, browser, person);
    await createExternal(browser, person.sub, `${aName()}@elsewhere.example`);
    expect(await whoIs(browser)).toMatchObject({ emailVerified: false });
  });

  it("may change at the provider without anything changing here", async () => {
    const { person, name } = await aMember(provider, app);
    const victim = await aUser(ctx);
    const browser = new Browser(app);
    await signInBy(provider, browser, { ...person, email: `${victim.name}@example.org` });
    expect(await whoIs(browser)).toMatchObject({ name, email: person.email });
  });
});
