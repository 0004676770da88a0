import { CommanderError } from "commander";
import { completionScript } from "./completion/completion-script.ts";
import { chooseShell, installCompletion } from "./completion/install-completion.ts";
import { EXIT } from "./exit-codes.ts";
import { createOutput } from "./output.ts";
import { CompletionRequest, createProgram } from "./program.ts";
import { createRunner } from "./runner.ts";

// Whoever reads our output may stop reading: `gallery-cli list | head`.
process.stdout.on("error", () => process.exit(0));
const runner = createRunner({ readOptions: () => program.opts(), signal: stopOnSignal() });
const program = createProgram(runner);
try {
  await program.parseAsync().catch(answerCompletion);
} catch (error) {
  process.exitCode = report(error);
}

async function answerCompletion(error: unknown): Promise<void> {
  if (!(error instanceof CompletionRequest)) throw error;
  const shell = chooseShell(error.shell, process.env);
  const script = completionScript(program, shell);
  if (error.what === "show") process.stdout.write(script);
  else process.stdout.write(`${await installCompletion(shell, script)}\n`);
}

function report(error: unknown): number {
  // Its message is printed already; help and version are no failures.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT.usage;
  const isJson = program.opts<{ json?: true }>().json === true;
  return createOutput(process, isJson).error(error).exitCode;
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
