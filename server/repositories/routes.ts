import * as endpoints from "#contract/repositories/endpoints.ts";
import type { RequestContext } from "../context.ts";
import type { Mount } from "../platform/http/index.ts";
import { changesOfRequest } from "./commits/changes-of-request.ts";
import { commitChanges } from "./commits/commit-changes.ts";
import { getCommit } from "./commits/get-commit.ts";
import { listCommits } from "./commits/list-commits.ts";
import { listPathCommits } from "./commits/list-path-commits.ts";
import { planRestore } from "./commits/plan-restore.ts";
import { restoreRevision } from "./commits/restore-revision.ts";
import { connectionRoutes } from "./connections/routes.ts";
import { deliveryRoutes } from "./deliveries/routes.ts";
import { importRoutes } from "./imports/routes.ts";
import { archiveRoutes } from "./previews/archive/routes.ts";
import { diffRoutes } from "./previews/diff/routes.ts";
import { tableRoutes } from "./previews/tables/routes.ts";
import { tensorRoutes } from "./previews/tensors/routes.ts";
import { purgingRoutes } from "./purging/routes.ts";
import { getFile } from "./reading/get-file.ts";
import { listTree } from "./reading/list-tree.ts";
import { resolveRevision } from "./reading/resolve-revision.ts";
import { sendArchive } from "./reading/send-archive.ts";
import { sendContent } from "./reading/send-content.ts";
import { createBranch } from "./refs/create-branch.ts";
import { createTag } from "./refs/create-tag.ts";
import { deleteBranch, deleteTag } from "./refs/delete-ref.ts";
import { listRefs } from "./refs/list-refs.ts";
import { requireRepository } from "./require-repository.ts";
import { mediaRoutes } from "./previews/media/routes.ts";
import { scanRoutes } from "./scans/routes.ts";
import { surveyRoutes } from "./survey/routes.ts";
import { storageRoutes } from "./storage/routes.ts";
import { addressUploadParts } from "./uploads/address-upload-parts.ts";
import { cancelUpload } from "./uploads/cancel-upload.ts";
import { completeUpload } from "./uploads/complete-upload.ts";
import { getUpload } from "./uploads/get-upload.ts";
import { listUploads } from "./uploads/list-uploads.ts";
import { openUpload } from "./uploads/open-upload.ts";
import { partOfRequest, writeUploadPart } from "./uploads/write-upload-part.ts";

/** Endpoint by endpoint; what a viewer may do is decided by `requireRepository`. */
export function repositoriesRoutes(mount: Mount<RequestContext>): void {
  mediaRoutes(mount);
  surveyRoutes(mount);
  scanRoutes(mount);
  mount(endpoints.listRefs, async ({ ctx, params }) =>
    listRefs(ctx, await requireRepository(ctx, params, "read")),
  );
  mount(endpoints.createBranch, async ({ ctx, params, body }) =>
    createBranch(ctx, await requireRepository(ctx, params, "write"), body),
  );
  mount(endpoints.deleteBranch, async ({ ctx, params }) =>
    deleteBranch(ctx, await requireRepository(ctx, params, "write"), params.path),
  );
  mount(endpoints.createTag, async ({ ctx, params, body }) =>
    createTag(ctx, await requireRepository(ctx, params, "write"), body),
  );
  mount(endpoints.deleteTag, async ({ ctx, params }) =>
    deleteTag(ctx, await requireRepository(ctx, params, "write"), params.path),
  );

  mount(endpoints.listTree, async ({ ctx, params, query }) => {
    const repository = await requireRepository(ctx, params, "read");
    return listTree(ctx, repository, { ...query, revision: params.revision });
  });
  mount(endpoints.getFile, async ({ ctx, params }) =>
    getFile(ctx, await requireRepository(ctx, params, "read"), params),
  );
  mount(endpoints.getContent, async ({ ctx, params, query, request, reply }) => {
    const repository = await requireRepository(ctx, params, "read");
    await sendContent(ctx, { request, reply }, { repository, ...params, ...query });
  });
  mount(endpoints.getArchive, async ({ ctx, params, query, request, reply }) => {
    const repository = await requireRepository(ctx, params, "read");
    const wanted = { repository, revision: params.revision, ...query };
    await sendArchive(ctx, { request, reply }, wanted);
  });

  mount(endpoints.listCommits, async ({ ctx, params, query }) => {
    const repository = await requireRepository(ctx, params, "read");
    const commit = await resolveRevision(ctx, repository, params.revision);
    const list = query.path === "" ? listCommits : listPathCommits;
    return list(ctx, repository, { commit, ...query });
  });
  mount(endpoints.getCommit, async ({ ctx, params }) => {
    const repository = await requireRepository(ctx, params, "read");
    const commit = await resolveRevision(ctx, repository, params.revision);
    return getCommit(ctx, repository, commit);
  });
  mount(endpoints.createCommit, async ({ ctx, params, body }) => {
    const repository = await requireRepository(ctx, params, "write");
    return commitChanges(ctx, repository, changesOfRequest(body));
  });
  mount(endpoints.planRestore, async ({ ctx, params, query }) => {
    const repository = await requireRepository(ctx, params, "write");
    return planRestore(ctx, repository, { ...query, revision: params.revision });
  });
  mount(endpoints.restoreRevision, async ({ ctx, params, body }) =>
    restoreRevision(ctx, await requireRepository(ctx, params, "write"), body),
  );

  mount(endpoints.openUpload, async ({ ctx, params, body }) =>
    openUpload(ctx, await requireRepository(ctx, params, "write"), body),
  );
  mount(endpoints.listUploads, async ({ ctx, params, query }) =>
    listUploads(ctx, await requireRepository(ctx, params, "write"), query),
  );
  mount(endpoints.getUpload, async ({ ctx, params }) =>
    getUpload(ctx, await requireRepository(ctx, params, "write"), params.upload),
  );
  mount(endpoints.writeUploadPart, async ({ ctx, params, request }) => {
    const repository = await requireRepository(ctx, params, "write");
    return writeUploadPart(ctx, repository, partOfRequest(params, request));
  });
  mount(endpoints.addressUploadParts, async ({ ctx, params, body }) => {
    const repository = await requireRepository(ctx, params, "write");
    const asked = { id: params.upload, parts: body.parts };
    return { parts: await addressUploadParts(ctx, repository, asked) };
  });
  mount(endpoints.completeUpload, async ({ ctx, params }) =>
    completeUpload(ctx, await requireRepository(ctx, params, "write"), params.upload),
  );
  mount(endpoints.cancelUpload, async ({ ctx, params }) =>
    cancelUpload(ctx, await requireRepository(ctx, params, "write"), params.upload),
  );
  purgingRoutes(mount);
  storageRoutes(mount);
  tableRoutes(mount);
  tensorRoutes(mount);
  archiveRoutes(mount);
  diffRoutes(mount);
  connectionRoutes(mount);
  importRoutes(mount);
  deliveryRoutes(mount);
}
