import { afterAll, describe, expect, it, vi } from "vitest";
import { createClient } from "#sdk/index.ts";
import { readConfig } from "#server/config.ts";
import { startGallery } from "#server/start-gallery.ts";
import { aFolder, runCli } from "../testing/run-cli.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const password = "correct horse battery";
const dataFolder = await aFolder();

function admin(args: readonly string[], input = "") {
  return runCli(["admin", ...args, "--data", dataFolder], { input });
}

const ann = ["user", "create", "ann", "--email", "ann@example.org"];
const first = await admin([...ann, "--password", password, "--verified"]);
const settings = { GALLERY_DATA: dataFolder, GALLERY_PORT: "0", GALLERY_LOG_LEVEL: "silent" };
const gallery = await startGallery(readConfig(settings), { webFolder: null });
afterAll(() => gallery.stop());

describe("admin", () => {
  it("PLT-10: makes the first account, which administers, before the server ever ran", async () => {
    expect(first).toMatchObject({ code: 0, stdout: "Created the administrator ann\n" });
    const client = createClient({ baseUrl: gallery.url });
    const account = await client.call("accounts.sign-in", { body: { login: "ann", password } });
    expect(account).toMatchObject({ isAdmin: true, emailVerified: true });
  });

  it("PLT-10: makes accounts and tokens beside a running server", async () => {
    const bob = ["user", "create", "bob", "--email", "bob@example.org"];
    expect((await admin(bob, `${password}\n`)).stdout).toBe("Created bob\n");
    const token = await admin(["token", "create", "bob", "--scope", "write"]);
    expect(token.stdout).toMatch(/^hf_og\w+\n$/);
    const client = createClient({ baseUrl: gallery.url, token: token.stdout.trim() });
    const { account } = await client.call("accounts.get-session");
    expect(account).toMatchObject({ name: "bob", isAdmin: false, emailVerified: false });
  });

  it("PLT-10: changes passwords and administrators, but never leaves a gallery without one", async () => {
    const carl = ["user", "create", "carl", "--email", "carl@example.org", "--admin"];
    await admin([...carl, "--password", password]);
    expect((await admin(["user", "set-admin", "carl", "--revoke"])).code).toBe(0);
    const last = await admin(["user", "set-admin", "ann", "--revoke"]);
    expect(last.code).toBe(1);
    expect(last.stderr).toContain("administrator");
    const change = ["user", "set-password", "carl", "--password", "another good one"];
    expect((await admin(change)).stdout).toBe("carl has a new password\n");
    const body = { login: "carl", password: "another good one" };
    const client = createClient({ baseUrl: gallery.url });
    expect((await client.call("accounts.sign-in", { body })).isAdmin).toBe(false);
  });

  it("PLT-10: says what is wrong with the input, by field", async () => {
    const flags = ["--email", "other@example.org", "--password", password];
    const environment = { GALLERY_DATA: dataFolder, GALLERY_PORT: "many" };
    const results = await Promise.all([
      admin(["user", "create", "x", "--email", "nobody", "--password", "short"]),
      admin(["user", "create", "ann", ...flags]),
      admin(["token", "create", "nobody"]),
      admin(["token", "create", "ann", "--scope", "all"]),
      admin(["user", "create", "dora"]),
      runCli(["admin", "token", "create", "ann"], { environment }),
    ]);
    expect(results.map(({ code }) => code)).toEqual([2, 1, 4, 2, 2, 2]);
    expect(results[0]?.stderr).toMatch(/name: .*email: .*password: /s);
    expect(results[1]?.stderr).toContain("The name ann is taken");
    expect(results[5]?.stderr).toContain("GALLERY_PORT");
  });
});
