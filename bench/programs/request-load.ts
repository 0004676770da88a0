/** A bounded load: so many keep-alive connections, each asking again as soon as it is answered. */
import { Pool } from "undici";

export type RequestLoadInput = {
  url: string;
  /** Asked in turn. */
  paths: readonly string[];
  headers: Record<string, string>;
  connections: number;
  /** Ends after this time, or after this many requests. */
  seconds: number;
  requests?: number;
};
export type RequestLoadOutput = { requests: number; seconds: number; p99Ms: number };

const input = JSON.parse(process.argv[2] ?? "") as RequestLoadInput;
const { paths, headers, connections } = input;
const pool = new Pool(input.url, { connections });
const latencies: number[] = [];
const startedAt = performance.now();
const endsAt = startedAt + input.seconds * 1000;
let asked = 0;

await Promise.all(Array.from({ length: connections }, askUntilTheEnd));
const seconds = (performance.now() - startedAt) / 1000;
await pool.close();
const p99Ms = latencies.toSorted((a, b) => a - b)[Math.floor(latencies.length * 0.99)] ?? 0;
const output: RequestLoadOutput = { requests: latencies.length, seconds, p99Ms };
process.stdout.write(JSON.stringify(output));

async function askUntilTheEnd(): Promise<void> {
  while (performance.now() < endsAt && asked < (input.requests ?? Infinity)) {
    const path = paths[asked++ % paths.length] ?? "/";
    const sentAt = performance.now();
    const { statusCode, body } = await pool.request({ path, method: "GET", headers });
    await body.dump();
    if (statusCode !== 200) throw new Error(`${path} answered ${statusCode}`);
    latencies.push(performance.now() - sentAt);
  }
}
