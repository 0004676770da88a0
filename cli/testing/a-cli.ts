import type { CliOptions, CliResult } from "./run-cli.ts";
import { aFolder, runCli } from "./run-cli.ts";

/** The command line as one user has it: against one gallery, with a cache of its own. */
export type Cli = {
  cachedDir: string;
  run: (args: readonly string[], options?: CliOptions) => Promise<CliResult>;
  /** The same, for --json: what it printed. */
  json: <Data>(args: readonly string[]) => Promise<Data>;
};

export async function aCli(endpoint: string, token?: string): Promise<Cli> {
  const cachedDir = await aFolder();
  const environment = {
    GALLERY_ENDPOINT: endpoint,
    cached_dir: cachedDir,
    ...(token === undefined ? {} : { GALLERY_TOKEN: token }),
  };
  const run = (args: readonly string[], options: CliOptions = {}) =>
    runCli(args, { ...options, environment: { ...environment, ...options.environment } });
  return {
    cachedDir,
    run,
    async json<Data>(args: readonly string[]) {
      const { stdout, stderr } = await run([...args, "--json"]);
      if (stdout === "") throw new Error(`Nothing was printed: ${stderr}`);
      return JSON.parse(stdout) as Data;
    },
  };
}
