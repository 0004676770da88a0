import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Bench, BenchContext, Figure } from "./harness/bench.ts";
import { compare, type Comparison } from "./harness/compare.ts";
import { type BenchGallery, createModel, OWNER, startGallery } from "./harness/gallery.ts";
import { type GitDaemon, startGitDaemon } from "./harness/git-daemon.ts";
import { observeGallery } from "./harness/observe-gallery.ts";
import { cpuSeconds, runCommand } from "./harness/processes.ts";
import { figureOf } from "./harness/report.ts";
import { smallFiles } from "./programs/small-files.ts";

/** Git sends a pack that lies ready; ours is made of rows, checked and written with its index. */
const GOAL = 0.05;
const FILE_BYTES = 500;
const PER_FOLDER = 200;

export const git: Bench = {
  summary: "clone and push of 20,000 files by stock git, beside git's own server",
  measure: measureGit,
};

type Setting = { folder: string; source: string; count: number; rounds: number };
type Sides = { gallery: BenchGallery; daemon: GitDaemon; say: BenchContext["say"] };

async function measureGit({ workplace, isQuick, say }: BenchContext): Promise<Figure> {
  const { folder } = workplace;
  const count = isQuick ? 400 : 20_000;
  const setting = { folder, source: join(folder, "source"), count, rounds: isQuick ? 1 : 5 };
  await makeSource(setting);
  const [gallery, daemon] = [await startGallery(workplace), await startGitDaemon(workplace)];
  const sides = { gallery, daemon, say };
  const push = await comparePushes(sides, setting);
  const clone = await compareClones(sides, setting);
  const wording = {
    ours: "Open Gallery",
    peer: "git daemon",
    unit: "files/s",
    perUnit: "CPU s/1000",
  };
  return figureOf(
    GOAL,
    [
      { comparison: clone, wording: { ...wording, label: `clone of ${count} files` } },
      { comparison: push, wording: { ...wording, label: `push of ${count} files` } },
    ],
    { rate: 1, cpu: 1000 },
  );
}

/** A repository on the disk with one commit of text files, packed as after a clone. */
async function makeSource({ source, count }: Setting): Promise<void> {
  const files = { seed: 1, count, sizeBytes: FILE_BYTES, perFolder: PER_FOLDER };
  const folders = new Set<string>();
  for (const { path, text } of smallFiles(files)) {
    const parent = dirname(join(source, path));
    if (!folders.has(parent)) await mkdir(parent, { recursive: true });
    folders.add(parent);
    await writeFile(join(source, path), text);
  }
  await inSource(source, "init", "--quiet", "--initial-branch=main");
  await inSource(source, "config", "gc.auto", "0");
  await inSource(source, "add", ".");
  const person = ["-c", "user.name=Mara", "-c", "user.email=mara@example.org"];
  await inSource(source, ...person, "commit", "--quiet", "--message", "Add files");
  await inSource(source, "gc", "--quiet");
}

async function comparePushes(
  sides: Sides,
  { source, count, rounds }: Setting,
): Promise<Comparison> {
  let runs = 0;
  const push = (url: string) => seconds("-C", source, "push", "--quiet", "--force", url, "main");
  return compare({
    rounds,
    say: (line) => sides.say(`push, ${line}`),
    async ours() {
      const { name } = await createModel(sides.gallery, `push-${runs++}`);
      const url = addressOf(sides.gallery, name);
      return observeGallery(sides.gallery, async () => ({
        amount: count,
        seconds: await push(url),
      }));
    },
    async peer() {
      const name = `push-${runs++}`;
      await sides.daemon.addRepository(name);
      return observeDaemon(sides.daemon, count, () => push(`${sides.daemon.url}/${name}`));
    },
  });
}

async function compareClones(sides: Sides, setting: Setting): Promise<Comparison> {
  const { source, folder, count, rounds } = setting;
  const { name } = await createModel(sides.gallery, "cloned");
  const url = addressOf(sides.gallery, name);
  await sides.daemon.addRepository("cloned");
  for (const target of [url, `${sides.daemon.url}/cloned`]) {
    await inSource(source, "push", "--quiet", "--force", target, "main");
  }
  const clone = async (from: string) => {
    const target = join(folder, "clone");
    const taken = await seconds("clone", "--quiet", "--bare", from, target);
    await rm(target, { recursive: true });
    return taken;
  };
  return compare({
    rounds,
    say: (line) => sides.say(`clone, ${line}`),
    ours: () =>
      observeGallery(sides.gallery, async () => ({ amount: count, seconds: await clone(url) })),
    peer: () => observeDaemon(sides.daemon, count, () => clone(`${sides.daemon.url}/cloned`)),
  });
}

async function observeDaemon({ processId }: GitDaemon, count: number, work: () => Promise<number>) {
  const before = await cpuSeconds(processId);
  const taken = await work();
  return { rate: count / taken, cpu: ((await cpuSeconds(processId)) - before) / count };
}

function addressOf({ url, token }: BenchGallery, name: string): string {
  const address = new URL(`${url}/${OWNER}/${name}`);
  address.username = OWNER;
  address.password = token;
  return address.href;
}

async function inSource(source: string, ...args: string[]): Promise<void> {
  await runCommand("git", ["-C", source, ...args]);
}

async function seconds(...args: string[]): Promise<number> {
  const startedAt = performance.now();
  await runCommand("git", args);
  return (performance.now() - startedAt) / 1000;
}
