import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import type { FastifyRequest } from "fastify";
import { problem } from "#contract/problems.ts";

/** What this server calls itself in capabilities. */
export const AGENT = "agent=open-gallery";

/** Clients ask for version 2 of the protocol, or 1, by a header; without it they speak version 0. */
export function protocolVersion(request: FastifyRequest): 0 | 1 | 2 {
  const [, version = "0"] = /(?:^|:)version=(\d)/.exec(headerOf(request, "git-protocol")) ?? [];
  if (version === "2") return 2;
  return version === "1" ? 1 : 0;
}

/**
 * The body as it was before its client packed it.
 * @throws {Problem} `body-too-large` while it is read, `unsupported-media-type`.
 */
export function bodyOf(
  request: FastifyRequest,
  { limitBytes }: { limitBytes: number },
): AsyncIterable<Uint8Array> {
  const encoding = headerOf(request, "content-encoding").toLowerCase();
  switch (encoding) {
    case "":
    case "identity":
      return limited(request.raw, limitBytes);
    case "gzip":
    case "x-gzip":
      return limited(unpacked(request), limitBytes);
    default:
      throw problem("unsupported-media-type", { detail: `Content-Encoding: ${encoding}` });
  }
}

function unpacked(request: FastifyRequest): Readable {
  const gunzip = createGunzip();
  request.raw.on("error", (error) => gunzip.destroy(error));
  request.raw.on("aborted", () => gunzip.destroy(new Error("the connection was cut")));
  return request.raw.pipe(gunzip);
}

async function* limited(
  source: AsyncIterable<Uint8Array>,
  limitBytes: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  let sizeBytes = 0;
  try {
    for await (const chunk of source) {
      sizeBytes += chunk.byteLength;
      if (sizeBytes > limitBytes) {
        throw problem("body-too-large", {
          detail: `The request is larger than ${limitBytes} bytes`,
        });
      }
      yield chunk;
    }
  } catch (error) {
    throw isDamaged(error) ? damaged() : error;
  }
}

/** An error of zlib: the client sent no gzip. */
function isDamaged(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("Z_");
}

function damaged() {
  return problem("validation-failed", { detail: "body: cannot be unpacked" });
}

function headerOf(request: FastifyRequest, name: string): string {
  const value = request.headers[name];
  return typeof value === "string" ? value : "";
}
