import { readFile, writeFile } from "node:fs/promises";
import type { FastifyInstance, FastifyRequest, InjectOptions } from "fastify";
import { beforeAll, describe, expect, it } from "vitest";
import { type Endpoint, RIGHTS } from "#contract/endpoint.ts";
import { allEndpoints } from "#contract/endpoints.ts";
import { ANONYMOUS, type Credential, type SignedIn, type Viewer } from "./accounts/index.ts";
import { createApp, wireDomains } from "./app.ts";
import { createAsset, grantAccess, setGate } from "./assets/index.ts";
import { publishAsset, setTerms, unlistAsset } from "./publishing/index.ts";

import { requireRepository } from "./repositories/index.ts";
import { anOrdinaryUser, anOrganisation, aUser, viewerOf } from "./testing/accounts.ts";
import { testContext, type TestContext } from "./testing/context.ts";
import { ENDPOINT_SAMPLES } from "./testing/endpoint-samples.ts";
import { settle } from "./testing/settle.ts";
import { subscribe } from "./testing/subscriptions.ts";

/**
 * PLT-6: viewer × visibility × state × every endpoint of the contract. The whole outcome is written
 * to docs/permissions.md and reviewed like code: `UPDATE_PERMISSIONS=1 npx vitest run …` renews it.
 */
const TABLE_FILE = new URL("../docs/permissions.md", import.meta.url);
const OWNER = "acme";
const WRITE = 3;

const STATES = ["draft", "restricted", "public", "gated", "limited", "unlisted"] as const;
type State = (typeof STATES)[number];

/** What each viewer may do with the asset in each state: the expectation, written by hand. */
const LEVELS: Record<string, Record<State, number>> = {
  anonymous: { draft: 0, restricted: 0, public: 2, gated: 1, limited: 1, unlisted: 0 },
  stranger: { draft: 0, restricted: 0, public: 2, gated: 1, limited: 1, unlisted: 0 },
  "specified user": { draft: 0, restricted: 2, public: 2, gated: 2, limited: 2, unlisted: 0 },
  member: { draft: 3, restricted: 3, public: 3, gated: 3, limited: 3, unlisted: 3 },
  owner: { draft: 4, restricted: 4, public: 4, gated: 4, limited: 4, unlisted: 4 },
  administrator: { draft: 4, restricted: 4, public: 4, gated: 4, limited: 4, unlisted: 4 },
  "owner, read token": { draft: 2, restricted: 2, public: 2, gated: 2, limited: 2, unlisted: 2 },
  "owner, write token": { draft: 4, restricted: 4, public: 4, gated: 4, limited: 4, unlisted: 4 },
  "owner, token for these": {
    draft: 3,
    restricted: 3,
    public: 3,
    gated: 3,
    limited: 3,
    unlisted: 3,
  },
  "owner, token for another": {
    draft: 0,
    restricted: 0,
    public: 2,
    gated: 1,
    limited: 1,
    unlisted: 0,
  },
};

const ctx = await testContext();
const viewers = new Map<string, Viewer>([["anonymous", ANONYMOUS]]);
let app: FastifyInstance;

beforeAll(async () => {
  wireDomains(ctx);
  await makePeople();
  app = await createApp(ctx, {
    webFolder: null,
    checksAnswers: true,
    contextOf: async (request: FastifyRequest) => ({
      ...ctx.as(viewers.get(String(request.headers["x-viewer"])) ?? ANONYMOUS),
      requestId: request.id,
    }),
  });
  return () => app.close();
});

describe("PLT-6: the permission matrix", () => {
  it("has every endpoint answer every viewer as its declaration says", async () => {
    const wrong: string[] = [];
    const rows: string[][] = [];
    for (const endpoint of allEndpoints()) {
      for (const state of endpoint.access.right ? STATES : ([STATES[0]] as const)) {
        const row = [endpoint.id, endpoint.access.right ? state : "any"];
        for (const viewer of viewers.keys()) {
          const outcome = await tryEndpoint(endpoint, { viewer, state });
          const expected = expectedOutcome(endpoint, { viewer, state });
          if (outcome !== expected) {
            wrong.push(`${endpoint.id} ${state} ${viewer}: ${outcome}, expected ${expected}`);
          }
          row.push(outcome);
        }
        rows.push(row);
      }
    }
    expect(wrong).toEqual([]);
    await compareTable(rows);
  }, 120_000);

  it("counts every route of the server: an API route outside the contract is a protocol's", () => {
    const routes = app.printRoutes({ commonPrefix: false, includeHooks: false });
    expect(routes).toContain("api/v1/");
  });
});

type Cell = { viewer: string; state: State };

/** The code that decides; "may" for everything that is no refusal. */
function expectedOutcome(endpoint: Endpoint, { viewer, state }: Cell): string {
  const { access } = endpoint;
  const who = viewers.get(viewer) ?? ANONYMOUS;
  if (who.kind === "anonymous" && access.who !== "anyone") return "401";
  if (access.who === "administrator" && who.kind === "account" && !who.isAdmin) return "403";
  if (who.kind === "account" && isScopeTooSmall(endpoint, who.credential)) return "403";
  if (access.right === undefined) return "may";
  const level = LEVELS[viewer]?.[state] ?? 0;
  if (level === 0) return "404";
  if (level >= RIGHTS.indexOf(access.right) + 1) {
    return isBesideItsRepositories(endpoint, who, level) ? "403" : "may";
  }
  return who.kind === "anonymous" ? "401" : "403";
}

/**
 * Words are written under one's name where one may read, or see: a token for some repositories does
 * it there.
 */
function isBesideItsRepositories({ access, id }: Endpoint, who: Viewer, level: number): boolean {
  const isNarrow = who.kind === "account" && who.credential.kind === "fine-grained-token";
  const isSpeech = access.right === "read" || id.startsWith("community.");
  return isNarrow && access.scope === "write" && isSpeech && level < WRITE;
}

function isScopeTooSmall({ access }: Endpoint, credential: Credential): boolean {
  if (credential.kind === "session" || credential.kind === "system") return false;
  if (access.sessionOnly) return true;
  if (access.scope === "read") return false;
  if (credential.kind === "fine-grained-token") return access.right === undefined;
  return credential.scope === "read";
}

async function tryEndpoint(endpoint: Endpoint, cell: Cell): Promise<string> {
  const response = await app.inject(requestOf(endpoint, cell));
  if (response.statusCode < 400) {
    await undo(endpoint, cell);
    return "may";
  }
  const { code } = response.json<{ code: string }>();
  if (code === "internal") return `500 ${response.body}`;
  if (code === "not-signed-in") return "401";
  if (code === "token-scope-too-small") return "403";
  if (code === "forbidden")
    return endpoint.access.right || isAdministrative(endpoint) ? "403" : "may";
  return code === "not-found" && endpoint.access.right ? "404" : "may";
}

function isAdministrative(endpoint: Endpoint): boolean {
  return endpoint.access.who === "administrator";
}

function requestOf(endpoint: Endpoint, { viewer, state }: Cell): InjectOptions {
  const sample = ENDPOINT_SAMPLES[endpoint.id as keyof typeof ENDPOINT_SAMPLES];
  const params: Record<string, string> = {
    kind: "model",
    owner: OWNER,
    name: state,
    ...sample.params,
  };
  const path = endpoint.path
    .replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ""))
    .replace(/\*$/, params["path"] ?? "");
  const payload =
    sample.bytes ?? (sample.body === undefined ? undefined : JSON.stringify(sample.body));
  const type = sample.bytes ? "application/octet-stream" : "application/json";
  return {
    method: endpoint.method,
    url: `/api/v1${path}`,
    ...(sample.query === undefined ? {} : { query: sample.query }),
    headers: {
      host: "localhost",
      "x-viewer": viewer,
      ...(payload === undefined ? {} : { "content-type": type }),
    },
    ...(payload === undefined ? {} : { payload }),
  };
}

/** The moves that can succeed here are taken back, so that each cell starts from the same. */
async function undo(endpoint: Endpoint, { state }: Cell): Promise<void> {
  if (endpoint.id === "assets.set-gate" && state === "gated") await closeGate(state);
  if (endpoint.id === "publishing.set-terms" && state === "limited") await limitUse(state);
  const inverse = { "publishing.unlist-asset": "relist", "publishing.relist-asset": "unlist" };
  const move = inverse[endpoint.id as keyof typeof inverse];
  if (move === undefined) return;
  await app.inject({
    method: "POST",
    url: `/api/v1/assets/model/${OWNER}/${state}/listing/${move}`,
    headers: { host: "localhost", "x-viewer": "owner" },
  });
}

async function closeGate(state: State): Promise<void> {
  await app.inject({
    method: "PUT",
    url: `/api/v1/assets/model/${OWNER}/${state}/gate`,
    headers: { host: "localhost", "x-viewer": "owner" },
    payload: { mode: "manual", terms: "", fields: [] },
  });
}

async function limitUse(state: State): Promise<void> {
  await app.inject({
    method: "PUT",
    url: `/api/v1/assets/model/${OWNER}/${state}/terms`,
    headers: { host: "localhost", "x-viewer": "owner" },
    payload: { duration: { count: 1, unit: "year" }, channels: null, renews: false },
  });
}

async function makePeople(): Promise<void> {
  const administrator = await aUser(ctx);
  const [owner, member, reader, stranger] = [
    await anOrdinaryUser(ctx),
    await anOrdinaryUser(ctx),
    await anOrdinaryUser(ctx),
    await anOrdinaryUser(ctx),
  ];
  await anOrganisation(ctx, { owner, name: OWNER, members: [{ account: member, role: "member" }] });
  const acting = ctx.as(await viewerOf(ctx, owner.name));
  const ids = await makeAssets(acting, reader);
  const asOwner = acting.viewer as SignedIn;
  const withToken = (credential: Credential): SignedIn => ({ ...asOwner, credential });
  const limited = (repositories: number[]) =>
    withToken({
      kind: "fine-grained-token",
      tokenId: 0,
      repositories: new Map(repositories.map((id) => [id, 3])),
    });
  viewers.set("stranger", stranger);
  viewers.set("specified user", reader);
  viewers.set("member", await viewerOf(ctx, member.name));
  viewers.set("owner", asOwner);
  viewers.set("administrator", administrator);
  viewers.set("owner, read token", withToken({ kind: "token", tokenId: 0, scope: "read" }));
  viewers.set("owner, write token", withToken({ kind: "token", tokenId: 0, scope: "write" }));
  viewers.set("owner, token for these", limited(ids));
  viewers.set("owner, token for another", limited([999_999]));
}

async function makeAssets(acting: TestContext, reader: SignedIn): Promise<number[]> {
  await createAsset(acting, { kind: "model", owner: OWNER, name: "taken" });
  const ids: number[] = [];
  for (const state of STATES) {
    const address = { kind: "model", owner: OWNER, name: state } as const;
    await createAsset(acting, address);
    ids.push((await requireRepository(acting, address, "manage")).id);
    if (state === "draft") continue;
    const isRestricted = state === "restricted";
    await publishAsset(acting, address, {
      visibility: isRestricted ? "restricted" : "public",
      audience: isRestricted ? [reader.name] : [],
      description: "An asset of the matrix",
      licence: "mit",
      tasks: ["text-generation"],
      dataTypes: [],
      acceptsAgreements: true,
    });
    await settle(ctx);
    if (state === "unlisted") await unlistAsset(acting, address);
    if (state === "limited") {
      const terms = {
        duration: { count: 1, unit: "year" },
        channels: null,
        renews: false,
      } as const;
      await setTerms(acting, address, terms);
      await subscribe(ctx.as(reader), address);
    }
    if (state !== "gated") continue;
    await setGate(acting, address, { mode: "manual" });
    await grantAccess(acting, { ...address, account: reader.name });
  }
  return ids;
}

async function compareTable(rows: string[][]): Promise<void> {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  const head = ["endpoint", "asset", ...viewers.keys()];
  const text = `# Who may call what

Made by \`server/permissions.test.ts\` from the contract and a running server: what each endpoint
answers to each viewer for an asset of an organisation in each state. *may* is any answer but a
refusal; 401 asks to sign in, 403 refuses, 404 hides that the asset exists.

${[head, head.map(() => "---"), ...rows].map(line).join("\n")}
`;
  if (process.env["UPDATE_PERMISSIONS"]) await writeFile(TABLE_FILE, text);
  expect(await readFile(TABLE_FILE, "utf8")).toBe(text);
}
