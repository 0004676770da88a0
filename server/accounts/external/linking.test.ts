import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { aUser, TEST_PASSWORD } from "../../testing/accounts.ts";
import { NO_ASSETS } from "../../testing/account-ports.ts";
import { testContext } from "../../testing/context.ts";
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
import { Browser, testServer } from "../../testing/http.ts";
import { type ProviderPerson, startIdentityProvider } from "../../testing/identity-provider.ts";
import { accountsRoutes } from "../routes.ts";

const provider = await aProvider();
const { ctx, app } = await externalGallery(provider);

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
    const returned = await visitProvider(provider, start.json<{ url: string }>().url, person);
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
    expect((await signInBy(provider, new Browser(app), person)).json()).toMatchObject({
      outcome: "choose",
    });
  });

  it("is not possible with somebody who is let in as another account", async () => {
    const { person } = await aMember(provider, app);
    const answer = await link(await aSignedIn(), person);
    expect(answer.json()).toMatchObject({ code: "external-login-taken" });
  });

  it("ends where another account is signed in meanwhile", async () => {
    const browser = await aSignedIn();
    const payload = { next: "/" };
    const start = await browser.send({ method: "POST", url: LOGINS, payload });
    const returned = await visitProvider(provider, start.json<{ url: string }>().url, aPerson());
    const { name } = await aUser(ctx);
    const other = { login: name, password: TEST_PASSWORD };
    await browser.send({ method: "POST", url: "/api/v1/session", payload: other });
    const answer = await comeBack(browser, returned.search.slice(1));
    expect(answer.json()).toMatchObject({ code: "external-sign-in-failed" });
  });

  it("never leaves an account without a way in", async () => {
    const browser = new Browser(app);
    const person = aPerson();
    await signInBy(provider, browser, person);
    await createExternal(browser, person.sub, person.email ?? "");
    const { items } = (await browser.send({ url: LOGINS })).json<{ items: { id: string }[] }>();
    const url = `${LOGINS}/${items[0]?.id}`;
    const last = await browser.send({ method: "DELETE", url });
    expect(last.json()).toMatchObject({ code: "last-way-in" });
    expect((await signInBy(provider, new Browser(app), person)).json()).toMatchObject({
      outcome: "signed-in",
    });
  });
});

describe("ACC-1: a provider", () => {
  it("that is closed to new people still lets in those who are known", async () => {
    const closed = await externalGallery(provider, { GALLERY_OIDC_SIGN_UP: "closed" });
    const browser = new Browser(closed.app);
    const person = aPerson();
    await signInBy(provider, browser, person);
    expect((await browser.send({ url: EXTERNAL })).json()).toMatchObject({ canSignUp: false });
    const created = await createExternal(browser, person.sub, person.email ?? "");
    expect(created.json()).toMatchObject({ code: "sign-up-closed" });
  });

  it("founds no gallery: the administrator comes first, with a password", async () => {
    const fresh = await externalGallery(provider, {}, { isFounded: false });
    const browser = new Browser(fresh.app);
    const person = aPerson();
    await signInBy(provider, browser, person);
    const created = await createExternal(browser, person.sub, person.email ?? "");
    expect(created.json()).toMatchObject({ code: "sign-up-closed" });
  });

  it("that is down is said to be down, and nobody is let in", async () => {
    const other = await startIdentityProvider();
    const gallery = await externalGallery(other);
    const browser = new Browser(gallery.app);
    const returned = await visitProvider(other, await setOut(browser), aPerson());
    await other.stop();
    const answer = await comeBack(browser, returned.search.slice(1));
    expect(answer.json()).toMatchObject({ status: 503, code: "provider-unavailable" });
    expect(await whoIs(browser)).toBeNull();
    const never = await externalGallery(other);
    const start = await new Browser(never.app).send({ method: "POST", url: EXTERNAL, payload: {} });
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
    const gallery = await externalGallery(provider, { GALLERY_OIDC_ISSUER: issuer });
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
    const start = await new Browser(server).send({ method: "POST", url: EXTERNAL, payload: {} });
    expect(start.statusCode).toBe(404);
  });
});
