/** Readers of lists: class by class, so many of them at once, each asking again when it is answered. */
import { Pool } from "undici";
import { cpuSeconds } from "../harness/processes.ts";

export type AskedClass = { name: string; paths: readonly string[]; token: string | undefined };
export type AskClassesInput = {
  url: string;
  /** The gallery's, whose time and whose database's time are told. */
  processId: number;
  classes: readonly AskedClass[];
  connections: number;
  /** Of each class, whichever is more; and what is asked before anything is measured. */
  seconds: number;
  requests: number;
  warmUp: number;
};
export type ClassAnswers = {
  name: string;
  milliseconds: number[];
  seconds: number;
  /** Of the gallery and its database, for each answer, whatever else they did meanwhile. */
  cpuMs: number;
  /** Of the last answer. */
  rows: number;
  total: { value: number; isExact: boolean };
};
export type AskClassesOutput = { classes: ClassAnswers[] };

const input = JSON.parse(process.argv[2] ?? "") as AskClassesInput;
const pool = new Pool(input.url, { connections: input.connections });
const classes: ClassAnswers[] = [];
for (const asked of input.classes) classes.push(await measure(asked));
await pool.close();
const output: AskClassesOutput = { classes };
process.stdout.write(JSON.stringify(output));

/** Lists that are no search have no total. */
type Answer = { items?: unknown[]; total?: ClassAnswers["total"] };

async function measure({ name, paths, token }: AskedClass): Promise<ClassAnswers> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  let last: Answer = {};
  const ask = async (number: number) => {
    const path = paths[number % paths.length] ?? "/";
    const sentAt = performance.now();
    const { statusCode, body } = await pool.request({ path, method: "GET", headers });
    const text = await body.text();
    if (statusCode !== 200) throw new Error(`${path} answered ${statusCode}: ${text}`);
    const took = performance.now() - sentAt;
    if (number % paths.length === 0) last = JSON.parse(text) as Answer;
    return took;
  };
  for (let number = 0; number < input.warmUp; number += 1) await ask(number);
  const milliseconds: number[] = [];
  let asked = 0;
  const cpuBefore = await cpuSeconds(input.processId);
  const startedAt = performance.now();
  const endsAt = startedAt + input.seconds * 1000;
  const askOn = async () => {
    while (performance.now() < endsAt || asked < input.requests)
      milliseconds.push(await ask(asked++));
  };
  await Promise.all(Array.from({ length: input.connections }, askOn));
  const seconds = (performance.now() - startedAt) / 1000;
  const cpu = (await cpuSeconds(input.processId)) - cpuBefore;
  const cpuMs = (1000 * cpu) / milliseconds.length;
  const { items = [], total = { value: items.length, isExact: true } } = last;
  return { name, milliseconds, seconds, cpuMs, rows: items.length, total };
}
