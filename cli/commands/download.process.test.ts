import { mkdir, readdir, readFile, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { createClient } from "#sdk/index.ts";
import { aRepository, someBytes } from "#sdk/testing/a-repository.ts";
import { startFaultyProxy } from "#sdk/testing/faulty-proxy.ts";
import { testGallery } from "#server/testing/gallery.ts";
import { aCli } from "../testing/a-cli.ts";
import { aFolder, runCli } from "../testing/run-cli.ts";

vi.setConfig({ testTimeout: 60_000 });

const MB = 1_000_000;
const gallery = await testGallery();
const { name: owner, token } = await gallery.aUserWithToken();
const client = createClient({ baseUrl: gallery.url, token });
const config = JSON.stringify({ hidden_size: 64 });
const weights = someBytes(30 * MB);
const address = await aRepository(client, {
  owner,
  files: {
    "config.json": config,
    "data/part 1.txt": "one",
    "data/deep/名.txt": "two",
    "weights.bin": weights,
  },
});
const id = `${owner}/${address.name}`;
const cacheName = `${owner}--${address.name}`;

function lineOf(label: string, bytes: number): RegExp {
  const rate = "(\\?|[\\d.]+[kMG]?)B/s";
  return new RegExp(
    `^${label}: 100%\\|#{10}\\| ${bytes}/${bytes} \\[\\d\\d:\\d\\d<00:00, ${rate}\\]$`,
  );
}

describe("download of one file", () => {
  it("CLI-4: prints its progress, then its path below cached_dir", async () => {
    const cli = await aCli(gallery.url, token);
    const { code, stdout, stderr } = await cli.run(["download", id, "config.json"]);
    const path = join(cli.cachedDir, cacheName, "config.json");
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${path}\n` });
    expect(stderr.trimEnd()).toMatch(lineOf("Download config.json", config.length));
    expect(await readFile(path, "utf8")).toBe(config);
  });

  it("CLI-4: keeps sub-folders, in the place that --local-dir names", async () => {
    const cli = await aCli(gallery.url, token);
    const args = ["download", id, "data/deep/名.txt", "--local-dir", "here"];
    const { stdout } = await cli.run(args, { cwd: cli.cachedDir });
    expect(stdout).toBe(`${join(cli.cachedDir, "here", "data", "deep", "名.txt")}\n`);
  });

  it("CLI-4: takes another revision", async () => {
    const cli = await aCli(gallery.url, token);
    const body = {
      title: "Change",
      operations: [{ op: "delete" as const, path: "data/part 1.txt" }],
    };
    const params = { kind: address.kind, owner, name: address.name };
    const branch = { name: "old", startingPoint: "main" };
    await client.call("repositories.create-branch", { params, body: branch });
    await client.call("repositories.create-commit", { params, body: { ...body, branch: "old" } });
    const gone = await cli.run(["download", id, "data/part 1.txt", "--revision", "old"]);
    expect(gone.code).toBe(4);
    expect(gone.stderr).toContain(`${id} has no file data/part 1.txt`);
    const there = await cli.run(["download", id, "data/part 1.txt", "--revision", address.commit]);
    expect(there.code).toBe(0);
  });
});

describe("download of several files", () => {
  it("CLI-4: numbers the files and prints the folder once", async () => {
    const cli = await aCli(gallery.url, token);
    const { code, stdout, stderr } = await cli.run(["download", id]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${join(cli.cachedDir, cacheName)}\n` });
    const { fileCount } = await client.call("assets.get-asset", { params: address });
    const lines = stderr.trimEnd().split("\n");
    expect(lines).toHaveLength(fileCount);
    const numbers = lines.map((line) => /^Download (\d+\/\d+) .+: 100%/.exec(line)?.[1]);
    const expected = lines.map((_, index) => `${index + 1}/${fileCount}`);
    expect(new Set(numbers)).toEqual(new Set(expected));
    const file = join(cli.cachedDir, cacheName, "weights.bin");
    expect((await readFile(file)).equals(weights)).toBe(true);
  });

  it("CLI-4: takes the files that globs choose", async () => {
    const cli = await aCli(gallery.url, token);
    const args = [
      "download",
      id,
      "--include",
      "data/*",
      "--include",
      "*.json",
      "--exclude",
      "*名*",
    ];
    const { stderr } = await cli.run(args);
    const names = stderr
      .trimEnd()
      .split("\n")
      .map((line) => line.split(/\d\/2 |: /)[1]);
    expect(new Set(names)).toEqual(new Set(["config.json", "data/part 1.txt"]));
    const nothing = await cli.run(["download", id, "--include", "*.onnx"]);
    expect(nothing.code).toBe(4);
    expect(nothing.stderr).toContain("No file of");
  });

  it("CLI-5: the second run downloads nothing, and --json tells so", async () => {
    const cli = await aCli(gallery.url, token);
    await cli.run(["download", id]);
    const again = await cli.json<{ fileCount: number; presentCount: number }>(["download", id]);
    expect(again).toMatchObject({ commit: address.commit, presentCount: again.fileCount });
    const { stderr } = await cli.run(["download", id, "config.json"]);
    expect(stderr).toContain("already here]");
  });
});

describe("what the gallery counts", () => {
  it("CLI-5: the files of one run are one download of the asset", async () => {
    const { name } = await aRepository(client, { owner, files: { "a.txt": "a", "b.txt": "b" } });
    const cli = await aCli(gallery.url, token);
    await cli.run(["download", `${owner}/${name}`]);
    await vi.waitFor(
      async () => {
        const params = { kind: "model" as const, owner, name };
        expect((await client.call("assets.get-asset", { params })).downloads).toBe(1);
      },
      { timeout: 30_000, interval: 200 },
    );
  });
});

describe("which repository is meant", () => {
  it("CLI-4: looks an id up over all kinds", async () => {
    const dataset = await aRepository(client, { owner, kind: "dataset", files: { "a.csv": "1" } });
    const cli = await aCli(gallery.url, token);
    const { code } = await cli.run(["download", `${owner}/${dataset.name}`, "a.csv"]);
    expect(code).toBe(0);
  });

  it("CLI-4: names the kinds that share an id and asks for --repo-type", async () => {
    const { name } = await aRepository(client, { owner, files: { "a.txt": "model" } });
    await aRepository(client, { owner, name, kind: "dataset", files: { "a.txt": "dataset" } });
    const cli = await aCli(gallery.url, token);
    const { code, stderr } = await cli.run(["download", `${owner}/${name}`]);
    expect(code).toBe(2);
    expect(stderr).toContain("model, dataset");
    expect(stderr).toContain("--repo-type");
    const args = ["download", `${owner}/${name}`, "a.txt", "--repo-type", "dataset"];
    const { stdout } = await cli.run(args);
    expect(await readFile(stdout.trim(), "utf8")).toBe("dataset");
  });
});

describe("what goes wrong", () => {
  it("CLI-5: tells errors apart by the exit code, with a hint", async () => {
    const cli = await aCli(gallery.url, token);
    const nobody = await aCli(gallery.url);
    const gone = await startFaultyProxy(gallery.url);
    await gone.close();
    const results = await Promise.all([
      cli.run(["download"]),
      cli.run(["download", "no-slash"]),
      cli.run(["download", id, "--repo-type", "space"]),
      cli.run(["download", id, "missing.txt"]),
      cli.run(["download", `${owner}/missing`]),
      nobody.run(["download", id]),
      cli.run(["download", id], { environment: { GALLERY_TOKEN: "hf_ogWrong" } }),
      cli.run(["download", id], { environment: { GALLERY_ENDPOINT: gone.url } }),
    ]);
    expect(results.map(({ code }) => code)).toEqual([2, 2, 2, 4, 4, 4, 3, 5]);
    for (const { stdout, stderr } of results) {
      expect(stdout).toBe("");
      expect(stderr).toMatch(/^error: .+\n.+/);
    }
    expect(results.at(-1)?.stderr).toContain("ECONNREFUSED");
  });

  it("CLI-5: --json tells an error as JSON", async () => {
    const cli = await aCli(gallery.url, token);
    const { code, stdout, stderr } = await cli.run(["download", `${owner}/missing`, "--json"]);
    expect({ code, stdout }).toEqual({ code: 4, stdout: "" });
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: "not-found", exitCode: 4 } });
  });

  it("CLI-5: wrong bytes have an exit code of their own and are not kept", async () => {
    const proxy = await startFaultyProxy(gallery.url);
    afterAll(() => proxy.close());
    proxy.onReceive = (chunk) => {
      const at = chunk.indexOf("hidden_size");
      const copy = Buffer.from(chunk);
      if (at >= 0) copy.write("HIDDEN", at);
      return copy;
    };
    const cli = await aCli(proxy.url, token);
    const { code, stderr } = await cli.run(["download", id, "config.json"]);
    expect(code).toBe(6);
    expect(stderr).toContain("do not have the hash");
    expect(await readdir(join(cli.cachedDir, cacheName))).toEqual([".gallery-download"]);
  });

  it("CLI-5: Ctrl-C ends with 130 and keeps what has arrived", async () => {
    const proxy = await startFaultyProxy(gallery.url);
    afterAll(() => proxy.close());
    const cli = await aCli(proxy.url, token);
    const interrupted = await cli.run(["download", id, "weights.bin"], {
      whileRunning: (child) => {
        let isInterrupted = false;
        proxy.onReceive = (chunk) => {
          if (proxy.receivedBytes > 12 * MB) isInterrupted ||= child.kill("SIGINT");
          return chunk;
        };
      },
    });
    expect(interrupted.code).toBe(130);
    expect(interrupted.stderr).toContain("Run the same command again");
    proxy.onReceive = undefined;
    proxy.receivedBytes = 0;
    const again = await cli.run(["download", id, "weights.bin"]);
    expect(again.code).toBe(0);
    expect(proxy.receivedBytes).toBeLessThan(weights.length - 2 * MB);
    expect((await readFile(again.stdout.trim())).equals(weights)).toBe(true);
  });

  it("CLI-5: goes on by itself when connections are cut", async () => {
    const proxy = await startFaultyProxy(gallery.url);
    afterAll(() => proxy.close());
    proxy.onReceive = (chunk, before) => (before > 4 * MB ? "cut" : chunk);
    const cli = await aCli(proxy.url, token);
    const { code, stdout } = await cli.run(["download", id, "weights.bin"]);
    expect(code).toBe(0);
    expect((await readFile(stdout.trim())).equals(weights)).toBe(true);
  });

  it("CLI-5: two processes may download one repository at a time", async () => {
    const cli = await aCli(gallery.url, token);
    const both = await Promise.all([cli.run(["download", id]), cli.run(["download", id])]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    const path = join(cli.cachedDir, cacheName, "weights.bin");
    expect((await readFile(path)).equals(weights)).toBe(true);
  });

  it("CLI-5: replaces a file that is older than the repository's", async () => {
    const cli = await aCli(gallery.url, token);
    const folder = await aFolder();
    const path = join(folder, "config.json");
    await mkdir(folder, { recursive: true });
    await writeFile(path, "an older one");
    await utimes(path, 0, 0);
    await cli.run(["download", id, "config.json", "--local-dir", folder]);
    expect((await stat(path)).size).toBe(config.length);
  });

  it("CLI-1: an unknown command or option is a usage error that helps", async () => {
    const command = await runCli(["downlaod", id]);
    expect(command).toMatchObject({ code: 2, stdout: "" });
    expect(command.stderr).toContain("Did you mean download?");
    const option = await runCli(["download", id, "--inclde", "x"]);
    expect(option.code).toBe(2);
    expect(option.stderr).toContain("Did you mean --include?");
  });
});
