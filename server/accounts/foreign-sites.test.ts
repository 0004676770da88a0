import type { FastifyInstance } from "fastify";
import { describe, expect, it } from "vitest";
import { NO_ASSETS } from "../testing/account-ports.ts";
import { aUser, TEST_PASSWORD } from "../testing/accounts.ts";
import { testContext } from "../testing/context.ts";
import { testDatabase } from "../testing/database.ts";
import { testServer } from "../testing/http.ts";
import { accountsRoutes } from "./routes.ts";

const database = await testDatabase();
const local = await testContext({ database });
const secure = await testContext({
  database,
  environment: { GALLERY_URL: "https://gallery.example", GALLERY_HOST: "0.0.0.0" },
});
const localApp = await testServer(local, (mount) => accountsRoutes(mount, NO_ASSETS));
const secureApp = await testServer(secure, (mount) => accountsRoutes(mount, NO_ASSETS));
const user = await aUser(local);

async function cookieFrom(app: FastifyInstance, host: string) {
  const response = await app.inject({
    method: "POST",
    url: "/api/v1/session",
    headers: { host },
    payload: { login: user.name, password: TEST_PASSWORD },
  });
  expect(response.statusCode).toBe(200);
  const [cookie] = response.cookies;
  if (cookie === undefined) throw new Error("no cookie");
  return cookie;
}

const localCookie = await cookieFrom(localApp, "localhost:7860");
const secureCookie = await cookieFrom(secureApp, "gallery.example");

async function editFrom(app: FastifyInstance, headers: Record<string, string>): Promise<number> {
  const cookie = app === localApp ? localCookie : secureCookie;
  const host = app === localApp ? "localhost:7860" : "gallery.example";
  const response = await app.inject({
    method: "PATCH",
    url: "/api/v1/me",
    payload: { bio: "changed" },
    cookies: { [cookie.name]: cookie.value },
    headers: { host, ...headers },
  });
  return response.statusCode;
}

describe("a change with our cookie", () => {
  it("PLT-7: is done for our own page", async () => {
    expect(await editFrom(localApp, { origin: "http://localhost:7860" })).toBe(200);
    expect(await editFrom(localApp, { "sec-fetch-site": "same-origin" })).toBe(200);
    expect(await editFrom(secureApp, { origin: "https://gallery.example" })).toBe(200);
  });

  it("PLT-7: is refused to pages of other sites, ports, schemes and sandboxed frames", async () => {
    const origins = [
      "https://evil.example",
      "http://localhost:7861",
      "http://localhost.evil.example:7860",
      "http://localhost:7860@evil.example",
      "null",
      "",
      "not a url",
    ];
    for (const origin of origins) expect(await editFrom(localApp, { origin }), origin).toBe(403);
    for (const site of ["cross-site", "same-site", "none"]) {
      expect(await editFrom(localApp, { "sec-fetch-site": site }), site).toBe(403);
    }
    expect(await editFrom(secureApp, { origin: "http://gallery.example" })).toBe(403);
  });

  it("PLT-7: is refused when nothing says where it comes from", async () => {
    expect(await editFrom(localApp, {})).toBe(403);
  });

  it("PLT-7: is refused when the browser knows better than the Origin header", async () => {
    const headers = { origin: "http://localhost:7860", "sec-fetch-site": "cross-site" };
    expect(await editFrom(localApp, headers)).toBe(403);
  });

  it("PLT-7: reading is not hindered, as other sites cannot see the answer", async () => {
    const response = await localApp.inject({
      method: "GET",
      url: "/api/v1/session",
      cookies: { [localCookie.name]: localCookie.value },
      headers: { host: "localhost:7860", origin: "https://evil.example" },
    });
    expect(response.json().account.name).toBe(user.name);
    expect(response.headers["access-control-allow-origin"]).toBeUndefined();
  });

  it("PLT-7: another site cannot sign our visitor in either", async () => {
    const response = await localApp.inject({
      method: "POST",
      url: "/api/v1/session",
      headers: { host: "localhost:7860", origin: "https://evil.example" },
      payload: { login: user.name, password: TEST_PASSWORD },
    });
    expect(response.statusCode).toBe(403);
    expect(response.cookies).toEqual([]);
  });
});

describe("the cookie on https", () => {
  it("PLT-7: is Secure and bound to the host by its prefix", () => {
    expect(secureCookie).toMatchObject({
      name: "__Host-gallery-session",
      secure: true,
      httpOnly: true,
      path: "/",
    });
    expect(secureCookie.domain).toBeUndefined();
  });

  it("PLT-7: counts only with the prefix", async () => {
    const response = await secureApp.inject({
      method: "GET",
      url: "/api/v1/session",
      cookies: { "gallery-session": secureCookie.value },
      headers: { host: "gallery.example" },
    });
    expect(response.json().account).toBeNull();
  });
});
