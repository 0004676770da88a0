import { describe, expect, it, vi } from "vitest";
import { createClient } from "#sdk/index.ts";
import { readConfig } from "#server/config.ts";
import { startGallery } from "#server/start-gallery.ts";
import { aFolder, runCli } from "../testing/run-cli.ts";

vi.setConfig({ testTimeout: 60_000 });

const password = "correct horse battery";
const dataFolder = await aFolder();

function admin(args: readonly string[], input = "") {
  return runCli(["admin", ...args, "--data", dataFolder], { input });
}

describe("admin", () => {
  it("PLT-10: makes accounts and tokens before the server first runs, and beside it", async () => {
    const flags = ["--email", "ann@example.org", "--password", password, "--verified"];
    const first = await admin(["user", "create", "ann", ...flags]);
    // The first account administers.
    expect(first).toMatchObject({ code: 0, stdout: "Created the administrator ann\n" });

    const settings = { GALLERY_DATA: dataFolder, GALLERY_PORT: "0", GALLERY_LOG_LEVEL: "silent" };
    const gallery = await startGallery(readConfig(settings), { webFolder: null });
    try {
      const bob = ["user", "create", "bob", "--email", "bob@example.org", "--admin"];
      expect((await admin(bob, `${password}\n`)).stdout).toBe("Created the administrator bob\n");
      const token = await admin(["token", "create", "bob", "--scope", "write"]);
      expect(token.stdout).toMatch(/^hf_og\w+\n$/);
      const client = createClient({ baseUrl: gallery.url, token: token.stdout.trim() });
      const { account } = await client.call("accounts.get-session");
      expect(account).toMatchObject({ name: "bob", isAdmin: true, emailVerified: false });

      expect((await admin(["user", "set-admin", "bob", "--revoke"])).code).toBe(0);
      const last = await admin(["user", "set-admin", "ann", "--revoke"]);
      expect(last.code).toBe(1);
      expect(last.stderr).toContain("administrator");

      const changed = ["user", "set-password", "ann", "--password", "another good one"];
      expect((await admin(changed)).code).toBe(0);
      const signIn = { login: "ann", password: "another good one" };
      const ann = await client.call("accounts.sign-in", { body: signIn });
      expect(ann).toMatchObject({ isAdmin: true, emailVerified: true });
    } finally {
      await gallery.stop();
    }
  });

  it("PLT-10: says what is wrong with the input, by field", async () => {
    const flags = ["--email", "other@example.org", "--password", password];
    const results = [
      await admin(["user", "create", "x", "--email", "nobody", "--password", "short"]),
      await admin(["user", "create", "ann", ...flags]),
      await admin(["token", "create", "nobody"]),
      await admin(["token", "create", "ann", "--scope", "all"]),
      await admin(["user", "create", "carl"]),
      await runCli(["admin", "token", "create", "ann"], {
        environment: { GALLERY_DATA: dataFolder, GALLERY_PORT: "many" },
      }),
    ];
    expect(results.map(({ code }) => code)).toEqual([2, 1, 4, 2, 2, 2]);
    expect(results[0]?.stderr).toMatch(/name: .*email: .*password: /s);
    expect(results[1]?.stderr).toContain("The name ann is taken");
    expect(results[5]?.stderr).toContain("GALLERY_PORT");
  });
});
