import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { UsageError } from "../exit-codes.ts";
import { aFolder } from "../testing/run-cli.ts";
import { type ConfigurationSources, readConfiguration } from "./read-configuration.ts";

const folder = await aFolder();
let files = 0;

async function configFile(text: string, mode = 0o600): Promise<string> {
  files += 1;
  const path = join(folder, `config-${files}.env`);
  await writeFile(path, text);
  await chmod(path, mode);
  return path;
}

function read(sources: Partial<ConfigurationSources>) {
  return readConfiguration({ environment: {}, flags: {}, ...sources });
}

function refusal(sources: Partial<ConfigurationSources>): string {
  try {
    read(sources);
    return "taken";
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

const guideFile = `
# as users of the guides have it
iam_url=https://iam.example.org
iam_project=cn-north-1
iam_timeout=7
iam_domain=org-1
iam_ak=AK
iam_sk="SK # with a hash"
repo_url=https://gallery.example.org/
cached_dir=/data/cache
`;

describe("readConfiguration", () => {
  it("CLI-2: reads every key of the guides from the file that SDK_CONFIG_PATH names", async () => {
    const SDK_CONFIG_PATH = await configFile(guideFile);
    const configuration = read({ environment: { SDK_CONFIG_PATH } });
    expect(configuration).toMatchObject({
      endpoint: "https://gallery.example.org",
      signInUrl: "https://iam.example.org",
      timeoutMs: 7000,
      account: "org-1",
      cachedDir: "/data/cache",
      warnings: [],
    });
    expect(await configuration.readSecret("accessKey")).toBe("AK");
    expect(await configuration.readSecret("secretKey")).toBe("SK # with a hash");
  });

  it("CLI-2: the environment goes before the file, and flags before both", async () => {
    const SDK_CONFIG_PATH = await configFile("repo_url=http://file\niam_timeout=1\ntoken=file");
    const environment = { SDK_CONFIG_PATH, GALLERY_ENDPOINT: "http://env", iam_timeout: "2" };
    expect(read({ environment })).toMatchObject({ endpoint: "http://env", timeoutMs: 2000 });
    const flags = { endpoint: "http://flag" };
    expect(read({ environment, flags })).toMatchObject({
      endpoint: "http://flag",
      timeoutMs: 2000,
    });
    expect(await read({ environment, flags: { token: "flag" } }).readSecret("token")).toBe("flag");
  });

  it("CLI-2: knows the guides' names in capitals and in the environment, and our own", async () => {
    expect(read({ environment: { IAM_URL: "http://a" } }).signInUrl).toBe("http://a");
    expect(read({ environment: { repo_url: "http://b" } }).endpoint).toBe("http://b");
    expect(read({ environment: { REPO_URL: "http://c" } }).endpoint).toBe("http://127.0.0.1:7860");
    expect(read({ environment: { token: "other program's" } }).secrets.size).toBe(0);
    const file = await configFile("endpoint=http://d\ntimeout=3");
    expect(read({ file })).toMatchObject({ endpoint: "http://d", timeoutMs: 3000 });
  });

  it("CLI-2: has defaults for everything", () => {
    const environment = { XDG_CACHE_HOME: "/caches" };
    expect(read({ environment })).toMatchObject({
      endpoint: "http://127.0.0.1:7860",
      signInUrl: "http://127.0.0.1:7860",
      timeoutMs: 5000,
      cachedDir: "/caches/gallery",
    });
  });

  it("CLI-2: refuses two kinds of credentials in one place, and half a pair", async () => {
    const both = await configFile("iam_user=ann\niam_password=p\niam_ak=a\niam_sk=s");
    expect(refusal({ file: both })).toContain("Both a user with a password and a key pair");
    expect(refusal({ flags: { accessKey: "a" } })).toContain("iam_sk is not set");
  });

  it("CLI-2: credentials of a higher place replace those of another kind below", async () => {
    const file = await configFile("iam_user=ann\niam_password=p");
    const keys = { iam_ak: "a", iam_sk: "s" };
    const configuration = read({ file, environment: keys });
    expect([...configuration.secrets].toSorted()).toEqual(["accessKey", "secretKey"]);
    const password = read({ file, environment: { iam_password: "from the environment" } });
    expect(password.user).toBe("ann");
    expect(await password.readSecret("password")).toBe("from the environment");
  });

  it.each([
    ["iam_timeout=0", "more than 0"],
    ["iam_timeout=soon", "more than 0"],
    ["iam_timeout=4000", "at most 3600"],
    ["repo_url=gallery.example.org", "must be an address"],
    ["repo_url=file:///etc", "must be an address"],
    ["repo_url=http://a\nendpoint=http://b", "differ"],
    ["sdk_decrypt_implementation_func=decrypt", "module:function"],
    ["sdk_decrypt_implementation_func=missing.mjs:decrypt", "does not exist"],
  ])("CLI-2: refuses %j, naming what is wrong", async (text, reason) => {
    expect(refusal({ file: await configFile(text) })).toContain(reason);
  });

  it("CLI-2: says when the named file is not there, and finds config.env in a folder", async () => {
    expect(refusal({ file: join(folder, "missing.env") })).toContain("cannot be read");
    await mkdir(join(folder, "home"));
    await writeFile(join(folder, "home", "config.env"), "endpoint=http://in-folder");
    expect(read({ file: join(folder, "home") }).endpoint).toBe("http://in-folder");
  });

  it("CLI-2: warns of a plain secret that everybody can read, and of unknown keys", async () => {
    const open = await configFile("iam_user=ann\niam_password=plain", 0o644);
    expect(read({ file: open }).warnings).toEqual([expect.stringContaining("chmod 600")]);
    const closed = await configFile("iam_user=ann\niam_password=plain", 0o640);
    expect(read({ file: closed }).warnings).toEqual([]);
    const sealed = await configFile("iam_ak={Crypto}a\niam_sk={Crypto}b", 0o644);
    expect(read({ file: sealed }).warnings).toEqual([]);
    const typo = await configFile("iam_passwort=x");
    expect(read({ file: typo }).warnings).toEqual([expect.stringContaining("iam_passwort")]);
  });

  it("CLI-2: decrypts {Crypto} values through the configured function beside the file", async () => {
    await writeFile(
      join(folder, "crypto.mjs"),
      "export async function decrypt(cipher) { return Buffer.from(cipher, 'base64').toString(); }\n" +
        "export const broken = () => undefined;\n",
    );
    const secret = `{Crypto}${Buffer.from("the secret key").toString("base64")}`;
    const keys = `iam_ak=AK\niam_sk=${secret}\n`;
    const functionOf = (name: string) => `sdk_decrypt_implementation_func=crypto.mjs:${name}\n`;
    const file = await configFile(keys + functionOf("decrypt"));
    expect(await read({ file }).readSecret("secretKey")).toBe("the secret key");
    const without = read({ file: await configFile(keys) });
    await expect(without.readSecret("secretKey")).rejects.toThrow("no function to decrypt");
    const missing = read({ file: await configFile(keys + functionOf("missing")) });
    await expect(missing.readSecret("secretKey")).rejects.toThrow("exports no function missing");
    const broken = read({ file: await configFile(keys + functionOf("broken")) });
    await expect(broken.readSecret("secretKey")).rejects.toThrow("must give a text");
  });

  it("CLI-2: encryption goes with the key pair only", async () => {
    const sealed = await configFile("iam_user=ann\niam_password={Crypto}x");
    expect(refusal({ file: sealed })).toContain("key pair only");
    const configured = await configFile(
      "iam_user=ann\niam_password=x\nsdk_encrypt_implementation_func=crypto.mjs:decrypt",
    );
    expect(refusal({ file: configured })).toContain("key pair only");
  });
});
