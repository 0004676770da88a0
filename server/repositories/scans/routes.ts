import * as endpoints from "#contract/repositories/scan-endpoints.ts";
import type { RequestContext } from "../../context.ts";
import type { Mount } from "../../platform/http/index.ts";
import { requireRepository } from "../require-repository.ts";
import { getFileScan } from "./get-file-scan.ts";
import { getScanSummary } from "./get-scan-summary.ts";

/** What the security scan has found (PLT-5), for those who may read the files. */
export function scanRoutes(mount: Mount<RequestContext>): void {
  mount(endpoints.getFileScan, async ({ ctx, params }) =>
    getFileScan(ctx, await requireRepository(ctx, params, "read"), params),
  );
  mount(endpoints.getScanSummary, async ({ ctx, params }) =>
    getScanSummary(ctx, await requireRepository(ctx, params, "read")),
  );
}
