import { problem } from "#contract/problems.ts";
import type { DirectPart } from "#contract/repositories/direct.ts";
import type { PartBody } from "./upload-source.ts";

/** One request that carries a whole part of an upload straight to the object storage. */
export type DirectRequest = {
  to: DirectPart;
  body: PartBody;
  signal: AbortSignal;
  /** Told how many bytes have left since it was told last. */
  onSent: (bytes: number) => void;
};

/**
 * Resolves when the storage has the bytes.
 * @throws {Problem} by `refusedByStorage` for any answer but 2xx; whatever the network throws.
 */
export type SendDirect = (request: DirectRequest) => Promise<void>;

/** The straight way: what a part is checked by, and how it is sent. */
export type DirectSender = {
  /** CRC-32 of the bytes, big-endian, in base64. */
  checksum: (body: PartBody) => Promise<string>;
  send: SendDirect;
};

/** For browsers, and for everybody else who is not in a hurry. */
export const directByFetch: DirectSender = { checksum: crc32Of, send: sendDirect };

async function crc32Of(body: PartBody): Promise<string> {
  const { createCRC32 } = await import("hash-wasm");
  const hash = await createCRC32();
  for await (const chunk of body.stream()) hash.update(chunk);
  return btoa(String.fromCharCode(...hash.digest("binary")));
}

/**
 * Sends with `fetch`, which tells of its bytes only when all of them have arrived. A browser that
 * wants finer progress hands `uploadFile` a sender made of XMLHttpRequest.
 */
async function sendDirect({ to, body, signal, onSent }: DirectRequest): Promise<void> {
  const bytes = body instanceof Blob ? body : await new Response(body.stream()).blob();
  const { url, headers } = to;
  // Neither cookies nor credentials: the address itself is the right.
  const response = await fetch(url, {
    method: "PUT",
    headers,
    body: bytes,
    signal,
    credentials: "omit",
  });
  await response.body?.cancel();
  if (!response.ok) throw refusedByStorage(response.status);
  onSent(body.size);
}

/** What a status of the storage means for the part; worth another attempt, here or there. */
export function refusedByStorage(status: number) {
  return problem("unavailable", { detail: `The object storage answered ${status}` });
}
