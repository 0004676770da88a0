import { ENDPOINTS } from "#contract/endpoints.ts";
import type { RequestContext } from "../context.ts";
import type { Mount } from "../platform/http/index.ts";
import { getSite } from "./get-site.ts";
import { listAuditEvents } from "./list-audit-events.ts";
import { listCapturedMails } from "./list-captured-mails.ts";

const { operations } = ENDPOINTS;

export function operationsRoutes(mount: Mount<RequestContext>): void {
  mount(operations.getSite, ({ ctx }) => getSite(ctx));
  mount(operations.listCapturedMails, ({ ctx, query }) => listCapturedMails(ctx, query));
  mount(operations.listAuditEvents, ({ ctx, query }) => listAuditEvents(ctx, query));
}
