import { z } from "zod";
import { AssetName } from "#contract/fields.ts";
import { isProblem, problem } from "#contract/problems.ts";
import { createAsset, deleteAsset } from "../../assets/index.ts";
import type { RequestContext } from "../../context.ts";
import { requireRepository } from "../../repositories/index.ts";
import { kindOfType, splitFullName, webUrl } from "../address.ts";
import { requireAccount } from "../../accounts/index.ts";
import { fullNameOf } from "../repository-call.ts";
import { type Hub, onEachType } from "./hub.ts";
import { parseBody } from "../parse-body.ts";

const MAX_FIRST_FILES = 100;

const RepoToCreate = z.object({
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

const RepoToDelete = RepoToCreate.pick({ name: true, organization: true, type: true });

export function repoRoutes(hub: Hub): void {
  const { app, contextOf } = hub;
  app.post("/api/repos/create", async (request, reply) => {
    const ctx = await contextOf(request);
    const { status, ...answer } = await createRepo(ctx, parseBody(RepoToCreate, request.body));
    return reply.status(status).send(answer);
  });
  app.delete("/api/repos/delete", async (request) => {
    const ctx = await contextOf(request);
    await deleteRepo(ctx, parseBody(RepoToDelete, request.body));
    return {};
  });
  onEachType(hub, { method: "GET", path: "/auth-check", right: "read", answer: async () => ({}) });
  onEachType(hub, {
    method: "GET",
    path: "/auth-check/write",
    right: "write",
    answer: async () => ({}),
  });
}

/**
 * A name that is taken answers 409 with the same `url`: clients with `exist_ok` read it there
 * (huggingface_hub `HfApi.create_repo`).
 */
async function createRepo(ctx: RequestContext, input: z.output<typeof RepoToCreate>) {
  const viewer = requireAccount(ctx);
  const kind = kindOfType(input.type);
  const { owner, name } = splitFullName(input.name, input.organization, viewer.name);
  const valid = AssetName.safeParse(name);
  if (!valid.success) {
    throw problem("validation-failed", { detail: `name: ${valid.error.issues[0]?.message}` });
  }
  const isPrivate = input.private ?? (input.visibility ?? "public") !== "public";
  try {
    const asset = await createAsset(ctx, {
      kind,
      owner,
      name,
      visibility: isPrivate ? "private" : "public",
      ...(input.license ? { licence: input.license } : {}),
      files: (input.files ?? []).map(({ path, content, encoding }) => ({
        path,
        bytes: Buffer.from(content, encoding === "base64" ? "base64" : "utf8"),
      })),
    });
    return { status: 200, ...answerOf(ctx, kind, asset.fullName) };
  } catch (error) {
    if (!isProblem(error, "asset-name-taken")) throw error;
    const existing = await requireRepository(ctx, { kind, owner, name }, "see");
    return {
      status: 409,
      error: "You already created this repository",
      ...answerOf(ctx, kind, fullNameOf(existing)),
    };
  }
}

function answerOf(ctx: RequestContext, kind: ReturnType<typeof kindOfType>, fullName: string) {
  return { url: webUrl(ctx.baseUrl, kind, fullName), name: fullName, id: fullName };
}

async function deleteRepo(ctx: RequestContext, input: z.output<typeof RepoToDelete>) {
  const viewer = requireAccount(ctx);
  const { owner, name } = splitFullName(input.name, input.organization, viewer.name);
  // The call itself names the repository in full: that is the client's confirmation.
  const address = { kind: kindOfType(input.type), owner, name };
  const repository = await requireRepository(ctx, address, "manage");
  await deleteAsset(ctx, address, fullNameOf(repository));
}
