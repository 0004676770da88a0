import { once } from "node:events";
import { createServer, request, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import { isProblem } from "#contract/problems.ts";
import { aStore, type TestStore } from "./testing/a-store.ts";

const MEBIBYTE = 1024 * 1024;

let test: TestStore;
let server: Server;
let key: string;
/** Resolves with the outcome of the part that the server received. */
let outcome: PromiseWithResolvers<string>;

beforeEach(async () => {
  test = await aStore();
  key = await test.store.openStaging(20 * MEBIBYTE);
  outcome = Promise.withResolvers();
  server = createServer((incoming, response) => {
    test.store
      .writeStagingPart(key, { offset: 0, source: incoming, sizeBytes: 4 * MEBIBYTE })
      .then(() => "stored")
      .catch((error: unknown) => (isProblem(error) ? error.code : "cut"))
      .then((result) => {
        outcome.resolve(result);
        response.end(result);
      })
      .catch(outcome.reject);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});

afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await test.remove();
});

it("REP-4: a request body that is too long gets its answer, not a cut connection", async () => {
  const upload = openRequest();
  for (let sent = 0; sent < 16; sent++) upload.write(Buffer.alloc(MEBIBYTE));
  upload.end();
  const [response] = (await once(upload, "response")) as [IncomingMessage];
  expect(Buffer.concat(await Array.fromAsync(response)).toString()).toBe("size-mismatch");
});

it("REP-3: what came before the client went away is kept", async () => {
  const upload = openRequest();
  upload.write(Buffer.alloc(3 * MEBIBYTE));
  await expect
    .poll(async () => (await test.store.stagingState(key)).hashedBytes, { timeout: 10_000 })
    .toBeGreaterThan(MEBIBYTE);
  upload.destroy();
  expect(await outcome.promise).toBe("cut");
  const { receivedBytes } = await test.store.stagingState(key);
  expect(receivedBytes).toBeGreaterThan(MEBIBYTE);
  expect(receivedBytes).toBeLessThanOrEqual(3 * MEBIBYTE);
});

function openRequest() {
  const { port } = server.address() as AddressInfo;
  const upload = request({ port, host: "127.0.0.1", method: "PUT" });
  // The server may close a connection whose body it does not want to the end.
  upload.on("error", () => undefined);
  return upload;
}
