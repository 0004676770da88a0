import { Agent, type BodyInit, fetch } from "undici";
import { HostRefusedError, publicLookup } from "./guarded-agents.ts";
import { type HostRules, type Reach, reachOf } from "./host-rules.ts";

type Bounds = {
  rules: HostRules;
  /** Of one answer. */
  maxBytes: number;
  /** From the request to the last byte. */
  timeoutMs: number;
};

type Request = {
  method?: string;
  headers?: Record<string, string>;
  body?: BodyInit | null | undefined;
  signal?: AbortSignal | undefined;
};

/**
 * `fetch` for what others name: it reaches the hosts of the rules alone, follows no redirect, and
 * reads so many bytes in so much time.
 * @throws {HostRefusedError} for a host that is not reached; an Error for an answer beyond the bounds.
 */
export function boundedFetch({ rules, maxBytes, timeoutMs }: Bounds) {
  const agents: Record<Exclude<Reach, "refused">, Agent> = {
    any: new Agent({ pipelining: 0 }),
    public: new Agent({ pipelining: 0, connect: { lookup: publicLookup } }),
  };
  return async (address: string, request: Request = {}): Promise<Response> => {
    const url = new URL(address);
    const reach = reachOf(rules, url);
    if (reach === "refused") throw new HostRefusedError(`${url.host} is not reached`);
    const signals = [AbortSignal.timeout(timeoutMs), ...(request.signal ? [request.signal] : [])];
    const answer = await fetch(url, {
      method: request.method ?? "GET",
      headers: request.headers ?? {},
      body: request.body ?? null,
      duplex: "half",
      redirect: "manual",
      dispatcher: agents[reach],
      signal: AbortSignal.any(signals),
    });
    const body = await readBounded(answer.body ?? [], maxBytes);
    const { status } = answer;
    const headers = [...answer.headers.entries()];
    return new Response(isBodiless(status) ? null : body, { status, headers });
  };
}

async function readBounded(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of source) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > maxBytes) throw new Error(`The answer has more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function isBodiless(status: number): boolean {
  return status === 204 || status === 205 || status === 304;
}
