import * as endpoints from "#contract/community/report-endpoints.ts";
import type { RequestContext } from "../../context.ts";
import type { Mount } from "../../platform/http/index.ts";
import { decideReport } from "./decide-report.ts";
import { getReport, listReports } from "./list-reports.ts";
import { reportAbuse } from "./report-abuse.ts";

export function reportRoutes(mount: Mount<RequestContext>): void {
  mount(endpoints.reportAbuse, ({ ctx, body }) => reportAbuse(ctx, body));
  mount(endpoints.listReports, ({ ctx, query }) => listReports(ctx, query));
  mount(endpoints.getReport, ({ ctx, params }) => getReport(ctx, params.id));
  mount(endpoints.decideReport, ({ ctx, params, body }) => decideReport(ctx, params.id, body));
}
