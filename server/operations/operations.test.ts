import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FastifyInstance } from "fastify";
import { allEndpoints } from "#contract/endpoints.ts";
import { createToken } from "../accounts/index.ts";
import { createApp } from "../app.ts";
import { recordAudit } from "../platform/audit.ts";
import { findRepository } from "../repositories/index.ts";
import { aUser } from "../testing/accounts.ts";
import { testContext } from "../testing/context.ts";

const ctx = await testContext();
const headers = { host: "localhost:7860" };
let app: FastifyInstance;
let administrator: { authorization: string };

beforeAll(async () => {
  app = await createApp(ctx, { webFolder: null, checksAnswers: true });
});
afterAll(() => app.close());

describe("what every client may know", () => {
  it("PLT-1: describes each endpoint of the contract in OpenAPI 3.1, with its problems", async () => {
    const answer = await app.inject({ url: "/api/v1/openapi.json", headers });
    const api = answer.json<OpenApi>();
    expect(api.openapi).toBe("3.1.0");
    const ids = Object.values(api.paths).flatMap((path) =>
      Object.values(path).map((operation) => operation.operationId),
    );
    expect(ids.toSorted()).toEqual(
      allEndpoints()
        .map(({ id }) => id)
        .toSorted(),
    );
    const upload = api.paths["/repositories/{kind}/{owner}/{name}/uploads/{upload}/parts/{offset}"];
    expect(upload?.["put"]?.requestBody?.content).toHaveProperty("application/octet-stream");
    expect(upload?.["put"]?.responses["409"]?.content).toHaveProperty("application/problem+json");
  });

  it("PLT-1: shows the API on a page that loads nothing from elsewhere", async () => {
    const page = await app.inject({ url: "/api/docs", headers });
    expect(page.headers["content-security-policy"]).toContain("script-src 'self'");
    for (const [, address] of page.body.matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect((await app.inject({ url: String(address), headers })).statusCode, address).toBe(200);
    }
  });

  it("PLT-1: a problem names the request it answers, and what is wrong with every field", async () => {
    const answer = await app.inject({
      method: "POST",
      url: "/api/v1/accounts",
      headers,
      payload: { name: "-", email: "nobody", password: "short" },
    });
    expect(answer.statusCode).toBe(400);
    expect(answer.headers["content-type"]).toBe("application/problem+json");
    const problem = answer.json<{ issues: { pointer: string }[]; requestId: string }>();
    expect(problem.issues.map(({ pointer }) => pointer)).toEqual(["/name", "/email", "/password"]);
    expect(problem.requestId).toBe(answer.headers["x-request-id"]);
  });

  it("ACC-1: tells that the next account will be the first", async () => {
    const site = async () =>
      (await app.inject({ url: "/api/v1/site", headers })).json<{ needsFirstAccount: boolean }>();
    expect(await site()).toMatchObject({ needsFirstAccount: true, url: "http://localhost:7860" });
    const account = await aUser(ctx);
    const { secret } = await createToken(
      ctx.as(account),
      { name: "operator", scope: "read", repositories: [] },
      { findRepository },
    );
    administrator = { authorization: `Bearer ${secret}` };
    expect(await site()).toMatchObject({ needsFirstAccount: false });
  });
});

describe("what operators watch", () => {
  it("PLT-9: is alive and ready while the database answers", async () => {
    expect((await app.inject({ url: "/healthz", headers })).json()).toEqual({ status: "ok" });
    const ready = await app.inject({ url: "/readyz", headers });
    expect(ready.json()).toEqual({ status: "ready", checks: { server: true, database: true } });
  });

  it("PLT-9: shows metrics to this machine and to administrators, and to nobody else", async () => {
    const metrics = (options: object) => app.inject({ url: "/metrics", headers, ...options });
    const local = await metrics({ remoteAddress: "127.0.0.1" });
    expect(local.body).toContain('gallery_http_requests_total{method="GET"');
    const forwarded = { ...headers, "x-forwarded-for": "192.0.2.7" };
    expect((await metrics({ headers: forwarded })).statusCode).toBe(404);
    expect((await metrics({ remoteAddress: "192.0.2.7" })).statusCode).toBe(404);
    const asOperator = { remoteAddress: "192.0.2.7", headers: { ...headers, ...administrator } };
    expect((await metrics(asOperator)).statusCode).toBe(200);
  });

  it("PLT-8: the audit is append-only for the server's own database user too", async () => {
    const actor = { viewer: ctx.viewer, ipAddress: "" };
    await recordAudit(ctx.db, actor, { action: "tests.happened", subject: "it" });
    await expect(ctx.db.deleteFrom("audit_events").execute()).rejects.toThrow("append-only");
    const change = ctx.db.updateTable("audit_events").set({ subject: "other" });
    await expect(change.execute()).rejects.toThrow("append-only");
  });

  it("PLT-10: mail that nobody sends is readable by administrators, page by page", async () => {
    for (const subject of ["one", "two", "three"]) {
      await ctx.mail.send({ to: "a@example.org", subject, text: "text" });
    }
    type Mails = { items: { subject: string }[]; nextCursor: string | null };
    const read = async (query: string) =>
      (
        await app.inject({
          url: `/api/v1/console/mails?limit=2${query}`,
          headers: { ...headers, ...administrator },
        })
      ).json<Mails>();
    const first = await read("");
    expect(first.items.map(({ subject }) => subject)).toEqual(["three", "two"]);
    const second = await read(`&cursor=${first.nextCursor}`);
    expect(second.items.map(({ subject }) => subject)).toEqual(["one"]);
    expect(second.nextCursor).toBeNull();
  });

  it("PLT-1: a list refuses a cursor that is not its own", async () => {
    const answer = await app.inject({
      url: "/api/v1/console/mails?cursor=forged",
      headers: { ...headers, ...administrator },
    });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ issues: [{ pointer: "/query/cursor" }] });
  });
});

describe("a request with a foreign Host header", () => {
  it.each(["evil.example", "localhost.evil.example", "192.168.0.1"])(
    "PLT-7: %s gets nothing of a server on loopback",
    async (host) => {
      const answer = await app.inject({ url: "/api/v1/site", headers: { host } });
      expect(answer.statusCode).toBe(404);
      expect(answer.body).not.toContain(host);
    },
  );
});

type Operation = {
  operationId: string;
  requestBody?: { content: Record<string, unknown> };
  responses: Record<string, { content?: Record<string, unknown> }>;
};
type OpenApi = { openapi: string; paths: Record<string, Record<string, Operation>> };
