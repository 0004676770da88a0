import { describe, expect, it } from "vitest";
import type { Address } from "#contract/fields.ts";
import { admitSubscriber, grantAccess, setContentRule, setGate } from "../assets/index.ts";
import { withTransaction } from "../platform/database/index.ts";
import { requireRepository, setGrants } from "../repositories/index.ts";
import { anOrganisation, viewerOf } from "../testing/accounts.ts";
import type { TestContext } from "../testing/context.ts";
import { aHubUser, aToken, fileLine, HubClient, testHub } from "../testing/hub.ts";
import { type RepositoryCall, REPOSITORY_CALLS } from "./testing/repository-calls.ts";

/** PLT-6 for protocols: viewer × visibility × every call on a repository. */
const STATES = ["private", "shared", "gated", "limited", "public"] as const;
type State = (typeof STATES)[number];

/** What each viewer may do: 0 nothing, 1 see, 2 read, 3 write, 4 manage. */
const LEVELS: Record<string, Record<State, number>> = {
  anonymous: { private: 0, shared: 0, gated: 1, limited: 1, public: 2 },
  stranger: { private: 0, shared: 0, gated: 1, limited: 1, public: 2 },
  "named reader": { private: 0, shared: 2, gated: 2, limited: 2, public: 2 },
  member: { private: 3, shared: 3, gated: 3, limited: 3, public: 3 },
  owner: { private: 4, shared: 4, gated: 4, limited: 4, public: 4 },
  "owner, read token": { private: 2, shared: 2, gated: 2, limited: 2, public: 2 },
};

const hub = await testHub();
const { viewers, repos } = await makeEveryone();

describe("PLT-6: who may call what by the hub, git and LFS protocols", () => {
  it.each(Object.entries(REPOSITORY_CALLS))("%s", async (_name, call) => {
    const wrong: string[] = [];
    for (const [viewer, client] of viewers) {
      for (const state of STATES) {
        const response = await client.send(call.request(repos.get(state) ?? ""));
        const isMissing = response.headers["x-error-code"] === "RepoNotFound";
        const outcome = outcomeOf(response.statusCode, isMissing || call.isGit === true);
        const level = LEVELS[viewer]?.[state] ?? 0;
        const isShort = call.needsWriteScope === true && viewer === "owner, read token";
        const expected = isShort
          ? "403"
          : expectedOutcome(call, { level, isAnonymous: viewer === "anonymous" });
        if (outcome !== expected) {
          wrong.push(`${state}, ${viewer}: ${response.statusCode} ${outcome}, not ${expected}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});

/** Content for subscribers, of whom there is one. */
async function limitTo(accountId: number, as: TestContext, address: Address): Promise<void> {
  const { id: assetId } = await requireRepository(as, address, "manage");
  await withTransaction(as.db, async (trx) => {
    await setContentRule(trx, assetId, { needsSubscription: true });
    await admitSubscriber(trx, { assetId, accountId, validUntil: null });
  });
}

/** A refusal, or "may" for every other answer: the call got past the door. */
function outcomeOf(status: number, isMissing: boolean): string {
  if (status === 401 || status === 403) return String(status);
  return status === 404 && isMissing ? "404" : "may";
}

function expectedOutcome(
  { level: needed, isGit = false, needsAccount = false }: RepositoryCall,
  { level, isAnonymous }: { level: number; isAnonymous: boolean },
): string {
  if (level >= needed) return needsAccount && isAnonymous ? "401" : "may";
  if (level === 0) return isAnonymous && isGit ? "401" : "404";
  return isAnonymous ? "401" : "403";
}

async function makeEveryone() {
  const { ctx } = hub;
  const [owner, member, reader, stranger] = await Promise.all([
    aHubUser(hub),
    aHubUser(hub),
    aHubUser(hub),
    aHubUser(hub),
  ]);
  const members = [{ account: member.viewer, role: "member" }] as const;
  const { name: organisation } = await anOrganisation(ctx, { owner: owner.viewer, members });
  const acting = await viewerOf(ctx, owner.name);
  const made = new Map<State, string>();
  for (const state of STATES) {
    const isPrivate = state === "private" || state === "shared";
    const input = { name: state, organization: organisation, private: isPrivate };
    await owner.client.post("/api/repos/create", input);
    const repo = `${organisation}/${state}`;
    const files = [fileLine("a.txt", "one"), fileLine("sub/b.txt", "two")];
    await owner.client.commit(`/api/models/${repo}/commit/main`, files);
    made.set(state, repo);
    const address = { kind: "model", owner: organisation, name: state } as const;
    if (state === "gated") {
      await setGate(ctx.as(acting), address, { mode: "manual" });
      await grantAccess(ctx.as(acting), { ...address, account: reader.name });
    }
    if (state === "limited") await limitTo(reader.viewer.accountId, ctx.as(acting), address);
    if (state !== "shared") continue;
    const { id } = await requireRepository(ctx.as(acting), address, "manage");
    const grants = [{ namespaceId: reader.viewer.accountId, level: 2 }] as const;
    await withTransaction(ctx.db, (trx) => setGrants(trx, id, { source: "share", grants }));
  }
  const readToken = await aToken(ctx, acting, "read");
  return {
    repos: made,
    viewers: new Map([
      ["anonymous", hub.anonymous],
      ["stranger", stranger.client],
      ["named reader", reader.client],
      ["member", member.client],
      ["owner", owner.client],
      ["owner, read token", new HubClient(hub.app, { authorization: `Bearer ${readToken}` })],
    ]),
  };
}
