import type { InjectOptions } from "fastify";
import { describe, expect, it } from "vitest";
import { grantAccess, setGate } from "../assets/index.ts";
import { withTransaction } from "../platform/database/index.ts";
import { requireRepository, setGrants } from "../repositories/index.ts";
import { anOrganisation, viewerOf } from "../testing/accounts.ts";
import { aHubUser, aToken, fileLine, HubClient, testHub } from "../testing/hub.ts";

/** PLT-6 for protocols: viewer × visibility × every call on a repository. */
const STATES = ["private", "shared", "gated", "public"] as const;
type State = (typeof STATES)[number];

/** What each viewer may do: 0 nothing, 1 see, 2 read, 3 write, 4 manage. */
const LEVELS: Record<string, Record<State, number>> = {
  anonymous: { private: 0, shared: 0, gated: 1, public: 2 },
  stranger: { private: 0, shared: 0, gated: 1, public: 2 },
  "named reader": { private: 0, shared: 2, gated: 2, public: 2 },
  member: { private: 3, shared: 3, gated: 3, public: 3 },
  owner: { private: 4, shared: 4, gated: 4, public: 4 },
  "owner, read token": { private: 2, shared: 2, gated: 2, public: 2 },
};

type Call = {
  level: number;
  isGit?: boolean;
  /** Whoever may is still asked to sign in. */
  needsAccount?: boolean;
  /** A token for reading is not enough, whatever its account may do. */
  needsWriteScope?: boolean;
  request: (repo: string) => InjectOptions;
};

const json = (payload: object) => ({ payload }) as const;
const get = (url: string) => ({ method: "GET", url }) as const;
const post = (url: string, payload: object) => ({ method: "POST", url, ...json(payload) }) as const;
const NO_FILES = { files: [] };
const HEADER = JSON.stringify({ key: "header", value: { summary: "Try" } });

/** Who may read offers changes and says something, under their own name. */
const CONTRIBUTES = { needsAccount: true, needsWriteScope: true } as const;

const CALLS: Record<string, Call> = {
  info: { level: 1, request: (repo) => get(`/api/models/${repo}`) },
  "info of a revision": { level: 1, request: (repo) => get(`/api/models/${repo}/revision/main`) },
  tree: { level: 1, request: (repo) => get(`/api/models/${repo}/tree/main`) },
  "tree of a folder": { level: 1, request: (repo) => get(`/api/models/${repo}/tree/main/sub`) },
  "paths-info": {
    level: 1,
    request: (repo) => post(`/api/models/${repo}/paths-info/main`, { paths: ["a.txt"] }),
  },
  refs: { level: 1, request: (repo) => get(`/api/models/${repo}/refs`) },
  commits: { level: 1, request: (repo) => get(`/api/models/${repo}/commits/main`) },
  "auth-check": { level: 2, request: (repo) => get(`/api/models/${repo}/auth-check`) },
  resolve: { level: 2, request: (repo) => get(`/${repo}/resolve/main/a.txt`) },
  raw: { level: 2, request: (repo) => get(`/${repo}/raw/main/a.txt`) },
  "LFS download": {
    level: 2,
    isGit: true,
    request: (repo) =>
      post(`/${repo}.git/info/lfs/objects/batch`, { operation: "download", objects: [] }),
  },
  "git fetch, refs": {
    level: 2,
    isGit: true,
    request: (repo) => get(`/${repo}.git/info/refs?service=git-upload-pack`),
  },
  "git fetch": {
    level: 2,
    isGit: true,
    request: (repo) => ({ method: "POST", url: `/${repo}.git/git-upload-pack`, payload: "0000" }),
  },
  "git push, refs": {
    level: 3,
    isGit: true,
    request: (repo) => get(`/${repo}.git/info/refs?service=git-receive-pack`),
  },
  "git push": {
    level: 3,
    isGit: true,
    request: (repo) => ({ method: "POST", url: `/${repo}.git/git-receive-pack`, payload: "0000" }),
  },
  "xet read token": {
    level: 2,
    request: (repo) => get(`/api/models/${repo}/xet-read-token/main`),
  },
  "xet write token": {
    level: 3,
    request: (repo) => get(`/api/models/${repo}/xet-write-token/main`),
  },
  "auth-check/write": { level: 3, request: (repo) => get(`/api/models/${repo}/auth-check/write`) },
  preupload: { level: 3, request: (repo) => post(`/api/models/${repo}/preupload/main`, NO_FILES) },
  commit: {
    level: 3,
    request: (repo) => ({
      method: "POST",
      url: `/api/models/${repo}/commit/main`,
      headers: { "content-type": "application/x-ndjson" },
      payload: HEADER,
    }),
  },
  "new branch": { level: 3, request: (repo) => post(`/api/models/${repo}/branch/main`, {}) },
  "deleted branch": {
    level: 3,
    request: (repo) => ({ method: "DELETE", url: `/api/models/${repo}/branch/none` }),
  },
  "new tag": { level: 3, request: (repo) => post(`/api/models/${repo}/tag/main`, { tag: "-" }) },
  "deleted tag": {
    level: 3,
    request: (repo) => ({ method: "DELETE", url: `/api/models/${repo}/tag/none` }),
  },
  "LFS upload": {
    level: 2,
    isGit: true,
    ...CONTRIBUTES,
    request: (repo) =>
      post(`/${repo}.git/info/lfs/objects/batch`, { operation: "upload", objects: [] }),
  },
  discussions: { level: 2, request: (repo) => get(`/api/models/${repo}/discussions`) },
  "a discussion": {
    level: 2,
    request: (repo) => get(`/api/models/${repo}/discussions/999?diff=1`),
  },
  "new discussion": {
    level: 2,
    ...CONTRIBUTES,
    request: (repo) =>
      post(`/api/models/${repo}/discussions`, { title: "Asked", description: "Again" }),
  },
  ...Object.fromEntries(
    Object.entries({
      comment: { comment: "Said" },
      title: { title: "Said" },
      status: { status: "closed" },
      "comment/abc/edit": { content: "Said" },
      "comment/abc/hide": {},
    }).map(([resource, body]): [string, Call] => [
      `discussion, ${resource}`,
      {
        level: 2,
        ...CONTRIBUTES,
        request: (repo) => post(`/api/models/${repo}/discussions/999/${resource}`, body),
      },
    ]),
  ),
  "discussion, merge": {
    level: 3,
    request: (repo) => post(`/api/models/${repo}/discussions/999/merge`, {}),
  },
  "preupload for a pull request": {
    level: 2,
    ...CONTRIBUTES,
    request: (repo) => post(`/api/models/${repo}/preupload/main?create_pr=1`, NO_FILES),
  },
  "xet write token for a pull request": {
    level: 2,
    ...CONTRIBUTES,
    request: (repo) => get(`/api/models/${repo}/xet-write-token/None?create_pr=1`),
  },
  "commit to a pull request that is not there": {
    level: 2,
    ...CONTRIBUTES,
    request: (repo) => ({
      method: "POST",
      url: `/api/models/${repo}/commit/${encodeURIComponent("refs/pr/999")}`,
      headers: { "content-type": "application/x-ndjson" },
      payload: HEADER,
    }),
  },
  likers: { level: 1, request: (repo) => get(`/api/models/${repo}/likers`) },
  "ask for access": {
    level: 1,
    needsAccount: true,
    needsWriteScope: true,
    request: (repo) => post(`/api/models/${repo}/ask-access`, { none: "asked" }),
  },
  "ask for access by form": {
    level: 1,
    needsAccount: true,
    needsWriteScope: true,
    request: (repo) => post(`/${repo}/ask-access`, { none: "asked" }),
  },
  "shared LFS files": {
    level: 2,
    request: (repo) => post(`/api/models/${repo}/lfs-files/duplicate`, { target: {}, files: [] }),
  },
  duplicate: {
    level: 2,
    needsAccount: true,
    request: (repo) => post(`/api/models/${repo}/duplicate`, { repository: "no spaces" }),
  },
  "LFS files": { level: 3, request: (repo) => get(`/api/models/${repo}/lfs-files`) },
  "super-squash": {
    level: 3,
    request: (repo) => post(`/api/models/${repo}/super-squash/none`, {}),
  },
  "deleted LFS files": {
    level: 4,
    request: (repo) =>
      post(`/api/models/${repo}/lfs-files/batch`, { deletions: { sha: ["0".repeat(64)] } }),
  },
  "access requests": {
    level: 4,
    request: (repo) => get(`/api/models/${repo}/user-access-request/pending`),
  },
  "handled access request": {
    level: 4,
    request: (repo) =>
      post(`/api/models/${repo}/user-access-request/handle`, { user: "-", status: "pending" }),
  },
  "granted access": {
    level: 4,
    request: (repo) => post(`/api/models/${repo}/user-access-request/grant`, { user: "-" }),
  },
  settings: {
    level: 4,
    request: (repo) => ({ method: "PUT", url: `/api/models/${repo}/settings`, ...json({}) }),
  },
};

const hub = await testHub();
const { viewers, repos } = await makeEveryone();

describe("PLT-6: who may call what by the hub, git and LFS protocols", () => {
  it.each(Object.entries(CALLS))("%s", async (_name, call) => {
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

/** A refusal, or "may" for every other answer: the call got past the door. */
function outcomeOf(status: number, isMissing: boolean): string {
  if (status === 401 || status === 403) return String(status);
  return status === 404 && isMissing ? "404" : "may";
}

function expectedOutcome(
  { level: needed, isGit = false, needsAccount = false }: Call,
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
