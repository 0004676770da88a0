import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { Address } from "../fields.ts";
import { PageQuery, pageOf } from "../paging.ts";
import {
  AccessApplication,
  AccessDecision,
  AccessRequest,
  AccessStatus,
  Gate,
  GateView,
  OwnAccessRequest,
} from "./gate.ts";

const BASE = "/assets/:kind/:owner/:name";
const MANAGE = { who: "signed-in", scope: "write", right: "manage" } as const;
const Applicant = Address.extend({ account: z.string().min(1).max(200) });

export const getGate = endpoint({
  id: "assets.get-gate",
  method: "GET",
  path: `${BASE}/gate`,
  summary: "What stands before the content of an asset, and what became of one's own request",
  access: { who: "anyone", scope: "read", right: "see" },
  params: Address,
  answer: { status: 200, body: GateView },
});

export const setGate = endpoint({
  id: "assets.set-gate",
  method: "PUT",
  path: `${BASE}/gate`,
  summary: "Let content be read by whom the owner admits, or by whoever sees the asset",
  access: MANAGE,
  params: Address,
  body: Gate,
  answer: { status: 200, body: Gate },
});

export const askAccess = endpoint({
  id: "assets.ask-access",
  method: "POST",
  path: `${BASE}/access-request`,
  summary: "Ask for access to the content; the owner sees name, e-mail address and answers",
  access: { who: "signed-in", scope: "write", right: "see" },
  params: Address,
  body: AccessApplication,
  answer: { status: 201, body: OwnAccessRequest },
  problems: ["gate-absent", "access-rejected"],
});

export const listAccessRequests = endpoint({
  id: "assets.list-access-requests",
  method: "GET",
  path: `${BASE}/access-requests`,
  summary: "Who asked for access, newest first",
  access: { ...MANAGE, scope: "read" },
  params: Address,
  query: PageQuery.extend({ status: AccessStatus }),
  answer: {
    status: 200,
    body: pageOf(AccessRequest).extend({
      /** Of all requests. */
      counts: z.record(AccessStatus, z.number().int()),
    }),
  },
});

export const decideAccess = endpoint({
  id: "assets.decide-access",
  method: "POST",
  path: `${BASE}/access-requests/:account`,
  summary: "Accept or reject a request, or take that back",
  access: MANAGE,
  params: Applicant,
  body: AccessDecision,
  answer: { status: 200, body: AccessRequest },
  problems: ["access-request-not-found"],
});

export const grantAccess = endpoint({
  id: "assets.grant-access",
  method: "PUT",
  path: `${BASE}/access-requests/:account`,
  summary: "Admit somebody who has not asked",
  access: MANAGE,
  params: Applicant,
  answer: { status: 200, body: AccessRequest },
  problems: ["gate-absent", "access-request-not-found"],
});
