import { join } from "node:path";
import { end, start } from "../harness/processes.ts";
import type { Workplace } from "../harness/workplace.ts";
import type {
  WriteWhileSearchedInput,
  WriteWhileSearchedOutput,
} from "../programs/write-while-searched.ts";

const PROGRAM = join(import.meta.dirname, "..", "programs", "write-while-searched.ts");
const LISTINGS_PER_SECOND = 50;
const COUNTS_PER_SECOND = 500;

/** Writes listings and counts until it is ended; then it tells how many it could write. */
export function startWriting(
  workplace: Workplace,
  { databaseUrl, count }: Pick<WriteWhileSearchedInput, "databaseUrl" | "count">,
): { end: () => Promise<WriteWhileSearchedOutput> } {
  const input: WriteWhileSearchedInput = {
    databaseUrl,
    count,
    from: count,
    listingsPerSecond: LISTINGS_PER_SECOND,
    countsPerSecond: COUNTS_PER_SECOND,
  };
  const { child } = start(process.execPath, [PROGRAM, JSON.stringify(input)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  workplace.later(() => end(child));
  const chunks: Buffer[] = [];
  child.stdout?.on("data", (chunk: Buffer) => chunks.push(chunk));
  return {
    async end() {
      await end(child);
      return JSON.parse(Buffer.concat(chunks).toString()) as WriteWhileSearchedOutput;
    },
  };
}
