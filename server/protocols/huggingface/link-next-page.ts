import type { FastifyReply, FastifyRequest } from "fastify";

/**
 * The absolute `Link: <…>; rel="next"` that clients follow blindly: the same address and filters
 * with another cursor. Absent on the last page.
 */
export function linkNextPage(
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  baseUrl: string,
  cursor: string | null,
): void {
  if (cursor === null) return;
  const url = new URL(request.url, `${baseUrl}/`);
  url.searchParams.set("cursor", cursor);
  reply.header("link", `<${baseUrl}${url.pathname}${url.search}>; rel="next"`);
}
