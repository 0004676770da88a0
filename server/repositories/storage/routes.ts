import * as endpoints from "#contract/repositories/endpoints.ts";
import type { RequestContext } from "../../context.ts";
import type { Mount } from "../../platform/http/index.ts";
import { requireRepository } from "../require-repository.ts";
import { getOwnerStorage } from "./get-owner-storage.ts";
import { getRepositoryStorage } from "./get-repository-storage.ts";
import { listOwnerRepositories } from "./list-owner-repositories.ts";
import { listStorageOwners } from "./list-storage-owners.ts";
import { listStoredFiles } from "./list-stored-files.ts";
import { setQuota } from "./set-quota.ts";

export function storageRoutes(mount: Mount<RequestContext>): void {
  mount(endpoints.getStorage, async ({ ctx, params }) =>
    getRepositoryStorage(ctx, await requireRepository(ctx, params, "write")),
  );
  mount(endpoints.listStoredFiles, async ({ ctx, params, query }) =>
    listStoredFiles(ctx, await requireRepository(ctx, params, "write"), query),
  );
  mount(endpoints.getOwnerStorage, ({ ctx, params }) => getOwnerStorage(ctx, params.owner));
  mount(endpoints.listOwnerRepositories, ({ ctx, params, query }) =>
    listOwnerRepositories(ctx, params.owner, query),
  );
  mount(endpoints.listStorageOwners, ({ ctx, query }) => listStorageOwners(ctx, query));
  mount(endpoints.setQuota, ({ ctx, params, body }) => setQuota(ctx, params.owner, body.quota));
}
