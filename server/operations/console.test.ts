import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FastifyInstance, InjectOptions } from "fastify";
import { allEndpoints } from "#contract/endpoints.ts";
import { createToken } from "../accounts/index.ts";
import { createApp, wireDomains } from "../app.ts";
import { findRepository } from "../repositories/index.ts";
import { anOrdinaryUser, aUser } from "../testing/accounts.ts";
import { aPublishedAsset } from "../testing/assets.ts";
import { testContext } from "../testing/context.ts";

const ctx = await testContext();
wireDomains(ctx);
const operator = await aUser(ctx);
const owner = await anOrdinaryUser(ctx);
let app: FastifyInstance;
let asOperator: Record<string, string>;
let asOwner: Record<string, string>;

async function signedIn(account: typeof operator): Promise<Record<string, string>> {
  const { secret } = await createToken(
    ctx.as(account),
    { name: "console", scope: "write", repositories: [] },
    { findRepository },
  );
  return { host: "localhost:7860", authorization: `Bearer ${secret}` };
}

beforeAll(async () => {
  app = await createApp(ctx, { webFolder: null, checksAnswers: true });
  [asOperator, asOwner] = await Promise.all([signedIn(operator), signedIn(owner)]);
});
afterAll(() => app.close());

function ask(url: string, options: Partial<InjectOptions> = {}) {
  return app.inject({ headers: asOperator, ...options, url: `/api/v1/console${url}` });
}

describe("PLT-6: the console is the administrators' alone", () => {
  const endpoints = allEndpoints().filter(({ path }) => path.startsWith("/console/"));

  it.each(endpoints.map(({ id, method, path }) => [id, method, path] as const))(
    "%s refuses whoever is none, before it reads what they sent",
    async (_, method, path) => {
      const url = path.slice("/console".length).replaceAll(/:\w+/g, "1");
      const other = await ask(url, { method, headers: asOwner, payload: {} });
      expect(other.statusCode).toBe(403);
      const nobody = await ask(url, { method, headers: { host: "localhost:7860" }, payload: {} });
      expect(nobody.statusCode).toBe(401);
    },
  );
});

describe("PLT-4: what operators administer", () => {
  it("exports the words as a file that can be imported again", async () => {
    const words = ["first", "第二", "third"];
    expect((await ask("/words", { method: "POST", payload: { words } })).statusCode).toBe(200);
    const file = await ask("/words/export");
    expect(file.headers).toMatchObject({
      "content-type": "text/plain; charset=utf-8",
      "content-disposition": 'attachment; filename="sensitive-words.txt"',
    });
    expect(file.body).toBe("first\n第二\nthird\n");
  });

  it("marks an asset as official or featured, so that lists and searches show it, and tells who did", async () => {
    const { kind, owner: by, name } = await aPublishedAsset(ctx.as(owner));
    const mark = async (payload: object) =>
      (
        await ask(`/assets/${kind}/${by}/${name}/marks`, { method: "PATCH", payload })
      ).json<unknown>();
    const found = async (flag: string) => {
      const url = `/api/v1/assets?${flag}=true`;
      const { items } = (await app.inject({ headers: asOwner, url })).json<Names>();
      return items.map((item) => item.name);
    };
    expect(await mark({ isFeatured: true })).toEqual({ isOfficial: false, isFeatured: true });
    expect(await mark({ isOfficial: true })).toEqual({ isOfficial: true, isFeatured: true });
    expect(await found("featured")).toEqual([name]);
    expect(await mark({ isFeatured: false })).toEqual({ isOfficial: true, isFeatured: false });
    expect(await found("featured")).toEqual([]);
    expect(await found("official")).toEqual([name]);
    const { items } = (await ask("/audit?action=assets.marks-changed")).json<Audit>();
    expect(items).toHaveLength(3);
    expect(items[0]).toMatchObject({
      account: operator.name,
      subject: `${by}/${name}`,
      details: { from: { isFeatured: true }, to: { isFeatured: false } },
    });
  });

  it("sets how listings are reviewed, and gives it back to the environment", async () => {
    const change = async (payload: object) =>
      (await ask("/settings", { method: "PATCH", payload })).json<SettingsAnswer>();
    expect(await change({ "review.mode": "manual" })).toMatchObject({
      values: { "review.mode": "manual", "review.commits": "rescan" },
      defaults: { "review.mode": "automatic" },
      stored: ["review.mode"],
    });
    const wrong = await ask("/settings", { method: "PATCH", payload: { "review.mode": "never" } });
    expect(wrong.statusCode).toBe(400);
    expect(await change({ "review.mode": null })).toMatchObject({ stored: [] });
    const { items } = (await ask("/audit?action=operations.setting-")).json<Audit>();
    expect(items.map(({ details }) => details)).toEqual([
      { from: "manual", to: "automatic" },
      { from: "automatic", to: "manual" },
    ]);
  });

  it("PLT-8: reads the audit by action, account and time, page by page", async () => {
    const read = async (query: string) => (await ask(`/audit?${query}`)).json<Audit>();
    const all = await read("limit=100");
    const own = await read(`account=${owner.name.toUpperCase()}`);
    expect(own.items.length).toBeGreaterThan(0);
    expect(own.items.every(({ account }) => account === owner.name)).toBe(true);
    expect((await read("account=nobody-at-all")).items).toEqual([]);
    const accounts = await read("action=accounts.");
    expect(accounts.items.length).toBeLessThan(all.items.length);
    expect(accounts.items.every(({ action }) => action.startsWith("accounts."))).toBe(true);
    const at = all.items[2]?.createdAt ?? "";
    const before = await read(`to=${at}&limit=100`);
    const since = await read(`from=${at}&limit=100`);
    expect(before.items.length + since.items.length).toBe(all.items.length);
    const first = await read("action=assets.marks-changed&limit=2");
    const second = await read(`action=assets.marks-changed&limit=2&cursor=${first.nextCursor}`);
    expect(second.items).toHaveLength(1);
    expect((await ask("/audit?action=a%25")).statusCode).toBe(400);
    const actions = (await ask("/audit/actions")).json<{ items: string[] }>().items;
    expect(actions).toEqual([...new Set(all.items.map(({ action }) => action))].toSorted());
  });
});

type Names = { items: { name: string }[] };
type Audit = {
  items: {
    account: string;
    action: string;
    subject: string;
    details: unknown;
    createdAt: string;
  }[];
  nextCursor: string | null;
};
type SettingsAnswer = { values: unknown; defaults: unknown; stored: string[] };
