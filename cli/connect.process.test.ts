import { createServer, request, type IncomingMessage } from "node:http";
import { type AddressInfo, connect as connectTo } from "node:net";
import { afterAll, describe, expect, it, vi } from "vitest";
import { createClient } from "#sdk/index.ts";
import { aRepository } from "#sdk/testing/a-repository.ts";
import { testGallery } from "#server/testing/gallery.ts";
import { isProblem } from "#contract/problems.ts";
import { connect } from "./connect.ts";
import { aCli } from "./testing/a-cli.ts";

vi.setConfig({ testTimeout: 60_000 });

/** A name that only the proxy can reach. */
const gallery = await testGallery({ GALLERY_URL: "http://gallery.test" });
const { name: owner, token } = await gallery.aUserWithToken();
const asked: string[] = [];

/** A forward proxy as companies have it, by both ways of HTTP (RFC 9110 §7.6, §9.3.6). */
async function startProxy(): Promise<string> {
  const { port: target } = new URL(gallery.url);
  const proxy = createServer((incoming: IncomingMessage, answer) => {
    const { pathname, search, host } = new URL(incoming.url ?? "");
    asked.push(host);
    const { method, headers } = incoming;
    const options = { port: target, method, headers, path: pathname + search };
    const outgoing = request(options, (upstream) => {
      answer.writeHead(upstream.statusCode ?? 502, upstream.headers);
      upstream.pipe(answer);
    });
    incoming.pipe(outgoing);
  });
  proxy.on("connect", (incoming, socket) => {
    asked.push(incoming.url ?? "");
    const upstream = connectTo(Number(target), "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on("error", () => socket.destroy());
    socket.on("error", () => upstream.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  afterAll(() => {
    proxy.closeAllConnections();
    proxy.close();
  });
  return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
}

const proxyUrl = await startProxy();

describe("connect", () => {
  it("CLI-7: goes through HTTP_PROXY, and past it for NO_PROXY and this machine", async () => {
    const client = createClient({ baseUrl: gallery.url, token });
    const { name } = await aRepository(client, { owner, files: { "a.txt": "through a proxy" } });
    const cli = await aCli("http://gallery.test", token);
    const args = ["download", `${owner}/${name}`, "a.txt"];
    const through = await cli.run(args, { environment: { HTTP_PROXY: proxyUrl } });
    expect(through).toMatchObject({ code: 0 });
    expect(new Set(asked)).toEqual(new Set([expect.stringContaining("gallery.test")]));

    asked.length = 0;
    const past = { HTTP_PROXY: proxyUrl, NO_PROXY: "gallery.test" };
    expect((await cli.run(args, { environment: past })).code).toBe(5);
    const local = { http_proxy: proxyUrl, GALLERY_ENDPOINT: gallery.url };
    expect((await cli.run(["whoami"], { environment: local })).code).toBe(0);
    expect(asked).toEqual([]);
  });

  it("CLI-2: the timeout ends a silent connection, and never one that moves", async () => {
    const slow = createServer((incoming, answer) => {
      answer.writeHead(200, { "content-length": "8" });
      let sent = 0;
      const drip = setInterval(() => {
        answer.write("x");
        sent += 1;
        if (incoming.url === "/silent" ? sent === 2 : sent === 8) clearInterval(drip);
      }, 200);
    });
    await new Promise<void>((resolve) => slow.listen(0, "127.0.0.1", resolve));
    const { port } = slow.address() as AddressInfo;
    const client = connect({ baseUrl: `http://127.0.0.1:${port}`, timeoutMs: 1000 });
    expect(await (await client.request("/moving")).text()).toBe("xxxxxxxx");
    await expect((await client.request("/silent")).text()).rejects.toThrow("terminated");
    slow.closeAllConnections();
    slow.close();
  });

  it("CLI-5: nobody listening is a network problem", async () => {
    const client = connect({ baseUrl: "http://gallery.invalid", timeoutMs: 2000 });
    await expect(client.call("accounts.get-session")).rejects.toSatisfy((error) =>
      isProblem(error, "unavailable"),
    );
  });
});
