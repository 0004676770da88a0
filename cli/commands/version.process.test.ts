import { readFile } from "node:fs/promises";
import { expect, it, vi } from "vitest";
import { createClient } from "#sdk/index.ts";
import { testGallery } from "#server/testing/gallery.ts";
import { aCli } from "../testing/a-cli.ts";

vi.setConfig({ testTimeout: 120_000 });

const gallery = await testGallery();
const { name: owner, token } = await gallery.aUserWithToken();
const client = createClient({ baseUrl: gallery.url, token });
const cli = await aCli(gallery.url, token);

it("PUB-5: adds and lists versions, takes them offline and downloads one by its number", async () => {
  await client.call("assets.create-asset", { body: { kind: "model", owner, name: "owl" } });
  const params = { kind: "model" as const, owner, name: "owl" };
  const operations = [{ op: "put" as const, path: "a.txt", text: "first" }];
  await client.call("repositories.create-commit", { params, body: { title: "Files", operations } });
  const early = await cli.run(["version", "add", `${owner}/owl`, "1.0.0"]);
  expect(early).toMatchObject({ code: 1, stderr: expect.stringContaining("draft") });
  const details = ["--description", "Sorts mail", "--licence", "mit"];
  const task = ["--task", "text-classification", "--accept-agreements"];
  await cli.run(["publish", `${owner}/owl`, ...details, ...task]);
  await vi.waitUntil(async () => {
    const { state } = await client.call("assets.get-asset", { params });
    return state === "published";
  }, 60_000);
  const added = await cli.run(["version", "add", `${owner}/owl`, "1.0.0", "--description", "New"]);
  expect(added.stdout).toMatch(/^1\.0\.0 is publishing \([0-9a-f]{8}\)\n$/);
  const wrong = await cli.run(["version", "add", `${owner}/owl`, "1.0"]);
  expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining("leading zeros") });
  const again = await cli.run(["version", "add", `${owner}/owl`, "1.0.0"]);
  expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining("exists already") });
  await cli.run(["version", "add", `${owner}/owl`, "1.10.0", "--revision", "main"]);
  const list = () =>
    cli.json<{ number: string; status: string }[]>(["version", "list", `${owner}/owl`]);
  await vi.waitUntil(
    async () => (await list()).every(({ status }) => status === "available"),
    60_000,
  );
  expect((await list()).map(({ number }) => number)).toEqual(["1.10.0", "1.0.0"]);
  const offline = await cli.run(["version", "offline", `${owner}/owl`, "1.10.0"]);
  expect(offline.stdout).toMatch(/^1\.10\.0 is offline/);
  const last = await cli.run(["version", "offline", `${owner}/owl`, "1.0.0"]);
  expect(last).toMatchObject({ code: 1, stderr: expect.stringContaining("only version") });
  const online = await cli.run(["version", "online", `${owner}/owl`, "1.10.0"]);
  expect(online.stdout).toMatch(/^1\.10\.0 is available/);
  const revision = ["--revision", "1.0.0"];
  const got = await cli.run(["download", `${owner}/owl`, "a.txt", ...revision]);
  expect(await readFile(got.stdout.trim(), "utf8")).toBe("first");
  const missing = await cli.run(["version", "offline", `${owner}/owl`, "9.9.9"]);
  expect(missing.code).toBe(4);
});
