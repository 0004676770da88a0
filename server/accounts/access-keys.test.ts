import type { FastifyRequest } from "fastify";
import { describe, expect, it } from "vitest";
import { anOrdinaryUser, aUser } from "../testing/accounts.ts";
import { testContext } from "../testing/context.ts";
import { authenticate } from "./authenticate.ts";
import { createAccessKey } from "./create-access-key.ts";
import { exchangeAccessKey } from "./exchange-access-key.ts";
import { sweepExpired } from "./jobs.ts";
import { listAccessKeys } from "./list-access-keys.ts";
import { listTokens } from "./list-tokens.ts";
import { revokeAccessKey } from "./revoke-access-key.ts";
import { newAccessKeyName, newSecretKey } from "./secrets.ts";
import { suspendAccount } from "./suspend-account.ts";
import { settleTouches } from "./touch-credentials.ts";

const HOUR_MS = 3_600_000;
const ctx = await testContext({ environment: { GALLERY_FAILED_SIGN_INS: "0" } });
const owner = await aUser(ctx);
const asOwner = ctx.as(owner);

const bearer = (secret: string) =>
  ({ headers: { authorization: `Bearer ${secret}` }, method: "GET" }) as FastifyRequest;

describe("a key pair", () => {
  it("ACC-1: is exchanged for a token of one hour with the pair's scope", async () => {
    const pair = await createAccessKey(asOwner, { name: "robot", scope: "read" });
    expect(pair.accessKey).toMatch(/^AKOG[A-Z2-7]{16}$/);
    const { token, expiresAt } = await exchangeAccessKey(ctx, pair);
    const left = new Date(expiresAt).getTime() - Date.now();
    expect(Math.round(left / 60_000)).toBe(60);
    expect(await authenticate(ctx, bearer(token))).toMatchObject({
      name: owner.name,
      credential: { kind: "token", scope: "read" },
    });
    const later = authenticate(ctx.later(HOUR_MS), bearer(token));
    await expect(later).rejects.toMatchObject({ code: "token-invalid" });
  });

  it("ACC-1: shows its secret once; only the hash is stored", async () => {
    const pair = await createAccessKey(asOwner, { name: "robot", scope: "write" });
    const { items } = await listAccessKeys(asOwner, { limit: 100 });
    const { secretKey, ...shown } = pair;
    expect(items).toContainEqual(shown);
    const stored = await ctx.db.selectFrom("access_keys").selectAll().execute();
    expect(JSON.stringify([items, stored])).not.toContain(secretKey);
  });

  it("PLT-7: is not exchanged when either half is wrong", async () => {
    const pair = await createAccessKey(asOwner, { name: "robot", scope: "read" });
    const wrong = [
      { ...pair, secretKey: newSecretKey() },
      { ...pair, secretKey: "" },
      { ...pair, accessKey: newAccessKeyName() },
      { ...pair, accessKey: "AKOG\0" },
      { ...pair, accessKey: pair.accessKey.toLowerCase() },
    ];
    for (const attempt of wrong) {
      await expect(exchangeAccessKey(ctx, attempt)).rejects.toMatchObject({
        code: "credentials-wrong",
      });
    }
  });

  it("PLT-7: is guessed ten times a quarter of an hour at most", async () => {
    const { accessKey } = await createAccessKey(asOwner, { name: "robot", scope: "read" });
    const guess = () => exchangeAccessKey(ctx, { accessKey, secretKey: newSecretKey() });
    const results = await Promise.allSettled(Array.from({ length: 12 }, guess));
    const codes = results.map((it) => (it.status === "rejected" ? it.reason.code : "exchanged"));
    expect(codes.filter((code) => code === "rate-limited")).toHaveLength(2);
    expect(codes.filter((code) => code === "credentials-wrong")).toHaveLength(10);
  });

  it("ACC-1: revoked takes its tokens with it at once", async () => {
    const pair = await createAccessKey(asOwner, { name: "robot", scope: "write" });
    const { token } = await exchangeAccessKey(ctx, pair);
    const stranger = await aUser(ctx);
    const attempt = revokeAccessKey(ctx.as(stranger), pair.id);
    await expect(attempt).rejects.toMatchObject({ code: "not-found" });
    await revokeAccessKey(asOwner, pair.id);
    await expect(authenticate(ctx, bearer(token))).rejects.toMatchObject({ code: "token-invalid" });
    await expect(exchangeAccessKey(ctx, pair)).rejects.toMatchObject({ code: "credentials-wrong" });
  });

  it("PLT-7: of a suspended account gives no token", async () => {
    const machine = await anOrdinaryUser(ctx);
    const pair = await createAccessKey(ctx.as(machine), { name: "robot", scope: "write" });
    await suspendAccount(asOwner, machine.name);
    await expect(exchangeAccessKey(ctx, pair)).rejects.toMatchObject({ code: "account-suspended" });
  });

  it("ACC-1: notes when it was last used; its tokens are not among the person's own", async () => {
    const account = ctx.as(await aUser(ctx));
    const pair = await createAccessKey(account, { name: "robot", scope: "read" });
    const { token } = await exchangeAccessKey(ctx, pair);
    await authenticate(ctx, bearer(token));
    await settleTouches(ctx);
    const { items } = await listAccessKeys(account, { limit: 10 });
    expect(items[0]?.lastUsedAt).not.toBeNull();
    expect((await listTokens(account, { limit: 10 })).items).toEqual([]);
  });

  it("leaves no expired tokens behind", async () => {
    const pair = await createAccessKey(asOwner, { name: "robot", scope: "read" });
    await exchangeAccessKey(ctx, pair);
    const count = () => ctx.db.selectFrom("access_tokens").select("id").execute();
    await sweepExpired(ctx);
    expect((await count()).length).toBeGreaterThan(0);
    await sweepExpired(ctx.later(HOUR_MS + 1));
    expect(await count()).toEqual([]);
  });
});
