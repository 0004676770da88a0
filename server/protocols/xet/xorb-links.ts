import { z } from "zod";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import { casUrlOf, type XetContext } from "../xet-access.ts";

const PURPOSE = "xet xorb";
const LIFETIME_MS = 3_600_000;

/** Bytes of a xorb, `end` not included. */
const XorbPart = z.object({
  xorbId: z.number().int(),
  start: z.number().int().min(0),
  end: z.number().int().min(1),
});
export type XorbPart = z.infer<typeof XorbPart>;

type LinkContext = Pick<RequestContext, "signer" | "now" | "baseUrl">;
type SigningContext = LinkContext & Pick<XetContext, "readEndsAt">;

/** An address that opens these bytes for an hour, whoever asks; or until the asker's right ends. */
export function signXorbLink(ctx: SigningContext, part: XorbPart): string {
  const endsMs = ctx.readEndsAt?.getTime() ?? Infinity;
  const expiresAt = new Date(Math.min(ctx.now().getTime() + LIFETIME_MS, endsMs));
  return `${casUrlOf(ctx)}/xorbs?signature=${ctx.signer.sign(PURPOSE, part, { expiresAt })}`;
}

/** @throws {Problem} `forbidden` when the address is forged or has expired. */
export function readXorbLink(ctx: LinkContext, signature: string): XorbPart {
  const part = ctx.signer.verify(PURPOSE, signature, { schema: XorbPart, now: ctx.now() });
  if (part !== undefined) return part;
  throw problem("forbidden", { detail: "This address has expired or is not valid" });
}
