import { once } from "node:events";
import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { type DirectRequest, refusedByStorage } from "../send-direct.ts";

/**
 * Sends a part as a stream of known length, which `fetch` cannot and S3 asks for, telling of bytes
 * as they leave.
 */
export async function sendDirectPart(direct: DirectRequest): Promise<void> {
  const { to, body, signal, onSent } = direct;
  const send = to.url.startsWith("https:") ? requestHttps : requestHttp;
  const headers = { ...to.headers, "content-length": body.size };
  const request = send(to.url, { method: "PUT", headers, signal });
  const answered = once(request, "response") as Promise<[IncomingMessage]>;
  // Also met below: a refusal may come, and close the line, before all bytes have left.
  answered.catch(() => undefined);
  const source = Readable.fromWeb(body.stream() as ReadableStream<Uint8Array>);
  const sending = pipeline(source, counting(onSent), request);
  sending.catch(() => undefined);
  const [response] = await Promise.race([answered, sending.then(() => answered)]);
  response.resume();
  const { statusCode = 500 } = response;
  if (statusCode < 200 || statusCode > 299) throw refusedByStorage(statusCode);
  await sending;
}

function counting(onSent: (bytes: number) => void): Transform {
  return new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      onSent(chunk.byteLength);
      done(null, chunk);
    },
  });
}
