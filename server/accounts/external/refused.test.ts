import { beforeEach, describe, expect, it } from "vitest";
import { aName, aUser } from "../../testing/accounts.ts";
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
import { suspendAccount } from "../suspend-account.ts";

const provider = await aProvider();
const { ctx, app, clock } = await externalGallery(provider);
const administrator = await aUser(ctx, { isAdmin: true });

beforeEach(() => {
  clock.ms = 0;
  provider.alterIdToken = null;
});

describe("ACC-1: a sign-in by the provider is refused", () => {
  const expectRefused = async (browser: Browser, query: string) => {
    const answer = await comeBack(browser, query);
    expect(answer.json()).toMatchObject({ status: 422, code: "external-sign-in-failed" });
    expect(await whoIs(browser)).toBeNull();
    expect((await browser.send({ url: EXTERNAL })).statusCode).toBe(422);
  };

  it("with another state, nonce, code challenge, issuer or code", async () => {
    const { person } = await aMember(provider, app);
    for (const name of ["state", "iss", "code"]) {
      const browser = new Browser(app);
      const returned = await visitProvider(provider, await setOut(browser), person);
      returned.searchParams.set(name, "https://forged.example");
      await expectRefused(browser, returned.search.slice(1));
    }
    for (const name of ["nonce", "code_challenge"]) {
      const browser = new Browser(app);
      const url = new URL(await setOut(browser));
      url.searchParams.set(name, "A".repeat(43));
      const returned = await visitProvider(provider, url.href, person);
      await expectRefused(browser, returned.search.slice(1));
    }
  });

  it("with the code of somebody else's sign-in", async () => {
    const { person } = await aMember(provider, app);
    const [attacker, victim] = [new Browser(app), new Browser(app)];
    const stolen = await visitProvider(provider, await setOut(attacker), person);
    const own = await visitProvider(provider, await setOut(victim), aPerson());
    own.searchParams.set("code", stolen.searchParams.get("code") ?? "");
    await expectRefused(victim, own.search.slice(1));
  });

  it("a second time, in another browser, and without a beginning", async () => {
    const { person } = await aMember(provider, app);
    const browser = new Browser(app);
    const returned = await visitProvider(provider, await setOut(browser), person);
    const query = returned.search.slice(1);
    await expectRefused(new Browser(app), query);
    const cookies = new Map(browser.cookies);
    expect((await comeBack(browser, query)).json()).toMatchObject({ outcome: "signed-in" });
    const replaying = new Browser(app);
    for (const [name, value] of cookies) replaying.cookies.set(name, value);
    await expectRefused(replaying, query);
    await expectRefused(new Browser(app), "");
  });

  it("once of two answers that race", async () => {
    const { person } = await aMember(provider, app);
    const browser = new Browser(app);
    const query = (await visitProvider(provider, await setOut(browser), person)).search.slice(1);
    const answers = await Promise.all([comeBack(browser, query), comeBack(browser, query)]);
    expect(answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([
      200, 422,
    ]);
  });

  it("when it took too long, at the provider or here", async () => {
    const { person } = await aMember(provider, app);
    const browser = new Browser(app);
    const query = (await visitProvider(provider, await setOut(browser), person)).search.slice(1);
    clock.ms = 10 * 60_000 + 1000;
    await expectRefused(browser, query);
    clock.ms = 0;
    const slow = new Browser(app);
    await signInBy(provider, slow, aPerson());
    clock.ms = 15 * 60_000 + 1000;
    expect((await slow.send({ url: EXTERNAL })).statusCode).toBe(422);
    const late = await createExternal(slow, aName(), `${aName()}@example.org`);
    expect(late.json()).toMatchObject({ code: "external-sign-in-failed" });
  });

  it("with an ID token that is over, for another gallery, of another provider or nonce", async () => {
    const { person } = await aMember(provider, app);
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
      const returned = await visitProvider(provider, await setOut(browser), person);
      await expectRefused(browser, returned.search.slice(1));
    }
  });

  it("when the provider's answer is a refusal", async () => {
    const browser = new Browser(app);
    const url = new URL(await setOut(browser));
    const state = url.searchParams.get("state") ?? "";
    const iss = encodeURIComponent(provider.issuer);
    await expectRefused(browser, `error=access_denied&state=${state}&iss=${iss}`);
  });

  it("when a page of another site begins or ends it", async () => {
    const foreign = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
    const browser = new Browser(app);
    for (const url of [EXTERNAL, `${EXTERNAL}/return`, `${EXTERNAL}/account`, `${EXTERNAL}/link`]) {
      const payload = { query: "", name: "abc", email: "a@b.cd", login: "a", password: "b" };
      const answer = await browser.send({ method: "POST", url, payload, headers: foreign });
      expect(answer.statusCode).toBe(403);
    }
  });

  it("to a suspended account, and says so", async () => {
    const { person, name } = await aMember(provider, app);
    await suspendAccount(ctx.as(administrator), name);
    const browser = new Browser(app);
    expect((await signInBy(provider, browser, person)).json()).toMatchObject({
      code: "account-suspended",
    });
    expect(await whoIs(browser)).toBeNull();
  });
});
