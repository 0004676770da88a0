import { z } from "zod";
import type { Visibility } from "#contract/assets/asset.ts";
import { AssetName } from "#contract/fields.ts";
import { isProblem, problem } from "#contract/problems.ts";
import { requireAccount } from "../../accounts/index.ts";
import { duplicateAsset, getHubFacts } from "../../assets/index.ts";
import { readSetting } from "../../platform/settings/index.ts";
import { findRepository } from "../../repositories/index.ts";
import { settingsUrl, splitFullName, webUrl } from "../address.ts";
import { parseBody } from "../parse-body.ts";
import { fullNameOf, type RepositoryCall } from "../repository-call.ts";
import { headerText } from "./answer-error.ts";
import { type Hub, onEachType } from "./hub.ts";

const Duplicate = z.object({
  repository: z.string().min(1).max(300),
  visibility: z.enum(["public", "private", "protected"]).nullish(),
  private: z.boolean().nullish(),
});

/** `POST duplicate`: the whole history under another name; large files are not copied. */
export function duplicateRoutes(hub: Hub): void {
  onEachType(hub, { method: "POST", path: "/duplicate", right: "read", answer: duplicate });
}

/**
 * Answers as creating does; a name that is taken has its `url` too (huggingface_hub
 * `HfApi.duplicate_repo` reads it with `exist_ok`).
 */
async function duplicate(call: RepositoryCall) {
  const { ctx, repository, reply } = call;
  const input = parseBody(Duplicate, call.request.body);
  const { owner, name } = splitFullName(input.repository, null, requireAccount(ctx).name);
  const valid = AssetName.safeParse(name);
  if (!valid.success) {
    throw problem("validation-failed", { detail: `repository: ${valid.error.issues[0]?.message}` });
  }
  const { kind } = repository;
  const wanted = await wantedVisibility(call, input);
  const isHeld = wanted === "public" && (await readSetting(ctx, "review.mode")) !== "automatic";
  const visibility = isHeld ? "private" : wanted;
  try {
    const { fullName } = await duplicateAsset(ctx, repository, { owner, name, visibility });
    if (isHeld) {
      const page = settingsUrl(ctx.baseUrl, kind, fullName);
      reply.header("x-hf-warning", headerText(`Review; Publish ${fullName} at ${page}`));
    }
    return { url: webUrl(ctx.baseUrl, kind, fullName), name: fullName, filesCopyPending: false };
  } catch (error) {
    if (!isProblem(error, "asset-name-taken")) throw error;
    const existing = await findRepository(ctx, { kind, owner, name });
    if (existing === undefined || existing.level === 0) throw problem("forbidden");
    const url = webUrl(ctx.baseUrl, kind, fullNameOf(existing.repository));
    return reply.status(409).send({ error: "You already created this repository", url });
  }
}

/** That of the first one, as on the hub; of one for named users it is private. */
async function wantedVisibility(
  { ctx, repository }: RepositoryCall,
  { visibility, private: isPrivate }: z.output<typeof Duplicate>,
): Promise<Visibility> {
  if (typeof isPrivate === "boolean") return isPrivate ? "private" : "public";
  const asked = visibility ?? (await getHubFacts(ctx.db, repository.id)).visibility;
  return asked === "public" ? "public" : "private";
}
