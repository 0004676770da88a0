import { randomBytes, randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { commitFiles, gitClient } from "../clients/git-client.ts";
import { aFolder } from "../clients/files-on-disk.ts";
import { personOf, signUp } from "./person.ts";
import { aDataFolder, startServer } from "./server-process.ts";

const ROUNDS = 4;
const delays = Array.from({ length: ROUNDS }, () => randomInt(20, 1200));
const dataFolder = await aDataFolder();

it(`REP-3: kill -9 in the middle of a push keeps all of it or nothing (after ${delays.join(", ")} ms)`, async () => {
  let server = await startServer({ dataFolder });
  const person = await signUp(server.url, "alice");
  const { fullName } = await person.model("pushed");
  const parent = await aDataFolder();
  const client = () => gitClient({ url: server.url, folder: parent }, personOf(server.url, person));
  const clone = await client().clone(fullName);
  let acknowledged = (await client().git(clone, "rev-parse", "HEAD")).trim();
  for (const [round, delay] of delays.entries()) {
    const files = Object.fromEntries(
      Array.from({ length: 60 }, (_, n) => [
        `${round}/${n}.txt`,
        randomBytes(n % 2 === 0 ? 500 : 40_000).toString("base64"),
      ]),
    );
    const head = await commitFiles(client(), clone, files);
    const push = client().attempt(clone, "push", client().urlOf(fullName), "HEAD:main");
    await sleep(delay);
    await server.kill({ withDatabase: round % 2 === 0 });
    const { code } = await push;
    server = await startServer({ dataFolder });
    const listed = await client().git(clone, "ls-remote", client().urlOf(fullName));
    const found = /^([0-9a-f]{40})\trefs\/heads\/main$/m.exec(listed)?.[1] ?? "";
    if (code === 0) acknowledged = head;
    expect([acknowledged, head]).toContain(found);
    acknowledged = found;
    const again = await aFolder(parent);
    await client().git(again, "clone", "--quiet", "--bare", client().urlOf(fullName), "all.git");
    const checked = await client().git(`${again}/all.git`, "fsck", "--full", "--strict");
    expect(checked).not.toMatch(/error|missing/);
  }
  const head = await commitFiles(client(), clone, { last: "1" });
  await client().git(clone, "push", "--quiet", client().urlOf(fullName), "HEAD:main");
  const listed = await client().git(clone, "ls-remote", client().urlOf(fullName));
  expect(listed).toContain(head);
  await server.stop();
});
