import { afterAll, expect, it, vi } from "vitest";
import { readConfig } from "#server/config.ts";
import { startGallery } from "#server/start-gallery.ts";
import { aFolder, runCli } from "../testing/run-cli.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const dataFolder = await aFolder();
const admin = (args: readonly string[]) =>
  runCli(["admin", ...args, "--data", dataFolder], { input: "" });
const ann = ["user", "create", "ann", "--email", "ann@example.org", "--password", "long enough"];
await admin(ann);
const settings = { GALLERY_DATA: dataFolder, GALLERY_PORT: "0", GALLERY_LOG_LEVEL: "silent" };
const gallery = await startGallery(readConfig(settings), { webFolder: null });
afterAll(() => gallery.stop());

it("REP-4: an operator sets and lifts a quota, and sees who stores how much", async () => {
  expect((await admin(["quota", "set", "ann", "1.5GB"])).stdout).toBe("ann may store 1.50GB\n");
  expect((await admin(["quota", "list"])).stdout).toMatch(/0B {2}ann \(of 1\.50GB\)\n$/);
  expect((await admin(["quota", "set", "ann", "none"])).stdout).toBe(
    "ann may store without limit\n",
  );
  expect(await admin(["quota", "set", "ann", "much"])).toMatchObject({ code: 2 });
  expect(await admin(["quota", "set", "nobody-at-all", "default"])).toMatchObject({ code: 4 });
});

it("REP-12: an operator has everything added up anew", async () => {
  const { code, stdout } = await admin(["quota", "check"]);
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout:
      "1 owners checked, figures of 0 differed, of them 0 repositories; 0 contents were misnoted\n",
  });
});
