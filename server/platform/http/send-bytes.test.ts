import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from "fastify";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDirectoryStore, type ObjectStore, type ReadOptions } from "../storage/index.ts";
import { answerProblem, toProblem } from "./answer-problem.ts";
import { bufferRepresentation, sendBytes } from "./send-bytes.ts";

const BYTES = randomBytes(3_000_000);
const TAG = "c0ffee";

let root: string;
let store: ObjectStore;
let app: FastifyInstance;
let address: string;
/** How many readings are open. */
let openReads = 0;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "store-"));
  store = await openDirectoryStore(root);
  const { key } = await store.write([BYTES]);
  const log: FastifyBaseLogger = pino({ level: "silent" });
  app = Fastify({ loggerInstance: log });
  app.setErrorHandler((error, request, reply) => answerProblem(reply, toProblem(error, request)));
  const sizeBytes = BYTES.length;
  app.get("/object", (request, reply) => {
    reply.header("x-from-route", "kept");
    const read = (options: ReadOptions) => counted(store.read(key, options));
    return sendBytes(request, reply, { sizeBytes, entityTag: TAG, read });
  });
  app.get("/buffer", (request, reply) => {
    reply.header("content-type", "text/plain");
    return sendBytes(request, reply, bufferRepresentation(Buffer.from("0123456789"), TAG));
  });
  app.get("/empty", (request, reply) =>
    sendBytes(request, reply, bufferRepresentation(Buffer.alloc(0))),
  );
  app.get("/missing", (request, reply) => {
    const read = (options: ReadOptions) => store.read("0".repeat(32), options);
    return sendBytes(request, reply, { sizeBytes, read });
  });
  app.get("/breaking", (request, reply) =>
    sendBytes(request, reply, { sizeBytes, read: breaking }),
  );
  app.get("/short", (request, reply) => sendBytes(request, reply, { sizeBytes, read: short }));
  app.get("/endless", (request, reply) =>
    sendBytes(request, reply, { sizeBytes: 2 ** 50, read: () => counted(endless()) }),
  );
  await app.listen({ port: 0, host: "127.0.0.1" });
  address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await app.close();
  await store.close();
  await rm(root, { recursive: true });
});

describe("REP-6: sending bytes", () => {
  it("gives the whole with its length, its tag and the route's headers", async () => {
    const response = await get("/object");
    expect(response.status).toBe(200);
    expect(Buffer.from(await response.arrayBuffer()).equals(BYTES)).toBe(true);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-length": String(BYTES.length),
      "content-type": "application/octet-stream",
      "accept-ranges": "bytes",
      etag: `"${TAG}"`,
      "x-from-route": "kept",
    });
    expect(response.headers.has("content-encoding")).toBe(false);
  });

  it.each([
    ["bytes=0-0", 0, 1],
    ["bytes=1000000-2000000", 1_000_000, 2_000_001],
    ["bytes=2999999-", 2_999_999, 3_000_000],
    ["bytes=-17", 2_999_983, 3_000_000],
    ["bytes=5-99999999", 5, 3_000_000],
  ])("gives the range %s", async (range, start, end) => {
    const response = await get("/object", { range });
    expect(response.status).toBe(206);
    expect(response.headers.get("content-range")).toBe(`bytes ${start}-${end - 1}/3000000`);
    expect(response.headers.get("content-length")).toBe(String(end - start));
    const body = Buffer.from(await response.arrayBuffer());
    expect(body.equals(BYTES.subarray(start, end))).toBe(true);
  });

  it("answers several ranges and damaged headers with the whole", async () => {
    for (const range of ["bytes=0-1,4-5", "bytes=9-2", "lines=1-2"]) {
      expect(await (await get("/buffer", { range })).text()).toBe("0123456789");
    }
  });

  it("answers 416 with the size beyond the end", async () => {
    const response = await get("/buffer", { range: "bytes=10-" });
    expect(response.status).toBe(416);
    expect(response.headers.get("content-range")).toBe("bytes */10");
    expect(await response.json()).toMatchObject({ code: "range-not-satisfiable", sizeBytes: 10 });
  });

  it("answers 304 to who has it, also before a range", async () => {
    for (const tag of [`"${TAG}"`, `W/"${TAG}"`, `"a,b", "${TAG}"`, "*"]) {
      const response = await get("/object", { "if-none-match": tag, range: "bytes=99999999-" });
      expect(response.status).toBe(304);
      expect(response.headers.get("etag")).toBe(`"${TAG}"`);
      expect(await response.text()).toBe("");
    }
    expect((await get("/buffer", { "if-none-match": `"other"` })).status).toBe(200);
  });

  it("resumes only the same content", async () => {
    const statuses = [];
    for (const tag of [`"${TAG}"`, `W/"${TAG}"`, `"other"`, "Wed, 21 Oct 2026 07:28:00 GMT"]) {
      const response = await get("/buffer", { "if-range": tag, range: "bytes=1-2" });
      statuses.push(response.status);
      await response.arrayBuffer();
    }
    expect(statuses).toEqual([206, 200, 200, 200]);
  });

  it("answers HEAD with the length of the whole and no body", async () => {
    const headers = { range: "bytes=0-1" };
    const response = await fetch(`${address}/object`, { method: "HEAD", headers });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-length")).toBe("3000000");
    expect(response.headers.get("etag")).toBe(`"${TAG}"`);
    expect(openReads).toBe(0);
  });

  it("sends a file of 0 bytes", async () => {
    const response = await get("/empty");
    expect([response.status, response.headers.get("content-length")]).toEqual([200, "0"]);
    const asked = await get("/empty", { range: "bytes=0-0" });
    expect([asked.status, asked.headers.get("content-range")]).toEqual([200, "bytes */0"]);
    expect(await asked.text()).toBe("");
  });

  it("serves requests that follow on one connection", async () => {
    for (let round = 0; round < 5; round++) {
      expect((await (await get("/object")).arrayBuffer()).byteLength).toBe(BYTES.length);
    }
  });

  it("works through an injected request", async () => {
    const response = await app.inject({ url: "/object", headers: { range: "bytes=10-1999999" } });
    expect(response.statusCode).toBe(206);
    expect(response.rawPayload.equals(BYTES.subarray(10, 2_000_000))).toBe(true);
  });
});

describe("a failure while sending", () => {
  it("is a problem document as long as nothing was sent", async () => {
    const response = await get("/missing");
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({ code: "internal" });
    expect(response.headers.get("content-type")).toContain("application/problem+json");
    expect(response.headers.has("accept-ranges")).toBe(false);
  });

  it.each(["/breaking", "/short"])("cuts the connection and never truncates (%s)", async (path) => {
    const response = await get(path);
    expect(response.status).toBe(200);
    await expect(response.arrayBuffer()).rejects.toThrow("terminated");
  });

  it("stops reading when the client goes away, also one that no longer reads", async () => {
    const socket = connect((app.server.address() as AddressInfo).port, "127.0.0.1");
    socket.write("GET /endless HTTP/1.1\r\nHost: x\r\n\r\n");
    await once(socket, "readable");
    expect(openReads).toBe(1);
    socket.destroy();
    await expect.poll(() => openReads, { timeout: 10_000 }).toBe(0);
  });
});

function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(address + path, { headers });
}

async function* counted(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  openReads++;
  try {
    yield* source;
  } finally {
    openReads--;
  }
}

async function* breaking(): AsyncGenerator<Buffer> {
  yield BYTES.subarray(0, 1_000_000);
  throw new Error("the disk is broken");
}

async function* short(): AsyncGenerator<Buffer> {
  yield BYTES.subarray(0, 1_000_000);
}

async function* endless(): AsyncGenerator<Buffer> {
  for (;;) yield BYTES;
}
