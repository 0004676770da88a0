import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { Address, NamespaceSummary } from "../fields.ts";
import { PageQuery, pageOf } from "../paging.ts";
import {
  AccessApplication,
  AccessDecision,
  AccessDecisions,
  AccessRequest,
  AccessStatus,
  DecisionOutcome,
  Gate,
  GateChange,
  GateView,
  OwnAccessRequest,
  SentAccessRequest,
  WaitingRequests,
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
  summary:
    "Let content be read by whom the owner admits, or by whoever sees the asset; what is not given stays",
  access: MANAGE,
  params: Address,
  body: GateChange,
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

export const withdrawAccessRequest = endpoint({
  id: "assets.withdraw-access-request",
  method: "DELETE",
  path: `${BASE}/access-request`,
  summary: "Take back one's own request while it waits; one may ask again at once",
  access: { who: "signed-in", scope: "write", right: "see" },
  params: Address,
  answer: { status: 204 },
  problems: ["access-request-not-found", "access-request-decided", "rate-limited"],
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
  problems: ["access-request-not-found", "access-request-changed"],
});

export const decideAccessOfMany = endpoint({
  id: "assets.decide-access-of-many",
  method: "POST",
  path: `${BASE}/access-decisions`,
  summary: "Decide the same on many requests; the answer says what became of each",
  access: MANAGE,
  params: Address,
  body: AccessDecisions,
  answer: { status: 200, body: z.object({ outcomes: z.array(DecisionOutcome) }) },
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

export const listGateDelegates = endpoint({
  id: "assets.list-gate-delegates",
  method: "GET",
  path: `${BASE}/gate-delegates`,
  summary: "Who decides on requests for access beside those who manage the asset",
  access: { ...MANAGE, scope: "read" },
  params: Address,
  answer: { status: 200, body: z.object({ items: z.array(NamespaceSummary) }) },
});

export const addGateDelegate = endpoint({
  id: "assets.add-gate-delegate",
  method: "PUT",
  path: `${BASE}/gate-delegates/:account`,
  summary: "Let somebody decide on requests; of an organisation's asset, one of its members",
  access: MANAGE,
  params: Applicant,
  answer: { status: 204 },
  problems: ["delegate-unfit"],
});

export const removeGateDelegate = endpoint({
  id: "assets.remove-gate-delegate",
  method: "DELETE",
  path: `${BASE}/gate-delegates/:account`,
  summary: "Take the decisions back from somebody",
  access: MANAGE,
  params: Applicant,
  answer: { status: 204 },
});

export const listSentAccessRequests = endpoint({
  id: "assets.list-sent-access-requests",
  method: "GET",
  path: "/me/access-requests",
  summary: "One's own requests for access, newest first, as far as one sees the assets still",
  access: { who: "signed-in", scope: "read" },
  query: PageQuery.extend({
    status: AccessStatus.optional(),
    /** Part of the asset's name, title or Chinese name. */
    q: z.string().trim().max(200).optional(),
  }),
  answer: {
    status: 200,
    body: pageOf(SentAccessRequest).extend({
      /** Of what the words find. */
      counts: z.partialRecord(AccessStatus, z.number().int()),
    }),
  },
});

export const listWaitingAccessRequests = endpoint({
  id: "assets.list-waiting-access-requests",
  method: "GET",
  path: "/me/access-requests/waiting",
  summary: "Assets with requests that wait for one's decision, the longest waiting first",
  access: { who: "signed-in", scope: "read" },
  query: PageQuery,
  answer: { status: 200, body: pageOf(WaitingRequests) },
});
