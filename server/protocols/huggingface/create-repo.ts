import { z } from "zod";
import type { Visibility } from "#contract/assets/asset.ts";
import { AssetName, type AssetKind } from "#contract/fields.ts";
import { isProblem, problem } from "#contract/problems.ts";
import { requireAccount } from "../../accounts/index.ts";
import { createAsset } from "../../assets/index.ts";
import type { RequestContext } from "../../context.ts";
import { readSetting } from "../../platform/settings/index.ts";
import { findRepository } from "../../repositories/index.ts";
import { kindOfType, settingsUrl, splitFullName, webUrl } from "../address.ts";
import { fullNameOf } from "../repository-call.ts";

const MAX_FIRST_FILES = 100;

export const RepoToCreate = z.object({
  name: z.string().min(1).max(300),
  organization: z.string().nullish(),
  type: z.string().nullish(),
  visibility: z.enum(["public", "private", "protected"]).nullish(),
  private: z.boolean().nullish(),
  license: z.string().max(100).nullish(),
  files: z
    .array(z.object({ path: z.string(), content: z.string(), encoding: z.string().nullish() }))
    .max(MAX_FIRST_FILES)
    .nullish(),
});
export type RepoToCreate = z.output<typeof RepoToCreate>;

export type CreatedRepo = {
  status: 200 | 409;
  answer: { url: string; name: string; id: string; error?: string };
  /** What the client shows beside its success. */
  warning?: string;
};

type Place = { kind: AssetKind; owner: string; name: string };

/**
 * A name that is taken answers 409 with the same `url`: clients with `exist_ok` read it there
 * (huggingface_hub `HfApi.create_repo`).
 */
export async function createRepo(ctx: RequestContext, input: RepoToCreate): Promise<CreatedRepo> {
  const place = placeOf(ctx, input);
  const visibility = await visibilityOf(ctx, input);
  try {
    const { fullName } = await createAsset(ctx, {
      ...place,
      visibility,
      ...(input.license ? { licence: input.license } : { withCard: false }),
      files: (input.files ?? []).map(({ path, content, encoding }) => ({
        path,
        bytes: Buffer.from(content, encoding === "base64" ? "base64" : "utf8"),
      })),
    });
    const answer = answerOf(ctx, place.kind, fullName);
    const isHeld = visibility === "private" && isWantedPublic(input);
    return isHeld
      ? { status: 200, answer, warning: reviewWarning(ctx, place.kind, fullName) }
      : { status: 200, answer };
  } catch (error) {
    if (isProblem(error, "not-found")) throw noNamespace(place);
    if (!isProblem(error, "asset-name-taken")) throw error;
    return nameTaken(ctx, place);
  }
}

function placeOf(ctx: RequestContext, input: RepoToCreate): Place {
  const viewer = requireAccount(ctx);
  const { owner, name } = splitFullName(input.name, input.organization, viewer.name);
  const valid = AssetName.safeParse(name);
  if (valid.success) return { kind: kindOfType(input.type), owner, name };
  throw problem("validation-failed", { detail: `name: ${valid.error.issues[0]?.message}` });
}

function isWantedPublic({ visibility, private: isPrivate }: RepoToCreate): boolean {
  if (typeof isPrivate === "boolean") return !isPrivate;
  return (visibility ?? "public") === "public";
}

/** Where people review what is published, nothing is readable before they have. */
async function visibilityOf(ctx: RequestContext, input: RepoToCreate): Promise<Visibility> {
  if (!isWantedPublic(input)) return "private";
  return (await readSetting(ctx, "review.mode")) === "automatic" ? "public" : "private";
}

function reviewWarning(ctx: RequestContext, kind: AssetKind, fullName: string): string {
  const page = settingsUrl(ctx.baseUrl, kind, fullName);
  return `Review; This gallery reviews what is published: publish ${fullName} at ${page}, until then it is private`;
}

async function nameTaken(ctx: RequestContext, place: Place): Promise<CreatedRepo> {
  const existing = await findRepository(ctx, place);
  if (existing === undefined || existing.level === 0) throw noNamespace(place);
  const answer = answerOf(ctx, place.kind, fullNameOf(existing.repository));
  return { status: 409, answer: { error: "You already created this repository", ...answer } };
}

function noNamespace({ owner }: Place) {
  return problem("forbidden", {
    detail: `You have no right to create repositories in the namespace ${owner}`,
  });
}

function answerOf(ctx: RequestContext, kind: AssetKind, fullName: string) {
  return { url: webUrl(ctx.baseUrl, kind, fullName), name: fullName, id: fullName };
}
