import { once } from "node:events";
import { type ClientRequest, type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { crc32 } from "node:zlib";
import { type DirectRequest, type DirectSender, refusedByStorage } from "../send-direct.ts";
import type { PartBody } from "../upload-source.ts";

/** The straight way to the object storage for `uploadFile` in Node. */
export const directByNode: DirectSender = { checksum: crc32Of, send: sendDirectPart };

async function crc32Of(body: PartBody): Promise<string> {
  let value = 0;
  for await (const chunk of body.stream()) value = crc32(chunk, value);
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes.toString("base64");
}

/**
 * Sends a part as a stream of known length, which `fetch` cannot and S3 asks for, telling of bytes
 * as they leave.
 */
async function sendDirectPart(direct: DirectRequest): Promise<void> {
  const { to, body, signal } = direct;
  const send = to.url.startsWith("https:") ? requestHttps : requestHttp;
  const headers = { ...to.headers, "content-length": body.size };
  const request = send(to.url, { method: "PUT", headers, signal });
  const answered = once(request, "response") as Promise<[IncomingMessage]>;
  const sending = sendBody(request, direct);
  // A refusal may come, and end the connection, before all bytes have left.
  const outcomes = [answered, sending.then(() => answered)];
  for (const outcome of outcomes) outcome.catch(() => undefined);
  const [response] = await Promise.race(outcomes).catch((error: unknown) => {
    request.destroy();
    throw error;
  });
  response.resume();
  const { statusCode = 500 } = response;
  if (statusCode < 200 || statusCode > 299) {
    request.destroy();
    throw refusedByStorage(statusCode);
  }
  await sending;
}

async function sendBody(request: ClientRequest, { body, onSent }: DirectRequest): Promise<void> {
  const reader = body.stream().getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (request.destroyed) return;
      await write(request, value);
      onSent(value.byteLength);
    }
    request.end();
  } finally {
    await reader.cancel();
  }
}

/** Resolves when the chunk has left this process. */
function write(request: ClientRequest, chunk: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    request.write(chunk, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}
