import { describe, expect, it } from "vitest";
import type { TokenRepository } from "#contract/accounts/credentials.ts";
import { NO_ASSETS } from "../testing/account-ports.ts";
import { aName, aUser } from "../testing/accounts.ts";
import { testContext } from "../testing/context.ts";
import { testServer } from "../testing/http.ts";
import { createToken } from "./create-token.ts";
import { listTokens } from "./list-tokens.ts";
import { revokeToken } from "./revoke-token.ts";
import { accountsRoutes } from "./routes.ts";
import type { TokenPorts } from "./token-ports.ts";
import type { SignedIn } from "./viewer.ts";

const ctx = await testContext();
const owner = await aUser(ctx);

/** Repositories by name with the level that everybody has on them. */
const levels = new Map<string, { id: number; level: number }>();
const ports: TokenPorts = {
  findRepository: async (_ctx, { name }) => {
    const found = levels.get(name);
    return found && { repository: { id: found.id }, level: found.level };
  },
};

async function aRepository(level: number): Promise<TokenRepository> {
  const name = aName("model");
  const { id } = await ctx.db
    .insertInto("repositories")
    .values({
      public_id: name,
      namespace_id: owner.accountId,
      kind: "model",
      name,
      name_key: name,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  levels.set(name, { id, level });
  return { kind: "model", owner: owner.name, name, right: "read" };
}

const fineGrained = (repositories: TokenRepository[], by: SignedIn = owner) =>
  createToken(ctx.as(by), { name: "fine", scope: "fine-grained", repositories }, ports);

describe("access tokens", () => {
  it("ACC-1: are shown once; only their hash is stored", async () => {
    const created = await createToken(
      ctx.as(owner),
      { name: "ci", scope: "write", repositories: [], expiresInDays: 30 },
      ports,
    );
    const { items } = await listTokens(ctx.as(owner), { limit: 100 });
    const { secret, ...shown } = created;
    expect(items).toContainEqual(shown);
    const stored = await ctx.db.selectFrom("access_tokens").selectAll().execute();
    expect(JSON.stringify([items, stored])).not.toContain(secret);
  });

  it("ACC-1: are listed in pages, newest first, each account its own", async () => {
    const account = await aUser(ctx);
    for (const name of ["a", "b", "c", "d", "e"]) {
      await createToken(ctx.as(account), { name, scope: "read", repositories: [] }, ports);
    }
    const names: string[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await listTokens(ctx.as(account), { limit: 2, cursor: cursor ?? undefined });
      names.push(...page.items.map((item) => item.name));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(names).toEqual(["e", "d", "c", "b", "a"]);
  });

  it("refuse a cursor that is not theirs", async () => {
    for (const cursor of ["x", "bnVsbA", Buffer.from('"1; drop"').toString("base64url")]) {
      const attempt = listTokens(ctx.as(owner), { limit: 2, cursor });
      await expect(attempt).rejects.toMatchObject({ code: "validation-failed" });
    }
  });
});

describe("fine-grained tokens", () => {
  it("ACC-1: reach the repositories they name, with the right they name", async () => {
    const [read, write] = [await aRepository(2), await aRepository(4)];
    const asked = [read, { ...write, right: "write" } as const];
    const { id } = await fineGrained(asked);
    const { items } = await listTokens(ctx.as(owner), { limit: 100 });
    expect(items.find((item) => item.id === id)?.repositories).toEqual(asked);
  });

  it("PLT-6: never grant what the account itself may not do", async () => {
    const [seen, readable, hidden] = [
      await aRepository(1),
      await aRepository(2),
      await aRepository(0),
    ];
    const unknown: TokenRepository = { ...seen, name: "unknown" };
    const attempt = fineGrained([seen, { ...readable, right: "write" }, hidden, unknown, readable]);
    await expect(attempt).rejects.toMatchObject({
      code: "validation-failed",
      issues: [
        { pointer: "/repositories/0", message: expect.stringContaining("may not read") },
        { pointer: "/repositories/1", message: expect.stringContaining("may not write") },
        { pointer: "/repositories/2", message: expect.stringContaining("does not exist") },
        { pointer: "/repositories/3", message: expect.stringContaining("does not exist") },
      ],
    });
  });

  it("take the larger right when a repository is named twice", async () => {
    const repository = await aRepository(4);
    const { id } = await fineGrained([repository, { ...repository, right: "write" }, repository]);
    const { items } = await listTokens(ctx.as(owner), { limit: 100 });
    const rights = items.find((item) => item.id === id)?.repositories.map(({ right }) => right);
    expect(rights).toEqual(["write"]);
  });

  it("forget repositories that are deleted, and reach nothing then", async () => {
    const repository = await aRepository(4);
    const { id } = await fineGrained([repository]);
    await ctx.db.deleteFrom("repositories").where("name", "=", repository.name).execute();
    const { items } = await listTokens(ctx.as(owner), { limit: 100 });
    expect(items.find((item) => item.id === id)).toMatchObject({
      scope: "fine-grained",
      repositories: [],
    });
  });
});

describe("tokens over HTTP", async () => {
  const app = await testServer(ctx, (mount) => accountsRoutes(mount, { ...NO_ASSETS, ...ports }));
  const { secret } = await createToken(
    ctx.as(owner),
    { name: "machine", scope: "write", repositories: [] },
    ports,
  );
  const send = (method: "GET" | "POST" | "DELETE" | "PATCH", url: string, payload?: object) =>
    app.inject({
      method,
      url: `/api/v1${url}`,
      headers: { host: "localhost", authorization: `Bearer ${secret}` },
      ...(payload === undefined ? {} : { payload }),
    });

  it("PLT-7: a token mints no tokens or key pairs, and changes no password", async () => {
    const answers = [
      await send("GET", "/me/tokens"),
      await send("POST", "/me/tokens", { name: "more", scope: "write" }),
      await send("DELETE", "/me/tokens/1"),
      await send("POST", "/me/access-keys", { name: "more", scope: "write" }),
      await send("GET", "/me/sessions"),
      await send("POST", "/me/password", { currentPassword: "a", newPassword: "long enough" }),
    ];
    expect(answers.map((answer) => answer.json().code)).toEqual(
      answers.map(() => "token-scope-too-small"),
    );
  });

  it("ACC-1: needs no Origin header, unlike a cookie", async () => {
    expect((await send("PATCH", "/me", { bio: "by token" })).statusCode).toBe(200);
  });

  it("PLT-7: a revoked token gets 401, not the anonymous answer", async () => {
    const token = await createToken(
      ctx.as(owner),
      { name: "short", scope: "read", repositories: [] },
      ports,
    );
    await revokeToken(ctx.as(owner), token.id);
    const response = await app.inject({
      url: "/api/v1/session",
      headers: { host: "localhost", authorization: `Bearer ${token.secret}` },
    });
    expect(response.statusCode).toBe(401);
    expect(response.json().code).toBe("token-invalid");
  });
});
