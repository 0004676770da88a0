import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { CollectInput, CollectOutput } from "../programs/collect.ts";
import { type GalleryOptions, settingsOf } from "./gallery-process.ts";

const COLLECT = join(import.meta.dirname, "..", "programs", "collect.ts");

export type CollectorProcess = { kill: () => Promise<void> };

/** Collects again and again until it is killed, as a second server process does. */
export function startCollector(options: GalleryOptions, orphansBefore: number): CollectorProcess {
  const child = start(options, { orphansBefore, isRepeated: true });
  const ended = once(child, "exit");
  // It says something only when its database goes away, which is meant.
  child.stderr.resume();
  return {
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** Collects once, to the end. @throws {Error} with what it said when it fails. */
export async function collectOnce(
  options: GalleryOptions,
  orphansBefore: number,
): Promise<CollectOutput> {
  const child = start(options, { orphansBefore, isRepeated: false });
  const [output, errors, [code]] = await Promise.all([
    readAll(child.stdout),
    readAll(child.stderr),
    once(child, "exit") as Promise<[number | null]>,
  ]);
  if (code !== 0) throw new Error(`The collector ended with ${code}: ${errors}`);
  return JSON.parse(output) as CollectOutput;
}

function start(options: GalleryOptions, input: CollectInput) {
  const child = spawn(process.execPath, [COLLECT, JSON.stringify(input)], {
    env: { ...process.env, ...settingsOf(options) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const endWithUs = () => child.kill("SIGKILL");
  process.once("exit", endWithUs);
  child.once("exit", () => process.off("exit", endWithUs));
  return child;
}

async function readAll(stream: AsyncIterable<Buffer>): Promise<string> {
  return Buffer.concat(await Array.fromAsync(stream)).toString();
}
