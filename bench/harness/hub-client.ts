import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const HF = join(import.meta.dirname, "..", "..", ".venv", "hub1", "bin", "hf");
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

/** Somebody with the stock Python client as it comes: a hub, a token, and a home with its caches. */
export type Seat = {
  url: string;
  token: string;
  /** Made when it is not there; the client's caches are in it. */
  home: string;
  /** Files go whole, as by older clients, instead of as chunks. */
  isWhole?: boolean;
};

/**
 * Runs the command `hf` of the installed `huggingface_hub`, with its default settings.
 * @returns the seconds that it took, the start of Python included.
 * @throws {Error} with all it printed when it fails.
 */
export async function hf({ url, token, home, isWhole = false }: Seat, args: readonly string[]) {
  if (!existsSync(HF)) throw new Error(`${HF} is missing: npm run bench installs it`);
  await mkdir(home, { recursive: true });
  const env = {
    PATH: process.env["PATH"] ?? "",
    HOME: home,
    HF_HOME: home,
    HF_ENDPOINT: url,
    HF_TOKEN: token,
    HF_HUB_DISABLE_TELEMETRY: "1",
    HF_HUB_DISABLE_UPDATE_CHECK: "1",
    HF_HUB_DISABLE_PROGRESS_BARS: "1",
    ...(isWhole ? { HF_HUB_DISABLE_XET: "1" } : {}),
  };
  const startedAt = performance.now();
  try {
    await run(HF, [...args], { cwd: home, env, maxBuffer: MAX_OUTPUT_BYTES });
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new Error(`hf ${args.join(" ")} failed\n${stdout}${stderr}`, { cause: error });
  }
  return { seconds: (performance.now() - startedAt) / 1000 };
}
