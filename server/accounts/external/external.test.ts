import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { Account } from "#contract/accounts/account.ts";
import { aName, aUser, TEST_PASSWORD } from "../../testing/accounts.ts";
import { NO_ASSETS } from "../../testing/account-ports.ts";
import { testContext, type TestContext } from "../../testing/context.ts";
import { Browser, testServer } from "../../testing/http.ts";
import { type ProviderPerson, startIdentityProvider } from "../../testing/identity-provider.ts";
import { accountsRoutes } from "../routes.ts";
import { suspendAccount } from "../suspend-account.ts";

const API = "/api/v1/session/external";
const provider = await startIdentityProvider();
afterAll(() => provider.stop());
const environment = { ...provider.environment, GALLERY_URL: "http://localhost:7860" };
const ctx = await testContext({
  environment: { ...environment, GALLERY_SIGN_UPS_PER_HOUR: "0", GALLERY_FAILED_SIGN_INS: "0" },
});
const administrator = await aUser(ctx);
let clock = 0;
const app = await testServer({ ...ctx, now: () => new Date(Date.now() + clock) }, (mount) =>
  accountsRoutes(mount, NO_ASSETS),
);

beforeEach(() => {
  clock = 0;
  provider.alterIdToken = null;
});

function aPerson(more: Partial<ProviderPerson> = {}): ProviderPerson {
  const name = aName("person");
  return { sub: name, email: `${name}@provider.example`, email_verified: true, ...more };
}

/** Where the provider sends a browser that follows an address, as this person. */
async function visitProvider(url: string, person: ProviderPerson, at = provider): Promise<URL> {
  at.person = person;
  const cookies = new Map<string, string>();
  let address = new URL(url);
  while (address.origin === at.issuer) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(address, { redirect: "manual", headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/u.exec(line) ?? [];
      cookies.set(name, value);
    }
    const location = answer.headers.get("location");
    if (location === null) throw new Error(`The provider answers ${answer.status}`);
    address = new URL(location, address);
  }
  return address;
}

async function setOut(browser: Browser, next = "/models"): Promise<string> {
  const { url } = (await browser.send({ method: "POST", url: API, payload: { next } })).json<{
    url: string;
  }>();
  return url;
}

function comeBack(browser: Browser, query: string) {
  return browser.send({ method: "POST", url: `${API}/return`, payload: { query } });
}

/** From the button to the answer, as this person of the provider. */
async function signIn(browser: Browser, person: ProviderPerson) {
  const returned = await visitProvider(await setOut(browser), person);
  return comeBack(browser, returned.search.slice(1));
}

async function whoIs(browser: Browser): Promise<Account | null> {
  const answer = await browser.send({ url: "/api/v1/session" });
  return answer.json<{ account: Account | null }>().account;
}

async function createAccount(browser: Browser, name: string, email: string) {
  const payload = { name, email, nickname: "Ada", timeZone: "Asia/Shanghai" };
  return browser.send({ method: "POST", url: `${API}/account`, payload });
}

/** Somebody who has an account by the provider alone. */
async function aMember(person = aPerson()): Promise<{ person: ProviderPerson; name: string }> {
  const browser = new Browser(app);
  await signIn(browser, person);
  const created = await createAccount(browser, person.sub, person.email ?? "");
  return { person, name: created.json<Account>().name };
}

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
    const answer = await signIn(browser, person);
    expect(answer.json()).toEqual({ outcome: "choose", next: "/models" });
    expect(await whoIs(browser)).toBeNull();
    const arrival = await browser.send({ url: API });
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
    expect((await createAccount(browser, person.sub, person.email ?? "")).statusCode).toBe(201);
    expect(await whoIs(browser)).toMatchObject({
      name: person.sub,
      email: person.email,
      emailVerified: true,
      hasPassword: false,
      isAdmin: false,
      timeZone: "Asia/Shanghai",
    });
    const again = new Browser(app);
    expect((await signIn(again, person)).json()).toEqual({ outcome: "signed-in", next: "/models" });
    expect(await whoIs(again)).toMatchObject({ name: person.sub });
  });

  it("proposes a name that is free, whatever the provider calls the person", async () => {
    const taken = aName("taken");
    await aUser(ctx, { name: taken });
    const propose = async (preferred_username: string) => {
      const browser = new Browser(app);
      const person = aPerson({ preferred_username });
      await signIn(browser, { ...person, email: `${aName()}@provider.example` });
      return (await browser.send({ url: API })).json<{ name: string }>().name;
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
      const returned = await visitProvider(await setOut(browser, next), aPerson());
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
    await signIn(browser, person);
    expect((await browser.send({ url: API })).json()).toMatchObject({ hasAccount: true });
    const taken = await createAccount(browser, aName(), person.email ?? "");
    expect(taken.json()).toMatchObject({ code: "email-taken" });
    const link = (password: string) =>
      browser.send({
        method: "POST",
        url: `${API}/link`,
        payload: { login: person.email ?? "", password },
      });
    expect((await link("not the password")).json()).toMatchObject({ code: "credentials-wrong" });
    expect(await whoIs(browser)).toBeNull();
    expect((await link(TEST_PASSWORD)).json()).toMatchObject({ name: member.name });
    const again = new Browser(app);
    expect((await signIn(again, person)).json()).toMatchObject({ outcome: "signed-in" });
    expect(await whoIs(again)).toMatchObject({ name: member.name, hasPassword: true });
  });

  it("is neither told nor taken over when the provider has not verified it", async () => {
    const member = await aUser(ctx);
    for (const email_verified of [false, undefined]) {
      const person = { ...aPerson({ email: `${member.name}@example.org` }) };
      delete person.email_verified;
      if (email_verified !== undefined) person.email_verified = email_verified;
      const browser = new Browser(app);
      await signIn(browser, person);
      const arrival = await browser.send({ url: API });
      expect(arrival.json()).toMatchObject({ hasAccount: false, isEmailVerified: false });
    }
    const person = aPerson({ email_verified: false });
    const browser = new Browser(app);
    await signIn(browser, person);
    await createAccount(browser, person.sub, person.email ?? "");
    expect(await whoIs(browser)).toMatchObject({ emailVerified: false });
  });

  it("counts as verified only when it is the one that was verified", async () => {
    const person = aPerson();
    const browser = new Browser(app);
    await signIn(browser, person);
    await createAccount(browser, person.sub, `${aName()}@elsewhere.example`);
    expect(await whoIs(browser)).toMatchObject({ emailVerified: false });
  });

  it("may change at the provider without anything changing here", async () => {
    const { person, name } = await aMember();
    const victim = await aUser(ctx);
    const browser = new Browser(app);
    await signIn(browser, { ...person, email: `${victim.name}@example.org` });
    expect(await whoIs(browser)).toMatchObject({ name, email: person.email });
  });
});

describe("ACC-1: a sign-in by the provider is refused", () => {
  const refused = async (browser: Browser, query: string) => {
    const answer = await comeBack(browser, query);
    expect(answer.json()).toMatchObject({ status: 422, code: "external-sign-in-failed" });
    expect(await whoIs(browser)).toBeNull();
    expect((await browser.send({ url: API })).statusCode).toBe(422);
  };

  it("with another state, nonce, code challenge, issuer or code", async () => {
    const { person } = await aMember();
    for (const name of ["state", "iss", "code"]) {
      const browser = new Browser(app);
      const returned = await visitProvider(await setOut(browser), person);
      returned.searchParams.set(name, "https://forged.example");
      await refused(browser, returned.search.slice(1));
    }
    for (const name of ["nonce", "code_challenge"]) {
      const browser = new Browser(app);
      const url = new URL(await setOut(browser));
      url.searchParams.set(name, "A".repeat(43));
      const returned = await visitProvider(url.href, person);
      await refused(browser, returned.search.slice(1));
    }
  });

  it("with the code of somebody else's sign-in", async () => {
    const { person } = await aMember();
    const [attacker, victim] = [new Browser(app), new Browser(app)];
    const stolen = await visitProvider(await setOut(attacker), person);
    const own = await visitProvider(await setOut(victim), aPerson());
    own.searchParams.set("code", stolen.searchParams.get("code") ?? "");
    await refused(victim, own.search.slice(1));
  });

  it("a second time, in another browser, and without a beginning", async () => {
    const { person } = await aMember();
    const browser = new Browser(app);
    const returned = await visitProvider(await setOut(browser), person);
    const query = returned.search.slice(1);
    await refused(new Browser(app), query);
    const cookies = new Map(browser.cookies);
    expect((await comeBack(browser, query)).json()).toMatchObject({ outcome: "signed-in" });
    const replaying = new Browser(app);
    for (const [name, value] of cookies) replaying.cookies.set(name, value);
    await refused(replaying, query);
    await refused(new Browser(app), "");
  });

  it("once of two answers that race", async () => {
    const { person } = await aMember();
    const browser = new Browser(app);
    const query = (await visitProvider(await setOut(browser), person)).search.slice(1);
    const answers = await Promise.all([comeBack(browser, query), comeBack(browser, query)]);
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 422]);
  });

  it("when it took too long, at the provider or here", async () => {
    const { person } = await aMember();
    const browser = new Browser(app);
    const query = (await visitProvider(await setOut(browser), person)).search.slice(1);
    clock = 10 * 60_000 + 1000;
    await refused(browser, query);
    clock = 0;
    const slow = new Browser(app);
    await signIn(slow, aPerson());
    clock = 15 * 60_000 + 1000;
    expect((await slow.send({ url: API })).statusCode).toBe(422);
    const late = await createAccount(slow, aName(), `${aName()}@example.org`);
    expect(late.json()).toMatchObject({ code: "external-sign-in-failed" });
  });

  it("with an ID token that is over, for another gallery, of another provider or nonce", async () => {
    const { person } = await aMember();
    const now = Math.floor(Date.now() / 1000);
    for (const change of [
      { exp: now - 120 },
      { iat: now - 7200, exp: now - 3600 },
      { nbf: now + 120 },
      { aud: "another-gallery" },
      { iss: "https://another.example" },
      { nonce: "A".repeat(43) },
      { sub: "x".repeat(256) },
      { sub: "nul\0" },
    ]) {
      provider.alterIdToken = (claims) => ({ ...claims, ...change });
      const browser = new Browser(app);
      const returned = await visitProvider(await setOut(browser), person);
      await refused(browser, returned.search.slice(1));
    }
  });

  it("when the provider's answer is a refusal", async () => {
    const browser = new Browser(app);
    const url = new URL(await setOut(browser));
    const state = url.searchParams.get("state") ?? "";
    const iss = encodeURIComponent(provider.issuer);
    await refused(browser, `error=access_denied&state=${state}&iss=${iss}`);
  });

  it("when a page of another site begins or ends it", async () => {
    const foreign = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
    const browser = new Browser(app);
    for (const url of [API, `${API}/return`, `${API}/account`, `${API}/link`]) {
      const payload = { query: "", name: "abc", email: "a@b.cd", login: "a", password: "b" };
      const answer = await browser.send({ method: "POST", url, payload, headers: foreign });
      expect(answer.statusCode).toBe(403);
    }
  });

  it("to a suspended account, and says so", async () => {
    const { person, name } = await aMember();
    await suspendAccount(ctx.as(administrator), name);
    const browser = new Browser(app);
    expect((await signIn(browser, person)).json()).toMatchObject({ code: "account-suspended" });
    expect(await whoIs(browser)).toBeNull();
  });
});

describe("ACC-1: linking one's own account", () => {
  const LOGINS = "/api/v1/me/external-logins";
  async function aSignedIn(): Promise<Browser> {
    const browser = new Browser(app);
    const { name } = await aUser(ctx);
    const payload = { login: name, password: TEST_PASSWORD };
    await browser.send({ method: "POST", url: "/api/v1/session", payload });
    return browser;
  }
  async function link(browser: Browser, person: ProviderPerson) {
    const payload = { next: "/settings/security" };
    const start = await browser.send({ method: "POST", url: LOGINS, payload });
    const returned = await visitProvider(start.json<{ url: string }>().url, person);
    return comeBack(browser, returned.search.slice(1));
  }

  it("adds a way in, which is listed and can be taken away", async () => {
    const browser = await aSignedIn();
    const person = aPerson();
    expect((await link(browser, person)).json()).toEqual({
      outcome: "linked",
      next: "/settings/security",
    });
    const { items } = (await browser.send({ url: LOGINS })).json<{ items: { id: string }[] }>();
    expect(items).toEqual([
      expect.objectContaining({ provider: "Example Login", email: person.email }),
    ]);
    const url = `${LOGINS}/${items[0]?.id}`;
    expect((await browser.send({ method: "DELETE", url })).statusCode).toBe(204);
    expect((await browser.send({ method: "DELETE", url })).statusCode).toBe(404);
    expect((await signIn(new Browser(app), person)).json()).toMatchObject({ outcome: "choose" });
  });

  it("is not possible with somebody who is let in as another account", async () => {
    const { person } = await aMember();
    const answer = await link(await aSignedIn(), person);
    expect(answer.json()).toMatchObject({ code: "external-login-taken" });
  });

  it("ends where another account is signed in meanwhile", async () => {
    const browser = await aSignedIn();
    const payload = { next: "/" };
    const start = await browser.send({ method: "POST", url: LOGINS, payload });
    const returned = await visitProvider(start.json<{ url: string }>().url, aPerson());
    const { name } = await aUser(ctx);
    const other = { login: name, password: TEST_PASSWORD };
    await browser.send({ method: "POST", url: "/api/v1/session", payload: other });
    const answer = await comeBack(browser, returned.search.slice(1));
    expect(answer.json()).toMatchObject({ code: "external-sign-in-failed" });
  });

  it("never leaves an account without a way in", async () => {
    const browser = new Browser(app);
    const person = aPerson();
    await signIn(browser, person);
    await createAccount(browser, person.sub, person.email ?? "");
    const { items } = (await browser.send({ url: LOGINS })).json<{ items: { id: string }[] }>();
    const url = `${LOGINS}/${items[0]?.id}`;
    const last = await browser.send({ method: "DELETE", url });
    expect(last.json()).toMatchObject({ code: "last-way-in" });
    expect((await signIn(new Browser(app), person)).json()).toMatchObject({ outcome: "signed-in" });
  });
});

describe("ACC-1: a provider", () => {
  it("that is closed to new people still lets in those who are known", async () => {
    const closed = await anotherGallery({ GALLERY_OIDC_SIGN_UP: "closed" });
    const browser = new Browser(closed.app);
    const person = aPerson();
    await signIn(browser, person);
    expect((await browser.send({ url: API })).json()).toMatchObject({ canSignUp: false });
    const created = await createAccount(browser, person.sub, person.email ?? "");
    expect(created.json()).toMatchObject({ code: "sign-up-closed" });
  });

  it("founds no gallery: the administrator comes first, with a password", async () => {
    const fresh = await anotherGallery({}, { isFounded: false });
    const browser = new Browser(fresh.app);
    const person = aPerson();
    await signIn(browser, person);
    const created = await createAccount(browser, person.sub, person.email ?? "");
    expect(created.json()).toMatchObject({ code: "sign-up-closed" });
  });

  it("that is down is said to be down, and nobody is let in", async () => {
    const other = await startIdentityProvider();
    const gallery = await anotherGallery(other.environment);
    const browser = new Browser(gallery.app);
    const returned = await visitProvider(await setOut(browser), aPerson(), other);
    await other.stop();
    const answer = await comeBack(browser, returned.search.slice(1));
    expect(answer.json()).toMatchObject({ status: 503, code: "provider-unavailable" });
    expect(await whoIs(browser)).toBeNull();
    const never = await anotherGallery(other.environment);
    const start = await new Browser(never.app).send({ method: "POST", url: API, payload: {} });
    expect(start.json()).toMatchObject({ status: 503, code: "provider-unavailable" });
  });

  it("that names an address of the inner network is not followed there", async () => {
    const reached: string[] = [];
    const inner = createServer((request, response) => {
      reached.push(request.url ?? "");
      response.end("{}");
    });
    await new Promise<void>((resolve) => {
      inner.listen(0, "127.0.0.1", resolve);
    });
    const { port } = inner.address() as AddressInfo;
    const described = createServer((request, response) => {
      const issuer = `http://${request.headers.host}`;
      const endpoint = `http://127.0.0.1:${port}/token`;
      const metadata = { issuer, authorization_endpoint: `${issuer}/a`, token_endpoint: endpoint };
      response.setHeader("content-type", "application/json").end(JSON.stringify(metadata));
    });
    await new Promise<void>((resolve) => {
      described.listen(0, "127.0.0.1", resolve);
    });
    const issuer = `http://127.0.0.1:${(described.address() as AddressInfo).port}`;
    const gallery = await anotherGallery({ GALLERY_OIDC_ISSUER: issuer });
    const browser = new Browser(gallery.app);
    const state = new URL(await setOut(browser)).searchParams.get("state") ?? "";
    const answer = await comeBack(browser, `code=abc&state=${state}`);
    expect(answer.json()).toMatchObject({ code: "provider-unavailable" });
    expect(reached).toEqual([]);
    described.close();
    inner.close();
  });

  it("is not there where none is configured", async () => {
    const plain = await testContext();
    const server = await testServer(plain, (mount) => accountsRoutes(mount, NO_ASSETS));
    const start = await new Browser(server).send({ method: "POST", url: API, payload: {} });
    expect(start.statusCode).toBe(404);
  });
});

async function anotherGallery(
  more: Record<string, string>,
  { isFounded = true } = {},
): Promise<{ app: typeof app; ctx: TestContext }> {
  const other = await testContext({ environment: { ...environment, ...more } });
  if (isFounded) await aUser(other);
  return { app: await testServer(other, (mount) => accountsRoutes(mount, NO_ASSETS)), ctx: other };
}
