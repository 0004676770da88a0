import * as endpoints from "#contract/publishing/version-endpoints.ts";
import type { RequestContext } from "../../context.ts";
import type { Mount } from "../../platform/http/index.ts";
import { listRegions } from "../regions/list-regions.ts";
import { addVersion } from "./add-version.ts";
import { bringVersionOnline } from "./bring-version-online.ts";
import { discardVersion } from "./discard-version.ts";
import { editVersion } from "./edit-version.ts";
import { getVersion } from "./get-version.ts";
import { listVersions } from "./list-versions.ts";
import { retryVersion } from "./retry-version.ts";
import { takeVersionOffline } from "./take-version-offline.ts";

/** Versions of a published asset (PUB-5, PUB-6), and the regions they name (PUB-20). */
export function versionRoutes(mount: Mount<RequestContext>): void {
  mount(endpoints.listVersions, ({ ctx, params, query }) => listVersions(ctx, params, query));
  mount(endpoints.getVersion, ({ ctx, params }) => getVersion(ctx, params));
  mount(endpoints.addVersion, ({ ctx, params, body }) => addVersion(ctx, params, body));
  mount(endpoints.editVersion, ({ ctx, params, body }) => editVersion(ctx, params, body));
  mount(endpoints.takeVersionOffline, ({ ctx, params }) => takeVersionOffline(ctx, params));
  mount(endpoints.bringVersionOnline, ({ ctx, params }) => bringVersionOnline(ctx, params));
  mount(endpoints.retryVersion, ({ ctx, params }) => retryVersion(ctx, params));
  mount(endpoints.discardVersion, ({ ctx, params }) => discardVersion(ctx, params));
  mount(endpoints.listRegions, async ({ ctx }) => listRegions(ctx));
}
