import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { PageQuery, pageOf } from "../paging.ts";
import {
  NewReport,
  ReportCase,
  ReportCaseSummary,
  ReportState,
  ReportTargetType,
  ReportVerdict,
} from "./report.ts";

const DESK = "/console/reports";
const OneCase = z.object({ id: z.string().min(1).max(64) });

export const reportAbuse = endpoint({
  id: "community.report-abuse",
  method: "POST",
  path: "/reports",
  summary: "Report an asset, a comment, a discussion, a person or an organisation",
  access: { who: "signed-in", scope: "write" },
  body: NewReport,
  answer: { status: 204 },
  problems: ["not-found", "comment-not-found", "discussion-not-found", "already-reported"],
});

export const listReports = endpoint({
  id: "community.list-reports",
  method: "GET",
  path: DESK,
  summary: "What was reported, the longest waiting first; or what was decided",
  access: { who: "administrator", scope: "read" },
  query: PageQuery.extend({
    state: ReportState.default("open"),
    type: ReportTargetType.optional(),
  }),
  answer: {
    status: 200,
    body: pageOf(ReportCaseSummary).extend({
      /** With these filters; not counted beyond 10,000. */
      total: z.number().int(),
    }),
  },
});

export const getReport = endpoint({
  id: "community.get-report",
  method: "GET",
  path: `${DESK}/:id`,
  summary: "Everything reported about one target, with its content",
  access: { who: "administrator", scope: "read" },
  params: OneCase,
  answer: { status: 200, body: ReportCase },
  problems: ["report-not-found"],
});

export const decideReport = endpoint({
  id: "community.decide-report",
  method: "POST",
  path: `${DESK}/:id/decision`,
  summary: "Dismiss the reports of a target, or act on them; the reporters are told",
  access: { who: "administrator", scope: "write" },
  params: OneCase,
  body: ReportVerdict,
  answer: { status: 200, body: ReportCase },
  problems: ["report-not-found", "report-closed", "review-barred", "report-option-wrong"],
});
