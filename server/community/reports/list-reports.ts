import { z } from "zod";
import type { ReportTargetType } from "#contract/community/report-options.ts";
import type { ReportCase, ReportCaseSummary, ReportState } from "#contract/community/report.ts";
import type { Page, PageQuery } from "#contract/paging.ts";
import { problem } from "#contract/problems.ts";
import { requireAdministrator } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import { decodeCursor, toPage } from "../../platform/paging.ts";
import { presentCase, presentCases } from "./present.ts";
import { type CaseRow, countCases, findCase, listCases } from "./store/cases.ts";

const Cursor = z.tuple([z.coerce.date(), z.number().int()]);

type Query = PageQuery & { state: ReportState; type?: ReportTargetType | undefined };

/** PLT-3: what was reported, what waits longest first. */
export async function listReports(
  ctx: RequestContext,
  { cursor, limit, ...filter }: Query,
): Promise<Page<ReportCaseSummary> & { total: number }> {
  const viewer = requireAdministrator(ctx);
  const key = decodeCursor(cursor, Cursor);
  const after = key === null ? null : { openedAt: key[0], id: key[1] };
  const [rows, total] = await Promise.all([
    listCases(ctx.db, filter, { after, limit }),
    countCases(ctx.db, filter),
  ]);
  const { items, nextCursor } = toPage(rows, limit, {
    itemOf: (row: CaseRow) => row,
    keyOf: ({ openedAt, id }) => [openedAt, id],
  });
  return { items: await presentCases(ctx.db, viewer, items), nextCursor, total };
}

/** Everything reported about one target, beside its content. @throws {Problem} `report-not-found`. */
export async function getReport(ctx: RequestContext, publicId: string): Promise<ReportCase> {
  const viewer = requireAdministrator(ctx);
  const row = await findCase(ctx.db, publicId);
  if (row === undefined) throw problem("report-not-found");
  return presentCase(ctx.db, viewer, row);
}
