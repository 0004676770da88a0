import type { Address } from "#contract/fields.ts";
import type { Upload } from "#contract/repositories/repository.ts";
import type { PartBody } from "./upload-source.ts";
import type { GalleryClient } from "./client.ts";

/** One request that carries bytes of an upload. */
export type Part = {
  client: GalleryClient;
  address: Address;
  uploadId: string;
  /** Where its first byte lies in the file. */
  offset: number;
  body: PartBody;
  signal: AbortSignal;
  /** Told how many bytes have left since it was told last. */
  onSent: (bytes: number) => void;
};

export type SendPart = (part: Part) => Promise<Upload>;

/**
 * Sends a part with `fetch`, which tells of its bytes only when all of them have arrived. A browser
 * that wants finer progress hands `uploadFile` a sender made of XMLHttpRequest.
 */
export async function sendPart(part: Part): Promise<Upload> {
  const { client, address, uploadId, offset, body, signal, onSent } = part;
  const upload = await client.call(
    "repositories.write-upload-part",
    { params: { ...address, upload: uploadId, offset }, body: asRequestBody(body) },
    { signal, headers: { "content-type": "application/octet-stream" } },
  );
  onSent(body.size);
  return upload;
}

function asRequestBody(body: PartBody): BodyInit {
  return body instanceof Blob ? body : body.stream();
}
