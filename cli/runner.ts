import { flagLayer } from "./configuration/setting-options.ts";
import { openSession, type Session } from "./session.ts";

/** What a command file needs of the program around it. */
export type Runner = {
  /** Runs a handler and prints what it gives: `linesOf` for people, as it is for --json. */
  run: <Data>(
    handler: (session: Session) => Promise<Data>,
    linesOf: (data: Data) => readonly string[],
  ) => Promise<void>;
  /** Runs a handler that gives a long list, printed while it comes. */
  runList: <Item>(
    handler: (session: Session) => Promise<AsyncIterable<Item>>,
    lineOf: (item: Item) => string,
  ) => Promise<void>;
};

export type RunnerOptions = {
  /** The options of every command, once the command line has been read. */
  readOptions: () => Record<string, unknown>;
  signal: AbortSignal;
};

/** Opens a session for each command, with this process's environment and streams. */
export function createRunner(options: RunnerOptions): Runner {
  return {
    run: (handler, linesOf) =>
      withSession(options, async (session) => {
        const data = await handler(session);
        session.progress.close();
        session.output.result(data, linesOf(data));
      }),
    runList: (handler, lineOf) =>
      withSession(options, async (session) => {
        await session.output.list(await handler(session), lineOf);
      }),
  };
}

async function withSession(
  { readOptions, signal }: RunnerOptions,
  work: (session: Session) => Promise<void>,
): Promise<void> {
  const options = readOptions();
  const { json, quiet, config } = options;
  const session = openSession({
    environment: process.env,
    flags: flagLayer(options),
    file: typeof config === "string" ? config : undefined,
    stdout: process.stdout,
    stderr: process.stderr,
    isJson: json === true,
    isQuiet: quiet === true,
    signal,
  });
  try {
    await work(session);
  } finally {
    session.progress.close();
  }
}
