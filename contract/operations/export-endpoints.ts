import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { AssetExport } from "./export.ts";

const BASE = "/console/exports/assets";
const READ = { who: "administrator", scope: "read" } as const;

export const countExport = endpoint({
  id: "operations.count-export",
  method: "GET",
  path: `${BASE}/count`,
  summary: "How many assets a list would hold",
  access: READ,
  query: AssetExport,
  answer: { status: 200, body: z.object({ count: z.number().int() }) },
});

export const exportAssets = endpoint({
  id: "operations.export-assets",
  method: "GET",
  path: BASE,
  summary: "A list of assets, whatever their state, as CSV (RFC 4180, UTF-8 with a mark)",
  access: READ,
  query: AssetExport,
  answer: { status: 200, body: { stream: true, mediaType: "text/csv" } },
});
