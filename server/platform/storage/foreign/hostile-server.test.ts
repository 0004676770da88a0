import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { isProblem } from "#contract/problems.ts";
import { parseHostRules, PUBLIC_ONLY } from "../../network/index.ts";
import { ForeignBucket } from "./foreign-bucket.ts";

const CHUNK = Buffer.alloc(1024 * 1024, " ");

/** A bucket at a server that says what a test wants. */
async function bucketAt(answer: RequestListener): Promise<ForeignBucket> {
  const server = createServer(answer).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const rules = parseHostRules("127.0.0.1") ?? PUBLIC_ONLY;
  const bucket = new ForeignBucket(
    {
      endpoint: `http://127.0.0.1:${port}`,
      region: "us-east-1",
      bucket: "bucket",
      credentials: { accessKeyId: "key", secretAccessKey: "secret" },
      isPathStyle: true,
    },
    rules,
  );
  onTestFinished(() => {
    bucket.close();
    server.closeAllConnections();
    server.close();
  });
  return bucket;
}

async function outcome(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "done";
  } catch (error) {
    return isProblem(error) ? error.code : String(error);
  }
}

it.each([
  [200, "bucket-unreachable"],
  [403, "bucket-refused"],
])("an answer %d without end is not gathered", async (status, code) => {
  let sentBytes = 0;
  const bucket = await bucketAt((_request, reply) => {
    reply.writeHead(status, { "content-type": "application/xml" });
    const more = () => {
      while (!reply.destroyed) {
        sentBytes += CHUNK.length;
        if (!reply.write(CHUNK)) break;
      }
    };
    reply.on("drain", more);
    reply.on("error", () => undefined);
    more();
  });
  expect(await outcome(Array.fromAsync(bucket.list("")))).toBe(code);
  expect(sentBytes).toBeLessThan(200 * CHUNK.length);
});

it("a list of empty pages without end is given up", async () => {
  let pages = 0;
  const bucket = await bucketAt((_request, reply) => {
    pages += 1;
    reply.end(
      `<ListBucketResult><IsTruncated>true</IsTruncated>` +
        `<NextContinuationToken>${pages}</NextContinuationToken></ListBucketResult>`,
    );
  });
  expect(await outcome(Array.fromAsync(bucket.list("")))).toBe("bucket-unreachable");
  expect(pages).toBe(101);
});

it("what is no answer of S3 tells nothing of itself", async () => {
  const bucket = await bucketAt((_request, reply) => {
    reply.writeHead(418, { "content-type": "text/html" });
    reply.end("<html>an inner page with a secret</html>");
  });
  const error = await bucket
    .list("")
    .next()
    .catch((thrown: unknown) => thrown);
  if (!isProblem(error, "bucket-refused")) expect.fail(String(error));
  expect(error.extra).toEqual({ doing: "list objects", reason: "other" });
  expect(error.detail).not.toContain("secret");
});

it("entities of a document are not opened", async () => {
  const bucket = await bucketAt((_request, reply) => {
    const bomb = Array.from({ length: 20 }, (_, at) => `<!ENTITY e${at + 1} "&e${at};&e${at};">`);
    reply.end(
      `<!DOCTYPE x [<!ENTITY e0 "0123456789">${bomb.join("")}]>` +
        `<ListBucketResult><Contents><Key>&e20;</Key></Contents></ListBucketResult>`,
    );
  });
  const listed = await Array.fromAsync(bucket.list("")).catch(() => []);
  // Opened, the one name had ten million characters.
  expect(listed.map(({ name }) => name).join("").length).toBeLessThan(1_000_000);
});
