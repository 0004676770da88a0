import { z } from "zod";
import { problem } from "#contract/problems.ts";
import { ANONYMOUS, getSystemViewer } from "../accounts/index.ts";
import type { RequestContext } from "../context.ts";
import {
  findRepository,
  getRepositoryById,
  type Repository,
  requireRight,
} from "../repositories/index.ts";
import { requireSender } from "./recipient.ts";

const PURPOSE = "xet access token";
const LIFETIME_MS = 3_600_000;

const Access = z.object({
  repositoryId: z.number().int(),
  /** `contribute`: to write beside the repository, for a pull request. */
  right: z.enum(["read", "write", "contribute"]),
  /** Name of the account that asked; null: anybody, for what is public. */
  account: z.string().nullable(),
});
type Access = z.infer<typeof Access>;

/** Of a call with a token; the addresses that it gives away open no longer than `readEndsAt`. */
export type XetContext = RequestContext & { readEndsAt: Date | null };

/** Where clients find the calls of the xet protocol. */
export function casUrlOf({ baseUrl }: Pick<RequestContext, "baseUrl">): string {
  return `${baseUrl}/api/xet`;
}

/** A token for the chunks of one repository. `expiresAt` is what clients renew it by. */
export function issueAccessToken(
  ctx: Pick<RequestContext, "signer" | "viewer" | "now">,
  repository: Pick<Repository, "id">,
  right: Access["right"],
): { token: string; expiresAt: Date } {
  const expiresAt = new Date(ctx.now().getTime() + LIFETIME_MS);
  const account = ctx.viewer.kind === "account" ? ctx.viewer.name : null;
  const access: Access = { repositoryId: repository.id, right, account };
  return { token: ctx.signer.sign(PURPOSE, access, { expiresAt }), expiresAt };
}

/**
 * The repository that a token is for, and who asked for it. What they may do is asked anew.
 * @throws {Problem} `token-invalid`; `forbidden` when a token for reading would write.
 */
export async function openAccessToken(
  caller: RequestContext,
  authorization: string | undefined,
  right: "read" | "write",
): Promise<{ ctx: XetContext; repository: Repository }> {
  const [, token = ""] = /^Bearer (\S+)$/iu.exec(authorization ?? "") ?? [];
  const access = caller.signer.verify(PURPOSE, token, { schema: Access, now: caller.now() });
  if (access === undefined) throw problem("token-invalid");
  if (right === "write" && access.right === "read") {
    throw problem("forbidden", { detail: "This token is for reading only" });
  }
  const viewer =
    access.account === null ? ANONYMOUS : await getSystemViewer(caller.db, access.account);
  const ctx = { ...caller, viewer };
  const { kind, ownerName: owner, name } = await getRepositoryById(ctx.db, access.repositoryId);
  const address = { kind, owner, name };
  if (access.right === "contribute") {
    return { ctx: { ...ctx, readEndsAt: null }, repository: await requireSender(ctx, address) };
  }
  const found = await findRepository(ctx, address);
  const repository = requireRight(ctx, { address, found, right });
  return { ctx: { ...ctx, readEndsAt: found?.readEndsAt ?? null }, repository };
}
