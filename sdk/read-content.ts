import type { Address } from "#contract/fields.ts";
import { problem } from "#contract/problems.ts";
import { asNetworkProblem, createBackOff, type Retrying, type RetryOptions } from "./back-off.ts";
import { type GalleryClient, readProblem } from "./client.ts";

export type ReadContentOptions = {
  client: GalleryClient;
  address: Address;
  /** A commit id where the bytes must be of one state with others. */
  revision: string;
  path: string;
  /** The half-open range `[start, end)` in bytes; default: the whole file. */
  start?: number;
  end?: number;
  /** Somebody takes the file away, which the asset's statistics count: not a preview. */
  isDownload?: boolean;
  signal?: AbortSignal | undefined;
  retry?: RetryOptions | undefined;
  onRetry?: ((retrying: Retrying) => void) | undefined;
};

/**
 * The bytes of a file, as a stream that goes on where it was when the connection breaks.
 * @throws {Problem} `entry-not-found`, `revision-not-found`, `range-not-satisfiable`; `conflict` when
 * the file changed under a branch's name; `unavailable` when no attempt gets further.
 */
export async function* readContent(
  options: ReadContentOptions,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { end, signal, retry, onRetry } = options;
  const backOff = createBackOff({ ...retry, signal, onRetry });
  let position = options.start ?? 0;
  let entityTag: string | null = null;
  for (;;) {
    if (end !== undefined && position >= end) return;
    try {
      const response = await openContent(options, position);
      entityTag = sameEntity(entityTag, response.headers.get("etag"));
      const expected = expectedEnd(response, position);
      for await (const chunk of response.body ?? []) {
        backOff.reset();
        position += chunk.byteLength;
        yield chunk;
      }
      if (expected === undefined || position >= expected) return;
      throw problem("unavailable", { detail: "The connection ended before the file did" });
    } catch (error) {
      await backOff.afterFailure(asNetworkProblem(error, "The connection broke while reading"));
    }
  }
}

async function openContent(options: ReadContentOptions, position: number): Promise<Response> {
  const { client, address, revision, path, end, isDownload = false, signal } = options;
  const segments = [address.kind, address.owner, address.name].map(encodeURIComponent).join("/");
  const file = path.split("/").map(encodeURIComponent).join("/");
  const query = isDownload ? "?download=true" : "";
  const isWhole = position === 0 && end === undefined;
  const range = `bytes=${position}-${end === undefined ? "" : end - 1}`;
  const response = await client.request(
    `/api/v1/repositories/${segments}/content/${encodeURIComponent(revision)}/${file}${query}`,
    {
      // Ranges count the bytes of the file, so nothing on the way may compress them.
      headers: { "accept-encoding": "identity", ...(isWhole ? {} : { range }) },
      ...(signal === undefined ? {} : { signal }),
    },
  );
  if (!response.ok) throw await readProblem(response);
  if (!isWhole && response.status !== 206) {
    await response.body?.cancel();
    throw problem("internal", {
      detail: "The server sends no ranges of this file",
      hint: "A proxy on the way may remove the Range header",
    });
  }
  return response;
}

function sameEntity(known: string | null, received: string | null): string | null {
  if (known !== null && received !== null && known !== received) {
    throw problem("conflict", { detail: "The file changed while it was read" });
  }
  return received ?? known;
}

/** Where this answer must end, so that a cut one is told from a whole one. */
function expectedEnd(response: Response, position: number): number | undefined {
  const length = response.headers.get("content-length");
  return length === null ? undefined : position + Number(length);
}
