import { randomBytes } from "node:crypto";
import { readdir } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, it } from "vitest";
import { cuttingProxy } from "./cutting-proxy.ts";
import { runGallery } from "./gallery.ts";
import { aRepo, call, commitFiles, gitClient } from "./git-client.ts";

const proxy = await cuttingProxy();
const gallery = await runGallery({ GALLERY_URL: proxy.url });
proxy.leadTo((gallery.gallery.app.server.address() as AddressInfo).port);
const alice = await gallery.person("alice");
const mine = gitClient({ ...gallery, url: proxy.url }, alice);

/** Text that does not pack well, so that there is something to cut. */
const someText = () => randomBytes(400_000).toString("base64");

it("BEY-1: a push that is cut leaves nothing behind, and goes through when it is made again", async () => {
  const repo = await aRepo(gallery, alice, { name: "cut-push" });
  const clone = await mine.clone(repo);
  const before = await call(gallery, alice, { path: `/api/models/${repo}/refs` });
  const files = Object.fromEntries(Array.from({ length: 8 }, (_, n) => [`${n}.txt`, someText()]));
  const head = await commitFiles(mine, clone, files);
  const { db } = gallery.gallery.ctx;
  const countObjects = async () => {
    const rows = await db.selectFrom("git_objects").select("oid").execute();
    return rows.length;
  };
  const objects = await countObjects();
  const cut = proxy.cutAfter("up", 1_500_000);
  const broken = await mine.attempt(clone, "push");
  expect([cut.wasCut(), broken.code === 0]).toEqual([true, false]);
  expect(await call(gallery, alice, { path: `/api/models/${repo}/refs` })).toEqual(before);
  expect(await countObjects()).toBe(objects);
  expect(await readdir(join(gallery.gallery.ctx.config.dataFolder, "pushes"))).toEqual([]);
  await mine.git(clone, "push", "--quiet");
  expect(await call(gallery, alice, { path: `/api/models/${repo}` })).toMatchObject({ sha: head });
});

it("BEY-1: a clone that is cut fails, and the server goes on", async () => {
  const repo = await aRepo(gallery, alice, { name: "cut-clone" });
  const clone = await mine.clone(repo);
  await commitFiles(mine, clone, { "a.txt": someText(), "b.txt": someText() });
  await mine.git(clone, "push", "--quiet");
  const cut = proxy.cutAfter("down", 300_000);
  await expect(mine.clone(repo)).rejects.toThrow(/early EOF|transfer closed|disconnect|hung up/);
  expect(cut.wasCut()).toBe(true);
  const whole = await mine.clone(repo);
  expect(await mine.git(whole, "fsck", "--full", "--strict")).not.toMatch(/error|warning/);
});
