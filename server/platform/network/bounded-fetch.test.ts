import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, describe, expect, it } from "vitest";
import { boundedFetch } from "./bounded-fetch.ts";
import { HostRefusedError } from "./guarded-agents.ts";
import { type HostRules, PUBLIC_ONLY } from "./host-rules.ts";

async function aServer(answer: RequestListener): Promise<{ url: string; rules: HostRules }> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const rules = { ...PUBLIC_ONLY, hosts: [{ host: "127.0.0.1", port }] };
  return { url: `http://127.0.0.1:${port}/`, rules };
}

const BOUNDS = { maxBytes: 1000, timeoutMs: 5000 };

describe("fetching what others name", async () => {
  const kept: string[] = [];
  const { url, rules } = await aServer((request, response) => {
    kept.push(request.url ?? "");
    if (request.url === "/large") response.end("x".repeat(1001));
    else if (request.url === "/endless") response.write("x");
    else if (request.url === "/moved") response.writeHead(302, { location: "/elsewhere" }).end();
    else if (request.url === "/empty") response.writeHead(204).end();
    else request.pipe(response.writeHead(200, { "content-type": "text/plain" }));
  });
  const fetchNamed = boundedFetch({ rules, ...BOUNDS });

  it("reaches the hosts of the rules and says what they answer", async () => {
    const answer = await fetchNamed(url, { method: "POST", body: "ping" });
    expect([answer.status, answer.headers.get("content-type"), await answer.text()]).toEqual([
      200,
      "text/plain",
      "ping",
    ]);
    expect((await fetchNamed(`${url}empty`)).status).toBe(204);
  });

  it("reaches no inner address by number or name", async () => {
    kept.length = 0;
    const fetchPublic = boundedFetch({ rules: PUBLIC_ONLY, ...BOUNDS });
    await expect(fetchPublic(url)).rejects.toThrow(HostRefusedError);
    const byName = url.replace("127.0.0.1", "localhost");
    await expect(fetchPublic(byName)).rejects.toMatchObject({
      cause: expect.any(HostRefusedError),
    });
    expect(kept).toEqual([]);
  });

  it("follows no redirect", async () => {
    kept.length = 0;
    expect((await fetchNamed(`${url}moved`)).status).toBe(302);
    expect(kept).toEqual(["/moved"]);
  });

  it("reads so many bytes in so much time", async () => {
    await expect(fetchNamed(`${url}large`)).rejects.toThrow("more than 1000 bytes");
    const hurried = boundedFetch({ rules, maxBytes: 1000, timeoutMs: 200 });
    await expect(hurried(`${url}endless`)).rejects.toMatchObject({ name: "TimeoutError" });
  });
});
