import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { PageQuery, pageOf } from "../paging.ts";
import { GrowthEntry, GrowthStatus } from "./growth.ts";

export const listGrowth = endpoint({
  id: "accounts.list-growth",
  method: "GET",
  path: "/namespaces/:owner/growth",
  summary: "What a person has earned their growth with, newest first",
  access: { who: "anyone", scope: "read" },
  params: z.object({ owner: z.string().min(1).max(200) }),
  query: PageQuery,
  answer: { status: 200, body: pageOf(GrowthEntry) },
});

export const getGrowth = endpoint({
  id: "accounts.get-growth",
  method: "GET",
  path: "/me/growth",
  summary: "One's own growth, and whether one has checked in today",
  access: { who: "signed-in", scope: "read" },
  answer: { status: 200, body: GrowthStatus },
});

export const checkIn = endpoint({
  id: "accounts.check-in",
  method: "POST",
  path: "/me/check-in",
  summary: "Check in, once a day of one's own time zone; again on the same day changes nothing",
  access: { who: "signed-in", scope: "write" },
  answer: { status: 200, body: GrowthStatus },
});
