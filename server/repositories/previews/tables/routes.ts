import {
  countTableRows as countEndpoint,
  getTableCell as cellEndpoint,
  getTableStatistics as statisticsEndpoint,
  listTableRows as rowsEndpoint,
} from "#contract/repositories/endpoints.ts";
import type { RequestContext } from "../../../context.ts";
import type { Mount } from "../../../platform/http/index.ts";
import { requireRepository } from "../../require-repository.ts";
import { goneOf } from "../gone-of.ts";
import { countTableRows } from "./count-table-rows.ts";
import { getTableStatistics } from "./get-table-statistics.ts";
import { listTableRows } from "./list-table-rows.ts";
import { sendTableCell } from "./send-table-cell.ts";

export function tableRoutes(mount: Mount<RequestContext>): void {
  mount(rowsEndpoint, async ({ ctx, params, query, reply }) => {
    const repository = await requireRepository(ctx, params, "read");
    return listTableRows(ctx, repository, { ...params, ...query, signal: goneOf(reply) });
  });
  mount(countEndpoint, async ({ ctx, params, query, reply }) => {
    const repository = await requireRepository(ctx, params, "read");
    return countTableRows(ctx, repository, { ...params, ...query, signal: goneOf(reply) });
  });
  mount(statisticsEndpoint, async ({ ctx, params, query, reply }) => {
    const repository = await requireRepository(ctx, params, "read");
    return getTableStatistics(ctx, repository, { ...params, ...query, signal: goneOf(reply) });
  });
  mount(cellEndpoint, async ({ ctx, params, query, request, reply }) => {
    const repository = await requireRepository(ctx, params, "read");
    await sendTableCell(ctx, { request, reply }, { repository, ...params, ...query });
  });
}
