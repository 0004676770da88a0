import { z } from "zod";
import { Sha256 } from "#contract/fields.ts";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";

/** An upload of a huge file can take long; the right is checked again when the bytes come. */
const LIFETIME_MS = 24 * 3_600_000;

const Link = z.object({
  operation: z.enum(["upload", "part", "complete", "verify", "download"]),
  repositoryId: z.number().int(),
  oid: Sha256,
  sizeBytes: z.number().int().min(0),
  /** Name of the account that asked; null: anybody, for what is public. */
  account: z.string().nullable(),
  /** Of an upload in parts: its session, and the bytes of one part or of all. */
  parts: z
    .object({ upload: z.string(), start: z.number().int(), end: z.number().int() })
    .optional(),
});
export type Link = z.infer<typeof Link>;

/** An address that authorises itself: Python clients send no header along with the bytes. */
export function signLink(ctx: RequestContext, link: Link) {
  const expiresAt = new Date(ctx.now().getTime() + LIFETIME_MS);
  const signature = ctx.signer.sign("lfs", link, { expiresAt });
  return {
    href: `${ctx.baseUrl}/api/lfs/${link.operation}/${link.oid}?signature=${signature}`,
    expires_at: expiresAt.toISOString(),
  };
}

/** @throws Problem `forbidden` when the address is forged, expired, or for another object. */
export function readLink(
  ctx: RequestContext,
  expected: { operation: Link["operation"]; oid: string; signature: string },
): Link {
  const link = ctx.signer.verify("lfs", expected.signature, { schema: Link, now: ctx.now() });
  if (link === undefined || link.operation !== expected.operation || link.oid !== expected.oid) {
    throw problem("forbidden", { detail: "This address has expired or is not valid" });
  }
  return link;
}
