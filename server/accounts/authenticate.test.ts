import type { FastifyRequest } from "fastify";
import type { KyselyPlugin } from "kysely";
import { describe, expect, it } from "vitest";
import type { TokenScope } from "#contract/accounts/credentials.ts";
import { anOrganisation, anOrdinaryUser, aUser } from "../testing/accounts.ts";
import { testContext, type TestContext } from "../testing/context.ts";
import { authenticate } from "./authenticate.ts";
import { createToken } from "./create-token.ts";
import type { CredentialOptions } from "./read-credential.ts";
import { revokeToken } from "./revoke-token.ts";
import { newTokenSecret } from "./secrets.ts";
import { startSession } from "./start-session.ts";
import { restoreAccount, suspendAccount } from "./suspend-account.ts";
import { settleTouches } from "./touch-credentials.ts";
import type { SignedIn } from "./viewer.ts";

const DAY_MS = 86_400_000;
const ctx = await testContext();
const administrator = await aUser(ctx);
const ports = { findRepository: async () => undefined };

async function aToken(
  owner: SignedIn,
  input: { scope?: NewTokenScope; expiresInDays?: number } = {},
) {
  return createToken(
    ctx.as(owner),
    { name: "test", scope: "write", repositories: [], ...input },
    ports,
  );
}
type NewTokenScope = Exclude<TokenScope, "fine-grained">;

/** A request as far as authentication looks at it. */
function request(
  headers: Record<string, string>,
  more: { method?: string; cookies?: Record<string, string> } = {},
): FastifyRequest {
  const { method = "GET", cookies = {} } = more;
  return { headers, method, cookies, protocol: "http", host: "localhost" } as FastifyRequest;
}

const bearer = (secret: string) => request({ authorization: `Bearer ${secret}` });
const basic = (pair: string) =>
  request({ authorization: `Basic ${Buffer.from(pair).toString("base64")}` });

async function nameOf(asked: FastifyRequest, options?: CredentialOptions, at: TestContext = ctx) {
  const viewer = await authenticate(at, asked, options);
  return viewer.kind === "account" ? viewer.name : "anonymous";
}

describe("a token", () => {
  it("ACC-1: acts for its account with the account's roles and its own scope", async () => {
    const owner = await aUser(ctx);
    const organisation = await anOrganisation(ctx, { owner });
    const { secret } = await aToken(owner, { scope: "read" });
    const viewer = await authenticate(ctx, bearer(secret));
    expect(viewer).toMatchObject({
      kind: "account",
      accountId: owner.accountId,
      publicId: owner.publicId,
      name: owner.name,
      credential: { kind: "token", scope: "read" },
    });
    const roles = viewer.kind === "account" ? viewer.roles : new Map();
    expect([...roles]).toEqual([
      [organisation.id, "owner"],
      [owner.accountId, "owner"],
    ]);
  });

  it("ACC-1: is taken whatever the case of the scheme, and before any cookie", async () => {
    const [owner, other] = [await aUser(ctx), await aUser(ctx)];
    const { secret } = await aToken(owner);
    const session = await startSession(ctx, ctx.db, {
      accountId: other.accountId,
      device: { userAgent: "" },
    });
    const both = request(
      { authorization: `bearer  ${secret}` },
      { method: "POST", cookies: { "gallery-session": session } },
    );
    expect(await nameOf(both)).toBe(owner.name);
  });

  it("PLT-7: that is forged, foreign, empty or of another scheme is refused", async () => {
    const values = [
      `Bearer ${newTokenSecret()}`,
      "Bearer hf_abcdefghijklmnopqrstuvwxyzABCDEFGH",
      "Bearer ",
      "Bearer",
      "",
      "Bearer a\u00FFb",
      "Digest username=x",
      "AWS4-HMAC-SHA256 Credential=x",
      `Basic ${Buffer.from("user:password").toString("base64")}`,
    ];
    for (const authorization of values) {
      const attempt = authenticate(ctx, request({ authorization }));
      await expect(attempt, authorization).rejects.toMatchObject({ code: "token-invalid" });
    }
  });

  it("ACC-1: ends at its expiry, to the day", async () => {
    const { secret } = await aToken(administrator, { expiresInDays: 7 });
    const asked = bearer(secret);
    expect(await nameOf(asked, {}, ctx.later(7 * DAY_MS - 60_000))).toBe(administrator.name);
    const later = authenticate(ctx.later(7 * DAY_MS + 1), asked);
    await expect(later).rejects.toMatchObject({ code: "token-invalid" });
  });

  it("ACC-1: ends at once when it is revoked, and only its owner can revoke it", async () => {
    const [owner, stranger] = [await aUser(ctx), await aUser(ctx)];
    const { secret, id } = await aToken(owner);
    const attempt = revokeToken(ctx.as(stranger), id);
    await expect(attempt).rejects.toMatchObject({ code: "not-found" });
    expect(await nameOf(bearer(secret))).toBe(owner.name);
    await revokeToken(ctx.as(owner), id);
    await expect(nameOf(bearer(secret))).rejects.toMatchObject({ code: "token-invalid" });
  });

  it("PLT-7: of a suspended account is refused until the account is restored", async () => {
    const owner = await anOrdinaryUser(ctx);
    const { secret } = await aToken(owner);
    await suspendAccount(ctx.as(administrator), owner.name);
    await expect(nameOf(bearer(secret))).rejects.toMatchObject({ code: "account-suspended" });
    await restoreAccount(ctx.as(administrator), owner.name);
    expect(await nameOf(bearer(secret))).toBe(owner.name);
  });

  it("PLT-7: of a deleted account is no token any more", async () => {
    const owner = await anOrdinaryUser(ctx);
    const { secret } = await aToken(owner);
    await ctx.db
      .updateTable("accounts")
      .set({ state: "deleted" })
      .where("id", "=", owner.accountId)
      .execute();
    await expect(nameOf(bearer(secret))).rejects.toMatchObject({ code: "token-invalid" });
  });

  it("ACC-1: notes when it was last used, behind the request and at most once a minute", async () => {
    const { secret, id } = await aToken(administrator);
    const lastUse = async () => {
      await settleTouches(ctx);
      const query = ctx.db.selectFrom("access_tokens").select("last_used_at");
      const row = await query.where("public_id", "=", id).executeTakeFirstOrThrow();
      return row.last_used_at?.getTime() ?? 0;
    };
    expect(await lastUse()).toBe(0);
    await Promise.all(Array.from({ length: 20 }, () => authenticate(ctx, bearer(secret))));
    const first = await lastUse();
    expect(first).toBeGreaterThan(0);
    await authenticate(ctx.later(30_000), bearer(secret));
    expect(await lastUse()).toBe(first);
    await authenticate(ctx.later(61_000), bearer(secret));
    expect(await lastUse()).toBeGreaterThan(first);
  });
});

describe("Basic", () => {
  const git = { cookies: false, basic: true };

  it("ACC-1: takes a token as the password, as git sends it", async () => {
    const { secret } = await aToken(administrator);
    for (const pair of [
      `anybody:${secret}`,
      `:${secret}`,
      `${secret}:`,
      `${secret}:x-oauth-basic`,
    ]) {
      expect(await nameOf(basic(pair), git), pair.replace(secret, "TOKEN")).toBe(
        administrator.name,
      );
    }
  });

  it("PLT-7: never takes the account's password", async () => {
    for (const pair of [`${administrator.name}:correct horse battery`, "", ":", "a:b:c", "\0:\0"]) {
      await expect(nameOf(basic(pair), git)).rejects.toMatchObject({ code: "token-invalid" });
    }
  });
});

describe("a cookie", () => {
  it("PLT-7: never authorises a hub or git client", async () => {
    const secret = await startSession(ctx, ctx.db, {
      accountId: administrator.accountId,
      device: { userAgent: "" },
    });
    const asked = request({}, { cookies: { "gallery-session": secret } });
    expect(await nameOf(asked)).toBe(administrator.name);
    expect(await nameOf(asked, { cookies: false, basic: true })).toBe("anonymous");
  });
});

describe("the cost of authentication", async () => {
  const queries: unknown[] = [];
  const count: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    // Prepared queries are compiled once: only their results pass here each time.
    transformResult: async ({ queryId, result }) => {
      queries.push(queryId);
      return result;
    },
  };
  const counted = { ...ctx, db: ctx.db.withPlugin(count) };
  const owner = await aUser(ctx);
  for (let made = 0; made < 3; made += 1) await anOrganisation(ctx, { owner });
  const { secret } = await aToken(owner);
  const session = await startSession(ctx, ctx.db, {
    accountId: owner.accountId,
    device: { userAgent: "" },
  });

  async function queriesOf(asked: FastifyRequest): Promise<number> {
    await authenticate(counted, asked).catch(() => {});
    await settleTouches(counted);
    queries.length = 0;
    await authenticate(counted, asked).catch(() => {});
    return queries.length;
  }

  it("is one query for a session or a token, whatever the number of organisations", async () => {
    expect(await queriesOf(bearer(secret))).toBe(1);
    expect(await queriesOf(request({}, { cookies: { "gallery-session": session } }))).toBe(1);
  });

  it("is none for anonymous callers and malformed tokens", async () => {
    expect(await queriesOf(request({}))).toBe(0);
    expect(await queriesOf(bearer("hf_ogforged"))).toBe(0);
  });
});
