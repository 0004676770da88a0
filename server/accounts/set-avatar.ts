import type { Account } from "#contract/accounts/account.ts";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../context.ts";
import type { ByteSource } from "../platform/storage/index.ts";
import { sniffAvatar } from "./avatar-image.ts";
import { getOwnAccount } from "./get-own-account.ts";
import { requireAccount } from "./require-account.ts";
import { MAX_AVATAR_BYTES } from "./rules.ts";
import { updateAvatar } from "./store/avatars.ts";

/**
 * Sets one's own avatar: PNG, JPEG or WebP by its first bytes.
 * @throws {Problem} `body-too-large` as soon as the limit is passed, `unsupported-media-type`
 */
export async function setAvatar(ctx: RequestContext, source: ByteSource): Promise<Account> {
  const { accountId } = requireAccount(ctx);
  const content = await readWhole(source);
  const mediaType = sniffAvatar(content);
  if (mediaType === undefined) {
    throw problem("unsupported-media-type", { detail: "body: is no PNG, JPEG or WebP image" });
  }
  await updateAvatar(ctx.db, accountId, { content, mediaType });
  return getOwnAccount(ctx.db, accountId);
}

/** Removes one's own avatar. */
export async function removeAvatar(ctx: RequestContext): Promise<void> {
  await updateAvatar(ctx.db, requireAccount(ctx).accountId, null);
}

async function readWhole(source: ByteSource): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of source) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > MAX_AVATAR_BYTES) {
      throw problem("body-too-large", {
        detail: `body: an avatar has at most ${MAX_AVATAR_BYTES} bytes`,
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
