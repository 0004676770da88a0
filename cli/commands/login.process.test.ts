import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { createAccessKey } from "#server/accounts/create-access-key.ts";
import { TEST_PASSWORD } from "#server/testing/accounts.ts";
import { testGallery } from "#server/testing/gallery.ts";
import { aCli } from "../testing/a-cli.ts";

vi.setConfig({ testTimeout: 60_000 });

const gallery = await testGallery();
const { name, token } = await gallery.aUserWithToken();

async function storedIn(cachedDir: string) {
  const [file = ""] = await readdir(join(cachedDir, "token"));
  const path = join(cachedDir, "token", file);
  return { path, text: await readFile(path, "utf8") };
}

describe("login", () => {
  it("CLI-3: keeps the token in a folder for its owner alone, and prints that folder", async () => {
    const cli = await aCli(gallery.url);
    const { code, stdout, stderr } = await cli.run(["login", "--token", token]);
    const folder = join(cli.cachedDir, "token");
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${folder}\n` });
    expect(stderr).toBe(`Signed in to ${gallery.url} as ${name}\n`);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    const { path } = await storedIn(cli.cachedDir);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const who = await cli.run(["whoami"]);
    expect(who.stdout).toBe(`${name}\ngallery: ${gallery.url}\n`);
  });

  it("CLI-3: signs in with a user and password, keeping neither", async () => {
    const cli = await aCli(gallery.url);
    const environment = { iam_user: name, iam_password: TEST_PASSWORD };
    expect((await cli.run(["login"], { environment })).code).toBe(0);
    const { text } = await storedIn(cli.cachedDir);
    expect(text).not.toContain(TEST_PASSWORD);
    expect((await cli.json<{ name: string }>(["whoami"])).name).toBe(name);
  });

  it("CLI-3: signs in with a key pair and renews its token of an hour", async () => {
    const cli = await aCli(gallery.url);
    const acting = await gallery.actingAs(name);
    const pair = await createAccessKey(acting, { name: "cli", scope: "write" });
    const environment = { iam_ak: pair.accessKey, iam_sk: pair.secretKey };
    await cli.run(["login"], { environment });
    const first = await storedIn(cli.cachedDir);
    const old = { ...JSON.parse(first.text), expiresAt: "2020-01-01T00:00:00.000Z" };
    await writeFile(first.path, JSON.stringify({ ...old, token: "hf_ogExpired" }));
    expect((await cli.run(["whoami"])).code).toBe(3);
    expect((await cli.run(["whoami"], { environment })).code).toBe(0);
    const { text } = await storedIn(cli.cachedDir);
    expect(Date.parse(JSON.parse(text).expiresAt)).toBeGreaterThan(Date.now());
  });

  it("CLI-3: encrypts the stored token where a function is configured", async () => {
    const cli = await aCli(gallery.url);
    await writeFile(
      join(cli.cachedDir, "crypto.mjs"),
      "export const encrypt = (plain) => Buffer.from(plain).toString('base64');\n" +
        "export const decrypt = (cipher) => Buffer.from(cipher, 'base64').toString();\n",
    );
    const file = join(cli.cachedDir, "config.env");
    const functions =
      "sdk_encrypt_implementation_func=./crypto.mjs:encrypt\n" +
      "sdk_decrypt_implementation_func=./crypto.mjs:decrypt\n";
    await writeFile(file, functions, { mode: 0o600 });
    const environment = { SDK_CONFIG_PATH: file };
    await cli.run(["login", "--token", token], { environment });
    const { text } = await storedIn(cli.cachedDir);
    expect(text).toContain("{Crypto}");
    expect(text).not.toContain(token);
    expect((await cli.run(["whoami"], { environment })).code).toBe(0);
    expect((await cli.run(["whoami"])).stderr).toContain("no function to decrypt");
  });

  it("CLI-3: refuses wrong credentials, and keeps nothing", async () => {
    const cli = await aCli(gallery.url);
    const results = await Promise.all([
      cli.run(["login", "--token", "hf_ogWrong"]),
      cli.run(["login", "--iam-user", name, "--iam-password", "wrong password"]),
      cli.run(["login", "--access-key", "AK", "--secret-key", "SK"]),
      cli.run(["login"]),
      cli.run(["login", "--token", token, "--account", "somebody-else"]),
    ]);
    expect(results.map(({ code }) => code)).toEqual([3, 3, 3, 2, 2]);
    expect(await readdir(cli.cachedDir)).toEqual([]);
  });

  it("CLI-3: one gallery never sees the token of another", async () => {
    const cli = await aCli(gallery.url);
    await cli.run(["login", "--token", token]);
    const environment = { GALLERY_ENDPOINT: gallery.url.replace("127.0.0.1", "localhost") };
    const other = await cli.run(["whoami"], { environment });
    expect(other.code).toBe(3);
    expect(other.stderr).toContain("You are not signed in to http://localhost");
  });
});

describe("logout", () => {
  it("CLI-3: removes the folder and says so, also a second time", async () => {
    const cli = await aCli(gallery.url);
    await cli.run(["login", "--token", token]);
    for (const _ of [1, 2]) {
      const { code, stdout } = await cli.run(["logout"]);
      expect({ code, stdout }).toEqual({ code: 0, stdout: "Logout successful!\n" });
    }
    expect(await readdir(cli.cachedDir)).toEqual([]);
  });
});
