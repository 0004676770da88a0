import { type Command, CommanderError } from "commander";
import { chooseShell, installCompletion } from "./completion/install-completion.ts";
import { completionScript } from "./completion/completion-script.ts";
import { EXIT } from "./exit-codes.ts";
import { createOutput } from "./output.ts";
import { CompletionRequest, createProgram, flagLayer } from "./program.ts";
import type { Runner } from "./runner.ts";
import { openSession, type Session } from "./session.ts";

await main();

async function main(): Promise<void> {
  // Whoever reads our output may stop reading: `gallery-cli list | head`.
  process.stdout.on("error", () => process.exit(0));
  const stop = stopOnSignal();
  const program = createProgram(createRunner());
  for (const command of withSubcommands(program)) {
    command.exitOverride().showHelpAfterError("Add --help to see what the command takes.");
  }
  try {
    await program.parseAsync().catch((error: unknown) => {
      if (error instanceof CompletionRequest) return complete(error);
      throw error;
    });
  } catch (error) {
    process.exitCode = report(error);
  }

  function createRunner(): Runner {
    const withSession = async (work: (session: Session) => Promise<unknown>) => {
      const options = program.opts<Record<string, unknown>>();
      const { json, quiet, config } = options;
      const session = openSession({
        environment: process.env,
        flags: flagLayer(options),
        file: typeof config === "string" ? config : undefined,
        stdout: process.stdout,
        stderr: process.stderr,
        isJson: json === true,
        isQuiet: quiet === true,
        signal: stop,
      });
      try {
        await work(session);
      } finally {
        session.progress.close();
      }
    };
    return {
      run: (handler, linesOf) =>
        withSession(async (session) => {
          const data = await handler(session);
          session.progress.close();
          session.output.result(data, linesOf(data));
        }),
      runList: (handler, lineOf) =>
        withSession(async (session) => session.output.list(await handler(session), lineOf)),
    };
  }

  async function complete({ what, shell: named }: CompletionRequest): Promise<void> {
    const shell = chooseShell(named, process.env);
    const script = completionScript(program, shell);
    if (what === "show") process.stdout.write(script);
    else process.stdout.write(`${await installCompletion(shell, script)}\n`);
  }

  function report(error: unknown): number {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT.usage;
    const isJson = program.opts<{ json?: true }>().json === true;
    return createOutput(process, isJson).error(error).exitCode;
  }
}

function withSubcommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)];
}

/** The first Ctrl-C lets transfers note where they are; the second one ends at once. */
function stopOnSignal(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (stop.signal.aborted) process.exit(EXIT.interrupted);
      stop.abort();
    });
  }
  return stop.signal;
}
