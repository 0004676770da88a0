import { afterAll } from "vitest";
import type { Account } from "#contract/accounts/account.ts";
import { accountsRoutes } from "../accounts/index.ts";
import { NO_ASSETS } from "./account-ports.ts";
import { aName, aUser } from "./accounts.ts";
import { testContext, type TestContext } from "./context.ts";
import { Browser, testServer } from "./http.ts";
import {
  type IdentityProvider,
  type ProviderPerson,
  startIdentityProvider,
} from "./identity-provider.ts";

export const EXTERNAL = "/api/v1/session/external";

type App = Awaited<ReturnType<typeof testServer>>;

/** A gallery that trusts a provider. */
export type ExternalGallery = {
  ctx: TestContext;
  app: App;
  /** How far the server's clock is put forward. */
  clock: { ms: number };
};

/** Called at the top of a test file. */
export async function aProvider(): Promise<IdentityProvider> {
  const provider = await startIdentityProvider();
  afterAll(() => provider.stop());
  return provider;
}

export async function externalGallery(
  provider: IdentityProvider,
  more: Record<string, string> = {},
  { isFounded = true } = {},
): Promise<ExternalGallery> {
  const limits = { GALLERY_SIGN_UPS_PER_HOUR: "0", GALLERY_FAILED_SIGN_INS: "0" };
  const url = { GALLERY_URL: "http://localhost:7860" };
  const environment = { ...provider.environment, ...url, ...limits, ...more };
  const ctx = await testContext({ environment });
  if (isFounded) await aUser(ctx);
  const clock = { ms: 0 };
  const now = () => new Date(Date.now() + clock.ms);
  const app = await testServer({ ...ctx, now }, (mount) => accountsRoutes(mount, NO_ASSETS));
  return { ctx, app, clock };
}

export function aPerson(more: Partial<ProviderPerson> = {}): ProviderPerson {
  const name = aName("person");
  return { sub: name, email: `${name}@provider.example`, email_verified: true, ...more };
}

/** Where the provider sends a browser that follows an address, as this person. */
export async function visitProvider(
  provider: IdentityProvider,
  url: string,
  person: ProviderPerson,
): Promise<URL> {
  Object.assign(provider, { person });
  const cookies = new Map<string, string>();
  let address = new URL(url);
  while (address.origin === provider.issuer) {
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

/** From the button to the address of the provider. */
export async function setOut(browser: Browser, next = "/models"): Promise<string> {
  const answer = await browser.send({ method: "POST", url: EXTERNAL, payload: { next } });
  return answer.json<{ url: string }>().url;
}

export function comeBack(browser: Browser, query: string) {
  return browser.send({ method: "POST", url: `${EXTERNAL}/return`, payload: { query } });
}

/** From the button to the answer, as this person of the provider. */
export async function signInBy(
  provider: IdentityProvider,
  browser: Browser,
  person: ProviderPerson,
) {
  const returned = await visitProvider(provider, await setOut(browser), person);
  return comeBack(browser, returned.search.slice(1));
}

export async function whoIs(browser: Browser): Promise<Account | null> {
  const answer = await browser.send({ url: "/api/v1/session" });
  return answer.json<{ account: Account | null }>().account;
}

export function createExternal(browser: Browser, name: string, email: string) {
  const payload = { name, email, nickname: "Ada", timeZone: "Asia/Shanghai" };
  return browser.send({ method: "POST", url: `${EXTERNAL}/account`, payload });
}

/** Somebody who has an account by the provider alone. */
export async function aMember(
  provider: IdentityProvider,
  app: App,
): Promise<{ person: ProviderPerson; name: string }> {
  const browser = new Browser(app);
  const person = aPerson();
  await signInBy(provider, browser, person);
  const created = await createExternal(browser, person.sub, person.email ?? "");
  return { person, name: created.json<Account>().name };
}
