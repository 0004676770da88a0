import { z } from "zod";
import { isProblem, problem } from "#contract/problems.ts";
import { requireAccount } from "../../accounts/index.ts";
import { deleteAsset, renameAsset, setGate } from "../../assets/index.ts";
import { editBoard } from "../../community/index.ts";
import type { RequestContext } from "../../context.ts";
import { changeVisibility } from "../../publishing/index.ts";
import { findRepository, requireRepository } from "../../repositories/index.ts";
import { kindOfType, settingsUrl, splitFullName } from "../address.ts";
import { parseBody } from "../parse-body.ts";
import { fullNameOf, type RepositoryCall } from "../repository-call.ts";
import { createRepo, RepoToCreate } from "./create-repo.ts";
import { headerText } from "./answer-error.ts";
import { type Hub, onEachType } from "./hub.ts";

export function repoRoutes(hub: Hub): void {
  const { app, contextOf } = hub;
  app.post("/api/repos/create", async (request, reply) => {
    const ctx = await contextOf(request);
    const created = await createRepo(ctx, parseBody(RepoToCreate, request.body));
    if (created.warning !== undefined) reply.header("x-hf-warning", headerText(created.warning));
    return reply.status(created.status).send(created.answer);
  });
  app.delete("/api/repos/delete", async (request) => {
    const ctx = await contextOf(request);
    await deleteRepo(ctx, parseBody(RepoToDelete, request.body));
    return {};
  });
  app.post("/api/repos/move", async (request) => {
    const ctx = await contextOf(request);
    await moveRepo(ctx, parseBody(RepoToMove, request.body));
    return {};
  });
  onEachType(hub, { method: "PUT", path: "/settings", right: "manage", answer: changeSettings });
  onEachType(hub, { method: "GET", path: "/auth-check", right: "read", answer: async () => ({}) });
  onEachType(hub, {
    method: "GET",
    path: "/auth-check/write",
    right: "write",
    answer: async () => ({}),
  });
}

const RepoToDelete = RepoToCreate.pick({ name: true, organization: true, type: true });

async function deleteRepo(ctx: RequestContext, input: z.output<typeof RepoToDelete>) {
  const viewer = requireAccount(ctx);
  const { owner, name } = splitFullName(input.name, input.organization, viewer.name);
  // The call itself names the repository in full: that is the client's confirmation.
  const address = { kind: kindOfType(input.type), owner, name };
  const repository = await requireRepository(ctx, address, "manage");
  // Deleting by an old name would take away what now stands elsewhere.
  if ((await findRepository(ctx, address))?.movedTo) throw problem("not-found");
  await deleteAsset(ctx, address, fullNameOf(repository));
}

const FullName = z.string().regex(/^[^/]+\/[^/]+$/, "must be namespace/name");
const RepoToMove = z.object({ fromRepo: FullName, toRepo: FullName, type: z.string().nullish() });

/** The old id answers 307 to the new one from then on. */
async function moveRepo(ctx: RequestContext, input: z.output<typeof RepoToMove>) {
  const viewer = requireAccount(ctx);
  const from = splitFullName(input.fromRepo, null, viewer.name);
  const to = splitFullName(input.toRepo, null, viewer.name);
  await renameAsset(ctx, { kind: kindOfType(input.type), ...from }, to);
}

const Settings = z.object({
  visibility: z.enum(["public", "private"]).nullish(),
  private: z.boolean().nullish(),
  discussionsDisabled: z.boolean().nullish(),
  gated: z
    .union([z.enum(["auto", "manual"]), z.literal(false)], "must be auto, manual or false")
    .nullish(),
});

function visibilityOf(isPrivate: boolean | null | undefined) {
  if (typeof isPrivate !== "boolean") return undefined;
  return isPrivate ? "private" : "public";
}

async function changeSettings({ ctx, repository, request }: RepositoryCall) {
  const settings = parseBody(Settings, request.body);
  const { visibility, private: isPrivate, gated, discussionsDisabled } = settings;
  const wanted = visibility ?? visibilityOf(isPrivate);
  const { kind, ownerName: owner, name } = repository;
  if (typeof discussionsDisabled === "boolean") {
    await editBoard(ctx, { kind, owner, name }, { isOpen: !discussionsDisabled });
  }
  if (typeof gated === "string" || gated === false) {
    await setGate(ctx, { kind, owner, name }, { mode: gated === false ? "off" : gated });
  }
  if (wanted === undefined) return {};
  try {
    await changeVisibility(ctx, { kind, owner, name }, { visibility: wanted });
  } catch (error) {
    if (!isProblem(error, "review-required")) throw error;
    const page = settingsUrl(ctx.baseUrl, kind, fullNameOf(repository));
    throw problem("review-required", {
      detail: `This gallery reviews what is published: publish the repository at ${page}`,
    });
  }
  return { private: wanted === "private" };
}
