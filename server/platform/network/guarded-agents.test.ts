import { once } from "node:events";
import { createServer, get, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, expect, it } from "vitest";
import { guardedAgents, HostRefusedError } from "./guarded-agents.ts";

let answered = 0;
const server = createServer((_request, reply) => {
  answered += 1;
  reply.end("inside");
}).listen(0, "127.0.0.1");
await once(server, "listening");
const { port } = server.address() as AddressInfo;
afterAll(() => void server.close());

function ask(url: string, reach: "public" | "any"): Promise<IncomingMessage> {
  const agents = guardedAgents(reach, { keepAlive: false });
  return new Promise((resolve, reject) => {
    get(url, { agent: agents.http }, (answer) => {
      answer.resume();
      resolve(answer);
    }).on("error", reject);
  });
}

it.each(["localhost", "127.0.0.1", "[::1]", "[::ffff:127.0.0.1]"])(
  "no connection is made to %s, whose address is this machine's",
  async (host) => {
    const before = answered;
    await expect(ask(`http://${host}:${port}/`, "public")).rejects.toThrow(HostRefusedError);
    expect(answered).toBe(before);
  },
);

it("an allowed host is reached wherever its name leads", async () => {
  const answer = await ask(`http://localhost:${port}/`, "any");
  expect(answer.statusCode).toBe(200);
});

it("a name that nobody has fails as it does everywhere", async () => {
  await expect(ask("http://nobody.invalid/", "public")).rejects.toMatchObject({
    syscall: "getaddrinfo",
  });
});
