import { cardTags, getHubFacts, type HubFacts } from "../../assets/index.ts";
import type { RequestContext } from "../../context.ts";
import {
  listEntriesRecursive,
  type Repository,
  resolveRevision,
} from "../../repositories/index.ts";
import { typeOfKind } from "../address.ts";
import { fullNameOf, type RepositoryCall } from "../repository-call.ts";
import { type Hub, onEachType } from "./hub.ts";
import { queryFlag, queryValues } from "./query.ts";
import { securityRepoStatus } from "./security.ts";
import { lfsOf } from "./tree.ts";

/** Files named in one info answer; a larger repository is listed through `tree`. */
const MAX_SIBLINGS = 50_000;

/** Whoever sees a repository reads what its files are called: a gate closes their content. */
export function infoRoutes(hub: Hub): void {
  onEachType(hub, { method: "GET", path: "", right: "see", answer: (call) => answerInfo(call) });
  onEachType(hub, {
    method: "GET",
    path: "/revision/:rev",
    right: "see",
    answer: (call) => answerInfo(call),
  });
}

/** `sha` is what snapshot downloads pin everything to: it is the commit of the asked revision. */
async function answerInfo({ ctx, repository, head, request }: RepositoryCall) {
  const { rev } = request.params as { rev?: string };
  const sha = rev === undefined ? head : await resolveRevision(ctx, repository, rev);
  const facts = await getHubFacts(ctx.db, repository.id);
  const expand = queryValues(request, "expand");
  const wantsSiblings = expand.length === 0 || expand.includes("siblings");
  const siblings =
    sha !== null && wantsSiblings
      ? await listSiblings(ctx, repository, { commit: sha, blobs: queryFlag(request, "blobs") })
      : [];
  const wantsSecurity =
    queryFlag(request, "securityStatus") || expand.includes("securityRepoStatus");
  const info = {
    ...describeRepository(repository, facts),
    sha,
    siblings,
    ...(wantsSecurity ? { securityRepoStatus: await securityRepoStatus(ctx, repository) } : {}),
  };
  return expand.length === 0 ? info : pick(info, expand);
}

/** What lists and details share. */
export function describeRepository(repository: Repository, facts: HubFacts) {
  const id = fullNameOf(repository);
  const type = typeOfKind(repository.kind);
  const { settings } = facts;
  return {
    _id: repository.publicId,
    id,
    ...(type === "models" ? { modelId: id } : {}),
    author: repository.ownerName,
    private: facts.visibility !== "public",
    gated: gatedOf(facts),
    disabled: false,
    downloads: facts.downloads,
    downloadsAllTime: facts.downloads,
    likes: facts.favourites,
    createdAt: repository.createdAt.toISOString(),
    lastModified: facts.updatedAt.toISOString(),
    tags: cardTags({ kind: repository.kind, settings, metadata: facts.metadata }),
    ...(type === "models" && settings.tasks[0] ? { pipeline_tag: settings.tasks[0] } : {}),
    ...(type === "models" && settings.frameworks[0]
      ? { library_name: settings.frameworks[0] }
      : {}),
    ...(type === "datasets"
      ? { description: settings.description, citation: null, paperswithcode_id: null }
      : {}),
    cardData: facts.metadata,
    usedStorage: repository.sizeBytes,
    spaces: [],
  };
}

/** Clients know one kind of closed content: what is subscribed to needs a step on its page, too. */
function gatedOf({ gate, needsSubscription }: HubFacts): "auto" | "manual" | false {
  if (gate !== "off") return gate;
  return needsSubscription ? "manual" : false;
}

async function listSiblings(
  ctx: RequestContext,
  repository: Repository,
  { commit, blobs }: { commit: string; blobs: boolean },
) {
  const siblings = [];
  for await (const entry of listEntriesRecursive(ctx, repository, { commit })) {
    if (siblings.length === MAX_SIBLINGS) break;
    const { path, oid, sha256, sizeBytes } = entry;
    const lfs = lfsOf(entry).lfs;
    siblings.push({
      rfilename: path,
      ...(blobs ? { size: sizeBytes, blobId: oid } : {}),
      ...(blobs && sha256 !== null && lfs !== undefined
        ? { lfs: { sha256, size: sizeBytes, pointerSize: lfs.pointerSize } }
        : {}),
    });
  }
  return siblings;
}

/** Only the asked fields, and the ids that clients index without asking. */
export function pick(info: { _id: string; id: string }, fields: readonly string[]) {
  const wanted = new Set(["_id", "id", "modelId", ...fields]);
  return Object.fromEntries(Object.entries(info).filter(([name]) => wanted.has(name)));
}
