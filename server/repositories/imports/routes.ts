import * as endpoints from "#contract/repositories/transfer-endpoints.ts";
import type { RequestContext } from "../../context.ts";
import type { Mount } from "../../platform/http/index.ts";
import { requireRepository } from "../require-repository.ts";
import { listImports } from "./list-imports.ts";
import { cancelImport, retryImport } from "./move-import.ts";
import { startImport } from "./start-import.ts";

export function importRoutes(mount: Mount<RequestContext>): void {
  mount(endpoints.startImport, async ({ ctx, params, body }) =>
    startImport(ctx, await requireRepository(ctx, params, "write"), body),
  );
  mount(endpoints.listImports, async ({ ctx, params, query }) =>
    listImports(ctx, await requireRepository(ctx, params, "write"), query),
  );
  mount(endpoints.cancelImport, async ({ ctx, params }) =>
    cancelImport(ctx, await requireRepository(ctx, params, "write"), params.id),
  );
  mount(endpoints.retryImport, async ({ ctx, params }) =>
    retryImport(ctx, await requireRepository(ctx, params, "write"), params.id),
  );
}
