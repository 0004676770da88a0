import { once } from "node:events";
import { Agent, get } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { getSession } from "#contract/accounts/endpoints.ts";
import { testContext } from "./testing/context.ts";
import { testServer } from "./testing/http.ts";

const signals = new Set<AbortSignal>();
const listeners = new Set<number>();
const ctx = await testContext();
const app = await testServer(ctx, (mount) =>
  mount(getSession, async ({ ctx, request }) => {
    signals.add(ctx.signal);
    listeners.add(request.socket.listenerCount("close"));
    return { account: null };
  }),
);
await app.listen({ port: 0 });

it("a connection that carries many requests has one listener for its end, and one signal", async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const { port } = app.server.address() as AddressInfo;
  for (let count = 0; count < 20; count += 1) {
    const asked = get({ port, path: "/api/v1/session", agent });
    const [response] = await once(asked, "response");
    expect(response.statusCode).toBe(200);
    await once(response.resume(), "end");
  }
  expect(listeners.size).toBe(1);
  const [signal, ...others] = signals;
  expect(others).toEqual([]);
  expect(signal?.aborted).toBe(false);
  agent.destroy();
  if (signal?.aborted === false) await once(signal, "abort");
  expect(signal?.aborted).toBe(true);
});
