import { EnvHttpProxyAgent, fetch as undiciFetch } from "undici";
import { createClient, type GalleryClient } from "#sdk/index.ts";

export type ConnectOptions = {
  baseUrl: string;
  token?: string | undefined;
  /** To connect, or without a byte while an answer arrives. */
  timeoutMs: number;
};

/** A server may think this long before it answers: hashing a large upload takes a while. */
const ANSWER_TIMEOUT_MS = 60_000;
const LOOPBACK = "localhost,127.0.0.1,::1,[::1]";

/**
 * A client whose connections go through HTTP_PROXY, HTTPS_PROXY and NO_PROXY (this machine itself is
 * never behind a proxy), and end when nothing moves; a transfer that moves takes as long as it takes.
 */
export function connect({ baseUrl, token, timeoutMs }: ConnectOptions): GalleryClient {
  const own = process.env["no_proxy"] ?? process.env["NO_PROXY"];
  const dispatcher = new EnvHttpProxyAgent({
    connect: { timeout: timeoutMs },
    bodyTimeout: timeoutMs,
    headersTimeout: Math.max(timeoutMs, ANSWER_TIMEOUT_MS),
    noProxy: own === undefined || own === "" ? LOOPBACK : `${own},${LOOPBACK}`,
  });
  const send = (url: string, init: object) => undiciFetch(url, { ...init, dispatcher });
  return createClient({
    baseUrl,
    fetch: send as unknown as typeof fetch,
    ...(token === undefined ? {} : { token }),
  });
}
