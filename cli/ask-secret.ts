import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";

/** Asks on the terminal for something that must not be seen while it is typed. */
export async function askSecret(question: string, signal: AbortSignal): Promise<string> {
  const hidden = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: hidden, terminal: true });
  // With a terminal of its own, readline takes Ctrl-C before the process hears of it.
  lines.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
  process.stderr.write(question);
  try {
    return (await lines.question("", { signal })).trim();
  } finally {
    process.stderr.write("\n");
    lines.close();
  }
}
