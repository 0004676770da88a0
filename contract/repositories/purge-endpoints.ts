import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { Address, Sha256 } from "../fields.ts";
import { PageQuery, pageOf } from "../paging.ts";
import { Purge, PurgePlan, PurgeTarget } from "./purge.ts";

const BASE = "/repositories/:kind/:owner/:name";
const MANAGE = { who: "signed-in", scope: "write", right: "manage" } as const;

export const planPurge = endpoint({
  id: "repositories.plan-purge",
  method: "POST",
  path: `${BASE}/purge-plans`,
  summary: "What a purge would make unreadable for good; changes nothing",
  access: MANAGE,
  params: Address,
  body: z.object({ target: PurgeTarget }),
  answer: { status: 200, body: PurgePlan },
  problems: ["history-too-long"],
});

export const purgeContents = endpoint({
  id: "repositories.purge-contents",
  method: "POST",
  path: `${BASE}/purges`,
  summary: "Make old content unreadable for good and free it; commits keep their ids",
  access: MANAGE,
  params: Address,
  body: z.object({
    target: PurgeTarget,
    /** Of the plan that was read. */
    plan: Sha256,
    /** The repository's full name, typed. */
    confirmation: z.string().max(200),
  }),
  answer: { status: 201, body: Purge },
  problems: ["confirmation-wrong", "purge-blocked", "purge-plan-stale", "history-too-long"],
});

export const listPurges = endpoint({
  id: "repositories.list-purges",
  method: "GET",
  path: `${BASE}/purges`,
  summary: "Purges of the repository, newest first",
  access: { ...MANAGE, scope: "read" },
  params: Address,
  query: PageQuery,
  answer: { status: 200, body: pageOf(Purge) },
});
