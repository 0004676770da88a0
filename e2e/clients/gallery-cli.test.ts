import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { aFolder } from "./files-on-disk.ts";
import { runGallery } from "./gallery.ts";

const execute = promisify(execFile);
const ROOT = join(import.meta.dirname, "..", "..");

const gallery = await runGallery();
const alice = await gallery.person("alice");
const weights = randomBytes(20_000_000);

beforeAll(async () => {
  await execute(process.execPath, [join(ROOT, "tools", "build-cli.mjs")]);
});

type Installed = { command: string; home: string };

/** With nothing of a checkout in reach, and only the machine's own programs. */
async function run({ command, home }: Installed, ...args: string[]): Promise<string> {
  const { stdout } = await execute(command, args, {
    cwd: home,
    env: {
      PATH: "/usr/local/bin:/usr/bin:/bin",
      HOME: home,
      GALLERY_ENDPOINT: gallery.url,
      GALLERY_TOKEN: alice.token,
    },
  });
  return stdout.trimEnd();
}

async function expectBytesBack(installed: Installed, name: string): Promise<void> {
  expect(await run(installed, "--version")).toMatch(/^\d+\.\d+\.\d+$/);
  const file = join(installed.home, "weights.bin");
  await writeFile(file, weights);
  await run(installed, "upload", `alice/${name}`, file, "--create");
  const path = await run(installed, "download", `alice/${name}`, "weights.bin");
  expect((await readFile(path)).equals(weights)).toBe(true);
  await expect(run(installed, "admin", "token", "create", "alice")).rejects.toThrow(
    "come with the gallery itself",
  );
}

describe("the command line on a machine without a checkout", () => {
  it("CLI-7: pip installs the wheel with the Node it runs on", async () => {
    const home = await aFolder(gallery.folder);
    const environment = join(home, "environment");
    await execute("python3", ["-m", "venv", environment]);
    const dist = join(ROOT, "cli", "dist");
    const wheel = (await readdir(dist)).find((name) => name.endsWith(".whl")) ?? "";
    const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    await execute(join(environment, "bin", "python"), [...pip, join(dist, wheel)]);
    await expectBytesBack({ command: join(environment, "bin", "gallery-cli"), home }, "by-wheel");
  });

  it("CLI-7: npm installs the package, whatever Node the machine has", async () => {
    const home = await aFolder(gallery.folder);
    const packed = await execute("npm", ["pack", "--json", "--pack-destination", home], {
      cwd: join(ROOT, "cli", "dist", "npm"),
    });
    const [{ filename }] = JSON.parse(packed.stdout) as [{ filename: string }];
    const install = ["install", "--no-audit", "--no-fund", "--loglevel=error", `./${filename}`];
    await execute("npm", install, { cwd: home });
    const command = join(home, "node_modules", ".bin", "gallery-cli");
    await expectBytesBack({ command, home }, "by-npm");
  });
});
