import * as endpoints from "#contract/repositories/tensor-endpoints.ts";
import type { RequestContext } from "../../../context.ts";
import type { Mount } from "../../../platform/http/index.ts";
import { resolveRevision } from "../../reading/resolve-revision.ts";
import { requireRepository } from "../../require-repository.ts";
import { compareTensors } from "./compare-tensors.ts";
import { listTensors } from "./list-tensors.ts";
import { readTensorTable } from "./read-tensor-table.ts";

export function tensorRoutes(mount: Mount<RequestContext>): void {
  mount(endpoints.getTensorSummary, async ({ ctx, params, query: { scope } }) => {
    const repository = await requireRepository(ctx, params, "read");
    const commit = await resolveRevision(ctx, repository, params.revision);
    const at = { commit, path: params.path, scope };
    const { tensors: _, ...summary } = await readTensorTable(ctx, repository, at);
    return { ...summary, commit };
  });
  mount(endpoints.listTensors, async ({ ctx, params, query: { scope, ...query } }) => {
    const repository = await requireRepository(ctx, params, "read");
    const commit = await resolveRevision(ctx, repository, params.revision);
    const table = await readTensorTable(ctx, repository, { commit, path: params.path, scope });
    return listTensors(table, query);
  });
  mount(endpoints.compareTensors, async ({ ctx, params, query }) =>
    compareTensors(ctx, await requireRepository(ctx, params, "read"), { ...params, ...query }),
  );
}
