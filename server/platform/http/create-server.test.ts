import { once } from "node:events";
import { Agent, type ClientRequest, get, type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { pino } from "pino";
import { afterEach, expect, it } from "vitest";
import { createServer } from "./create-server.ts";

const agents: Agent[] = [];
afterEach(() => {
  for (const agent of agents.splice(0)) agent.destroy();
});

/** A server that answers when it is told to, and a client that would keep its connection. */
async function aSlowAnswer({ isBegun }: { isBegun: boolean }) {
  const app = await createServer({
    log: pino({ level: "silent" }),
    trustProxy: 0,
    idleTimeoutMs: 60_000,
    allowedHosts: null,
  });
  const asked = Promise.withResolvers<void>();
  const finish = Promise.withResolvers<void>();
  app.get("/slow", async (_request, reply) => {
    if (isBegun) reply.raw.writeHead(200, { "content-length": 4 });
    if (isBegun) reply.raw.write("do");
    asked.resolve();
    await finish.promise;
    if (!isBegun) return "done";
    reply.raw.end("ne");
    return reply.hijack();
  });
  await app.listen({ host: "127.0.0.1", port: 0 });
  const agent = new Agent({ keepAlive: true });
  agents.push(agent);
  const { port } = app.server.address() as AddressInfo;
  const sent = get({ host: "127.0.0.1", port, path: "/slow", agent });
  const answered = once(sent, "response") as Promise<[IncomingMessage]>;
  await asked.promise;
  return { app, answered, finish: finish.resolve };
}

it.each([false, true])(
  "ends with the answer that was waited for, begun before it closed: %s",
  async (isBegun) => {
    const { app, answered, finish } = await aSlowAnswer({ isBegun });
    const closed = app.close();
    await expect.poll(() => app.server.listening).toBe(false);
    finish();
    const [answer] = await answered;
    expect(Buffer.concat(await Array.fromAsync(answer)).toString()).toBe("done");
    // Within the time of a test, though the client would keep the connection for a minute.
    await closed;
  },
);

/** A server on which nothing may be silent for long, and how a request to it ends. */
async function askSilently(send: (sent: ClientRequest) => void): Promise<number | string> {
  const app = await createServer({
    log: pino({ level: "silent" }),
    trustProxy: 0,
    idleTimeoutMs: 100,
    allowedHosts: null,
  });
  app.post("/work", async (incoming) => {
    await Array.fromAsync(incoming.raw);
    await sleep(600);
    return "done";
  });
  await app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const method = "POST";
  const headers = { "content-type": "application/octet-stream", "content-length": 4 };
  const sent = request({ host: "127.0.0.1", port, path: "/work", method, headers });
  send(sent);
  const ended = once(sent, "response").then(
    ([answer]) => (answer as IncomingMessage).statusCode ?? 0,
    (error: unknown) => (error as NodeJS.ErrnoException).code ?? "",
  );
  const outcome = await ended;
  sent.destroy();
  await app.close();
  return outcome;
}

it("waits for its own work, however long, and not for a client that is silent", async () => {
  expect(await askSilently((sent) => sent.end("work"))).toBe(200);
  expect(await askSilently((sent) => sent.write("wo"))).toBe("ECONNRESET");
});
