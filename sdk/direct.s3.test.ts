import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { isProblem } from "#contract/problems.ts";
import { s3EnvironmentOf } from "#server/platform/storage/testing/s3-environment.ts";
import { startS3Proxy } from "#server/platform/storage/testing/s3-proxy.ts";
import { requireTestS3 } from "#server/platform/storage/testing/test-s3-settings.ts";
import { testGallery } from "#server/testing/gallery.ts";
import { createClient } from "./client.ts";
import { downloadFile, openFileSource, directByNode } from "./node/index.ts";
import { readContent } from "./read-content.ts";
import { aRepository, commitFiles, sha256Of, someBytes } from "./testing/a-repository.ts";
import { startFaultyProxy } from "./testing/faulty-proxy.ts";
import { uploadFile } from "./upload-file.ts";

const MB = 1_000_000;
const retry = { firstDelayMs: 5 };

const settings = requireTestS3();
// Clients reach the bucket by another way than the server: one that a test can break.
const storage = await startS3Proxy(settings.endpoint ?? "");
const gallery = await testGallery({
  ...s3EnvironmentOf(settings),
  S3_PUBLIC_ENDPOINT: storage.url,
});
const { name: owner, token } = await gallery.aUserWithToken();
/** Counts what passes through the gallery. */
const proxy = await startFaultyProxy(gallery.url);
const client = createClient({ baseUrl: proxy.url, token });

function aSource(bytes: Buffer): Blob {
  return new Blob([new Uint8Array(bytes)]);
}

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "gallery-direct-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

async function read(address: Awaited<ReturnType<typeof aRepository>>, path: string) {
  const content = readContent({ client, address, revision: "main", path, isDownload: true, retry });
  return Buffer.concat(await Array.fromAsync(content));
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    (error: unknown) => (isProblem(error) ? error.code : String(error)),
  );

describe("PLT-10: bytes go straight between a client and the bucket", () => {
  it.each([
    ["of one part, bound to its hash", MB, true],
    ["of one part, without a hash", MB, false],
    ["of several parts", 20 * MB, true],
    ["of no byte", 0, true],
  ])("an upload %s", async (_case, size, isHashed) => {
    const address = await aRepository(client, { owner });
    const bytes = someBytes(size);
    const before = proxy.sentBytes;
    const sha256 = isHashed ? sha256Of(bytes) : undefined;
    const file = { client, address, path: "a.bin", source: aSource(bytes), sha256 };
    const uploaded = await uploadFile(file);
    expect(uploaded).toMatchObject({ sha256: sha256Of(bytes), sizeBytes: size });
    expect(proxy.sentBytes - before, "through the gallery").toBeLessThan(20_000);
    const { uploadId } = uploaded;
    const operations = [{ op: "put" as const, path: "a.bin", uploadId }];
    const body = { title: "t", operations };
    await client.call("repositories.create-commit", { params: address, body });
    expect((await read(address, "a.bin")).equals(bytes)).toBe(true);
  });

  it("an upload from a file, as streams of known length", async () => {
    const address = await aRepository(client, { owner });
    const path = join(await aFolder(), "weights.bin");
    const bytes = someBytes(20 * MB);
    await writeFile(path, bytes);
    const before = proxy.sentBytes;
    let sentBytes = 0;
    const uploaded = await uploadFile({
      client,
      address,
      path: "weights.bin",
      source: await openFileSource(path),
      direct: directByNode,
      onProgress(event) {
        if (event.type === "sent") ({ sentBytes } = event);
      },
    });
    expect(uploaded.sha256).toBe(sha256Of(bytes));
    expect(sentBytes).toBe(bytes.length);
    expect(proxy.sentBytes - before).toBeLessThan(20_000);
  });

  it("a download of many bytes, whole and resumed, but not of few", async () => {
    const bytes = someBytes(20 * MB);
    const address = await aRepository(client, { owner, files: { "a.bin": bytes } });
    const before = proxy.receivedBytes;
    expect((await read(address, "a.bin")).equals(bytes)).toBe(true);
    let cuts = 0;
    storage.fault = ({ method }) =>
      method === "GET" && cuts++ < 2 ? { cutAnswerAfter: 5 * MB } : undefined;
    expect((await read(address, "a.bin")).equals(bytes), "resumed").toBe(true);
    storage.fault = () => undefined;
    expect(cuts).toBeGreaterThanOrEqual(2);
    const root = await aFolder();
    const { kind, name, commit } = address;
    await downloadFile({
      client,
      address: { kind, owner, name },
      commit,
      root,
      file: { path: "a.bin", sizeBytes: bytes.length, sha256: sha256Of(bytes), oid: "" },
    });
    expect((await readFile(join(root, "a.bin"))).equals(bytes)).toBe(true);
    // The last piece of a download in pieces may be small enough to come from the gallery.
    expect(proxy.receivedBytes - before).toBeLessThan(5 * MB);
  });
});

describe("PLT-10: the straight way is broken", () => {
  it.each([
    ["refuses", { answer: 403, code: "AccessDenied" } as const],
    ["cuts", { cutRequestAfter: 100_000 } as const],
  ])("and %s: the parts go through the gallery", async (_case, fault) => {
    const address = await aRepository(client, { owner });
    const bytes = someBytes(20 * MB);
    storage.fault = ({ method }) => (method === "PUT" ? fault : undefined);
    const before = proxy.sentBytes;
    for (const more of [{}, { direct: directByNode }]) {
      const file = { client, address, path: "x", source: aSource(bytes), retry, ...more };
      expect((await uploadFile(file)).sha256).toBe(sha256Of(bytes));
    }
    storage.fault = () => undefined;
    expect(proxy.sentBytes - before).toBeGreaterThan(40 * MB);
  });

  it("for a moment: the part is sent again, there", async () => {
    const address = await aRepository(client, { owner });
    const bytes = someBytes(20 * MB);
    let met = 0;
    storage.fault = ({ method }) =>
      method === "PUT" && met++ === 0 ? { answer: 503, code: "SlowDown" } : undefined;
    const before = proxy.sentBytes;
    const file = { client, address, path: "x", source: aSource(bytes), retry, parallelParts: 1 };
    expect((await uploadFile(file)).sha256).toBe(sha256Of(bytes));
    storage.fault = () => undefined;
    expect(proxy.sentBytes - before).toBeLessThan(20_000);
  });

  it("REP-13: and changes bytes: they are refused there, and sent again", async () => {
    const address = await aRepository(client, { owner });
    const bytes = someBytes(20 * MB);
    let met = 0;
    storage.fault = ({ method }) =>
      method === "PUT" && met++ === 0 ? { damageRequest: true } : undefined;
    const file = { client, address, path: "x", source: aSource(bytes), retry, parallelParts: 1 };
    expect((await uploadFile(file)).sha256).toBe(sha256Of(bytes));
    storage.fault = () => undefined;
    expect(met).toBeGreaterThan(3);
  });
});

/** What browsers say of a link that is followed, and of what a page fetches. */
const FOLLOWED = { "sec-fetch-site": "same-origin", "sec-fetch-mode": "navigate" };
const FETCHED = { "sec-fetch-site": "same-origin", "sec-fetch-mode": "cors" };

describe("PLT-10: an answer with bytes", () => {
  const bytes = randomBytes(9 * MB);
  const page = Buffer.from(`<script>1</script>${"x".repeat(10 * MB)}`);
  let target: Awaited<ReturnType<typeof aRepository>>;

  beforeAll(async () => {
    target = await aRepository(client, { owner, files: { "a.bin": bytes, "page.html": page } });
  });

  const ask = async (path: string, headers: Record<string, string> = {}) => {
    const { name } = target;
    const url = `${gallery.url}${path.replace("REPOSITORY", `${owner}/${name}`)}`;
    // What browsers say of a request, fetch would say in its own way.
    const sent = request(url, { headers: { authorization: `Bearer ${token}`, ...headers } }).end();
    const [answer] = (await once(sent, "response")) as [IncomingMessage];
    answer.destroy();
    return {
      status: answer.statusCode,
      headers: new Headers(answer.headers as Record<string, string>),
    };
  };
  const content = "/api/v1/repositories/model/REPOSITORY/content/main/a.bin";
  const etag = `"${createHash("sha256").update(bytes).digest("hex")}"`;

  it.each<[string, string, Record<string, string>]>([
    ["a download", `${content}?download=true`, {}],
    ["a link that a browser follows", `${content}?download=true`, FOLLOWED],
    ["a large range of it", `${content}?download=true`, { range: "bytes=100-" }],
    ["a hub client", "/REPOSITORY/resolve/main/a.bin", {}],
  ])("is at the bucket for %s", async (_case, path, headers) => {
    const response = await ask(path, headers);
    expect([response.status, response.headers.get("cache-control")]).toEqual([
      302,
      "private, no-store",
    ]);
    const { range } = headers;
    const stored = await fetch(response.headers.get("location") ?? "", {
      headers: range === undefined ? {} : { range },
    });
    const received = Buffer.from(await stored.arrayBuffer());
    expect(received.equals(range === undefined ? bytes : bytes.subarray(100))).toBe(true);
  });

  it.each<[string, string, Record<string, string>]>([
    ["what a page shows", content, {}],
    ["what a page fetches", `${content}?download=true`, FETCHED],
    ["what a browser opens", "/REPOSITORY/resolve/main/a.bin", FOLLOWED],
    [
      "what it opens without https",
      "/REPOSITORY/resolve/main/a.bin",
      { "user-agent": "Mozilla/5.0" },
    ],
    ["a small range", `${content}?download=true`, { range: "bytes=0-99" }],
    ["a resumption by our entity tag", `${content}?download=true`, { "if-range": etag }],
    ["a condition", `${content}?download=true`, { "if-none-match": '"other"' }],
  ])("comes from the gallery for %s", async (_case, path, headers) => {
    const response = await ask(path, headers);
    expect([200, 206]).toContain(response.status);
    expect(response.headers.get("content-security-policy")).toContain("sandbox");
  });

  it("is always an attachment at the bucket, whatever it is", async () => {
    const response = await ask("/REPOSITORY/resolve/main/page.html");
    expect(response.status).toBe(302);
    const { headers } = await fetch(response.headers.get("location") ?? "");
    expect(headers.get("content-disposition")).toMatch(/^attachment; .*page\.html/);
    expect(headers.get("content-type")).toBe("text/plain; charset=utf-8");
  });

  it("asks nobody for what is unchanged, and says where a range ends", async () => {
    const unchanged = await ask(`${content}?download=true`, { "if-none-match": etag });
    expect(unchanged.status).toBe(304);
    const beyond = await ask(`${content}?download=true`, { range: "bytes=99999999-" });
    expect(beyond.status).toBe(416);
  });
});

it("PLT-10: an upload is addressed by its owner alone, and only in whole parts", async () => {
  const address = await aRepository(client, { owner });
  const body = { path: "x", sizeBytes: 20 * MB };
  const upload = await client.call("repositories.open-upload", { params: address, body });
  const { partSizeBytes } = upload;
  const params = { ...address, upload: upload.id };
  const asked = (ranges: { start: number; end: number }[], by = client) => {
    const parts = ranges.map((range) => ({ ...range, crc32: "AAAAAA==" }));
    const input = { params, body: { parts } };
    return codeOf(by.call("repositories.address-upload-parts", input));
  };
  expect(await asked([{ start: 0, end: partSizeBytes }])).toBe("ok");
  expect(await asked([{ start: 1, end: partSizeBytes }])).toBe("validation-failed");
  expect(await asked([])).toBe("validation-failed");
  const stranger = await gallery.aUserWithToken();
  const theirs = createClient({ baseUrl: gallery.url, token: stranger.token });
  expect(await asked([{ start: 0, end: partSizeBytes }], theirs)).toBe("not-found");
  await client.call("repositories.cancel-upload", { params });
  expect(await asked([{ start: 0, end: partSizeBytes }])).toBe("upload-not-open");
});

it("PLT-10: where the way is closed, bytes go through the gallery", async () => {
  const closed = await testGallery({ ...s3EnvironmentOf(requireTestS3()), S3_DIRECT: "false" });
  const someone = await closed.aUserWithToken();
  const closedClient = createClient({ baseUrl: closed.url, token: someone.token });
  const address = await aRepository(closedClient, { owner: someone.name });
  const body = { path: "x", sizeBytes: 20 * MB };
  const upload = await closedClient.call("repositories.open-upload", { params: address, body });
  expect(upload.isDirect).toBe(false);
  const params = { ...address, upload: upload.id };
  const parts = [{ start: 0, end: upload.partSizeBytes, crc32: "AAAAAA==" }];
  const asked = closedClient.call("repositories.address-upload-parts", {
    params,
    body: { parts },
  });
  await expect(asked).rejects.toSatisfy((error) => isProblem(error, "upload-not-open"));
  const bytes = someBytes(9 * MB);
  await commitFiles(closedClient, address, { "a.bin": bytes });
  const response = await fetch(`${closed.url}/${someone.name}/${address.name}/resolve/main/a.bin`, {
    redirect: "manual",
    headers: { authorization: `Bearer ${someone.token}` },
  });
  expect(response.status).toBe(200);
  expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
});
