import { text } from "node:stream/consumers";
import { askSecret } from "../ask-secret.ts";

/** The password of the command line; else it is asked for on a terminal, or read from the input. */
export async function readPassword(
  given: string | undefined,
  signal: AbortSignal,
): Promise<string> {
  if (given !== undefined) return given;
  if (process.stdin.isTTY) return askSecret("New password: ", signal);
  return (await text(process.stdin)).replace(/\r?\n$/, "");
}
