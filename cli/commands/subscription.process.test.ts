import { expect, it, vi } from "vitest";
import { createClient } from "#sdk/index.ts";
import { testGallery } from "#server/testing/gallery.ts";
import { aCli } from "../testing/a-cli.ts";

vi.setConfig({ testTimeout: 120_000 });

const gallery = await testGallery();
const publisher = await gallery.aUserWithToken();
const subscriber = await gallery.aUserWithToken();
const client = createClient({ baseUrl: gallery.url, token: publisher.token });
const publishing = await aCli(gallery.url, publisher.token);
const cli = await aCli(gallery.url, subscriber.token);

it("DIS-5, DIS-6: subscribes with consent, lists, cancels and retrieves", async () => {
  const owner = publisher.name;
  const id = `${owner}/owl`;
  const params = { kind: "model" as const, owner, name: "owl" };
  await client.call("assets.create-asset", { body: { kind: "model", owner, name: "owl" } });
  const details = ["--description", "Sorts mail", "--licence", "mit"];
  const task = ["--task", "text-classification", "--accept-agreements"];
  await publishing.run(["publish", id, ...details, ...task]);
  await vi.waitUntil(async () => {
    const { state } = await client.call("assets.get-asset", { params });
    return state === "published";
  }, 60_000);
  const duration = { count: 10, unit: "day" as const };
  await client.call("publishing.set-terms", {
    params,
    body: { duration, channels: null, renews: false },
  });
  const refused = await cli.run(["subscription", "add", id]);
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining("accepted") });
  const added = await cli.run(["subscription", "add", id, "--accept-agreements"]);
  expect(added.stdout).toMatch(/is active: until \d{4}-\d\d-\d\d, 10 days left\n$/);
  const list = () => cli.json<{ state: string; daysLeft: number }[]>(["subscription", "list"]);
  expect(await list()).toMatchObject([{ state: "active", daysLeft: 10 }]);
  const cancelled = await cli.run(["subscription", "cancel", id]);
  expect(cancelled.stdout).toMatch(/is cancelled/);
  await client.call("publishing.unlist-asset", { params });
  const retrieved = await cli.run(["subscription", "retrieve", id.toUpperCase()]);
  expect(retrieved.stdout).toMatch(/is active/);
  const missing = await cli.run(["subscription", "cancel", `${owner}/none`]);
  expect(missing.code).toBe(4);
});
