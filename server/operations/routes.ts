import { ENDPOINTS } from "#contract/endpoints.ts";
import type { RequestContext } from "../context.ts";
import type { Mount } from "../platform/http/index.ts";
import { countExport } from "./exports/count-export.ts";
import { exportAssets } from "./exports/export-assets.ts";
import { getSite } from "./get-site.ts";
import { listAuditActions, listAuditEvents } from "./list-audit-events.ts";
import { listCapturedMails } from "./list-captured-mails.ts";
import { changeSettings } from "./settings/change-settings.ts";
import { getSettings } from "./settings/get-settings.ts";
import { addWords } from "./words/add-words.ts";
import { exportWords } from "./words/export-words.ts";
import { listWords } from "./words/list-words.ts";
import { removeWords } from "./words/remove-words.ts";

const { operations } = ENDPOINTS;

export function operationsRoutes(mount: Mount<RequestContext>): void {
  mount(operations.getSite, ({ ctx }) => getSite(ctx));
  mount(operations.listCapturedMails, ({ ctx, query }) => listCapturedMails(ctx, query));
  mount(operations.listAuditEvents, ({ ctx, query }) => listAuditEvents(ctx, query));
  mount(operations.listAuditActions, ({ ctx }) => listAuditActions(ctx));
  mount(operations.getSettings, ({ ctx }) => getSettings(ctx));
  mount(operations.changeSettings, ({ ctx, body }) => changeSettings(ctx, body));
  mount(operations.listWords, ({ ctx, query }) => listWords(ctx, query));
  mount(operations.addWords, ({ ctx, body }) => addWords(ctx, body));
  mount(operations.removeWords, ({ ctx, body }) => removeWords(ctx, body));
  mount(operations.countExport, ({ ctx, query }) => countExport(ctx, query));
  mount(operations.exportAssets, ({ ctx, query, reply }) => exportAssets(ctx, query, reply));
  mount(operations.exportWords, ({ ctx, reply }) => exportWords(ctx, reply));
}
