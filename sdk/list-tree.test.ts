import { expect, it } from "vitest";
import { isProblem } from "#contract/problems.ts";
import { testGallery } from "#server/testing/gallery.ts";
import { createClient } from "./client.ts";
import { findAssets } from "./find-assets.ts";
import { listTree } from "./list-tree.ts";
import { readContent } from "./read-content.ts";
import { resolveRevision } from "./resolve-revision.ts";
import { aRepository, commitFiles, someBytes } from "./testing/a-repository.ts";
import { startFaultyProxy } from "./testing/faulty-proxy.ts";

const gallery = await testGallery();
const { name: owner, token } = await gallery.aUserWithToken();
const client = createClient({ baseUrl: gallery.url, token });

it("SDK-1: lists more files than fit on one page, of one commit", async () => {
  const names = Array.from({ length: 1200 }, (_, index) => `data/${index}.txt`);
  const address = await aRepository(client, {
    owner,
    files: Object.fromEntries(names.map((name) => [name, name])),
  });
  const tree = listTree({ client, address, revision: "main", path: "data", isRecursive: true });
  const paths: string[] = [];
  for await (const { path } of tree) {
    if (paths.length === 0) await commitFiles(client, address, { "data/0.5.txt": "later" });
    paths.push(path);
  }
  expect(paths.toSorted()).toEqual(names.toSorted());
});

it("SDK-1: resolves a branch to the commit it names", async () => {
  const address = await aRepository(client, { owner, files: { "a.txt": "a" } });
  expect(await resolveRevision({ client, address, revision: "main" })).toBe(address.commit);
  await expect(resolveRevision({ client, address, revision: "nowhere" })).rejects.toSatisfy(
    (error) => isProblem(error, "revision-not-found"),
  );
});

it("SDK-1: finds the assets of a name over all kinds", async () => {
  const { name } = await aRepository(client, { owner });
  await aRepository(client, { owner, name, kind: "dataset" });
  const found = await findAssets({ client, owner, name });
  expect(found.map(({ kind }) => kind)).toEqual(["model", "dataset"]);
  expect(await findAssets({ client, owner, name: "missing" })).toEqual([]);
});

it("SDK-1: reads a range of a file through cut connections", async () => {
  const bytes = someBytes(12_000_000);
  const address = await aRepository(client, { owner, files: { "x.bin": bytes } });
  const proxy = await startFaultyProxy(gallery.url);
  proxy.onReceive = (chunk, before) => (before > 2_000_000 ? "cut" : chunk);
  const chunks = await Array.fromAsync(
    readContent({
      client: createClient({ baseUrl: proxy.url, token }),
      address,
      revision: address.commit,
      path: "x.bin",
      start: 1_000_000,
      end: 11_000_000,
      retry: { firstDelayMs: 5 },
    }),
  );
  expect(Buffer.concat(chunks).equals(bytes.subarray(1_000_000, 11_000_000))).toBe(true);
  await proxy.close();
});
