import type { Upload } from "#contract/repositories/repository.ts";
import { readProblem } from "../client.ts";
import type { Part } from "../send-part.ts";

/** Sends a part as a stream, telling of bytes as they leave. */
export async function sendCountedPart(part: Part): Promise<Upload> {
  const { client, address, uploadId, offset, body, signal, onSent } = part;
  const segments = [address.kind, address.owner, address.name].map(encodeURIComponent).join("/");
  const response = await client.request(
    `/api/v1/repositories/${segments}/uploads/${encodeURIComponent(uploadId)}/parts/${offset}`,
    {
      method: "PUT",
      headers: { "content-type": "application/octet-stream" },
      body: body.stream().pipeThrough(counting(onSent)),
      signal,
      duplex: "half",
    } as RequestInit,
  );
  if (!response.ok) throw await readProblem(response);
  return (await response.json()) as Upload;
}

function counting(onSent: (bytes: number) => void): TransformStream<Uint8Array, Uint8Array> {
  return new TransformStream({
    transform(chunk, controller) {
      controller.enqueue(chunk);
      onSent(chunk.byteLength);
    },
  });
}
