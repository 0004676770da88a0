import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from "fastify";
import { afterAll } from "vitest";
import type { SignedIn } from "../accounts/index.ts";
import { createToken } from "../accounts/index.ts";
import { createApp, wireDomains } from "../app.ts";
import { findRepository } from "../repositories/index.ts";
import { aName, anOrdinaryUser } from "./accounts.ts";
import { testContext, type TestContext, type TestContextOptions } from "./context.ts";

export type TestHub = { ctx: TestContext; app: FastifyInstance; anonymous: HubClient };

/** The whole server over a database of its own, spoken to as hub clients speak. */
export async function testHub(options: TestContextOptions = {}): Promise<TestHub> {
  const ctx = await testContext(options);
  wireDomains(ctx);
  const app = await createApp(ctx, { webFolder: null, checksAnswers: true });
  await app.ready();
  afterAll(() => app.close());
  return { ctx, app, anonymous: new HubClient(app, {}) };
}

/** Somebody with a token, and the client that sends it. */
export async function aHubUser(
  { ctx, app }: TestHub,
  scope: "read" | "write" = "write",
): Promise<{ viewer: SignedIn; name: string; token: string; client: HubClient }> {
  const viewer = await anOrdinaryUser(ctx);
  const token = await aToken(ctx, viewer, scope);
  const client = new HubClient(app, { authorization: `Bearer ${token}` });
  return { viewer, name: viewer.name, token, client };
}

export async function aToken(
  ctx: TestContext,
  viewer: SignedIn,
  scope: "read" | "write" = "write",
): Promise<string> {
  const input = { name: aName("token"), scope, repositories: [] };
  return (await createToken(ctx.as(viewer), input, { findRepository })).secret;
}

/** Requests with the headers that one caller always sends. */
export class HubClient {
  readonly #app: FastifyInstance;
  readonly #headers: Record<string, string>;

  constructor(app: FastifyInstance, headers: Record<string, string>) {
    this.#app = app;
    this.#headers = headers;
  }

  send(request: InjectOptions): Promise<LightMyRequestResponse> {
    return this.#app.inject({ ...request, headers: { ...this.#headers, ...request.headers } });
  }

  get(url: string, headers: Record<string, string> = {}): Promise<LightMyRequestResponse> {
    return this.send({ method: "GET", url, headers });
  }

  head(url: string, headers: Record<string, string> = {}): Promise<LightMyRequestResponse> {
    return this.send({ method: "HEAD", url, headers });
  }

  post(url: string, body: object): Promise<LightMyRequestResponse> {
    return this.send({ method: "POST", url, payload: body });
  }

  /** A new repository with files, by the calls of the hub; gives its full name. */
  async createRepo(
    { type = "model", ...input }: { name?: string; type?: string; private?: boolean } = {},
    files: Record<string, string> = {},
  ): Promise<string> {
    const created = await this.post("/api/repos/create", { name: aName("repo"), type, ...input });
    const { id } = created.json<{ id: string }>();
    const lines = Object.entries(files).map(([path, content]) => fileLine(path, content));
    if (lines.length > 0) await this.commit(`/api/${type}s/${id}/commit/main`, lines);
    return id;
  }

  /** Sends the lines of a commit behind a header. */
  commit(
    url: string,
    lines: readonly object[],
    header: object = { summary: "Change files" },
  ): Promise<LightMyRequestResponse> {
    return this.sendLines(url, [{ key: "header", value: header }, ...lines].map(toText));
  }

  sendLines(url: string, lines: readonly string[]): Promise<LightMyRequestResponse> {
    return this.send({
      method: "POST",
      url,
      headers: { "content-type": "application/x-ndjson" },
      payload: lines.join("\n"),
    });
  }
}

/** The line of a regular file. */
export function fileLine(path: string, content: string | Uint8Array): object {
  const base64 = Buffer.from(content).toString("base64");
  return { key: "file", value: { path, content: base64, encoding: "base64" } };
}

function toText(line: object): string {
  return JSON.stringify(line);
}
