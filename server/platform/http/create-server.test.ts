import { once } from "node:events";
import { Agent, get, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
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
