import { z } from "zod";
import type { AccessRequest, AccessStatus } from "#contract/assets/gate.ts";
import { AccessApplication } from "#contract/assets/gate.ts";
import { problem } from "#contract/problems.ts";
import { admit } from "../../accounts/index.ts";
import {
  askAccess,
  decideAccess,
  findAccessRequest,
  grantAccess,
  listAccessRequests,
} from "../../assets/index.ts";
import { WEB_PREFIXES } from "../address.ts";
import { parseBody } from "../parse-body.ts";
import { callRepository, type RepositoryCall } from "../repository-call.ts";
import { type Hub, onEachType } from "./hub.ts";
import { linkNextPage } from "./link-next-page.ts";
import { queryNumber, queryValue } from "./query.ts";

const PAGE = 100;
const Status = z.enum(["pending", "accepted", "rejected"]);

/**
 * Who asked for a gated repository, what is said to it, and asking itself. Who decides on requests
 * is known to their use-cases: it need not be who manages the repository.
 */
export function accessRequestRoutes(hub: Hub): void {
  const base = "/user-access-request";
  for (const status of Status.options) {
    onEachType(hub, {
      method: "GET",
      path: `${base}/${status}`,
      right: "see",
      answer: (call) => listRequests(call, status),
    });
  }
  onEachType(hub, { method: "POST", path: `${base}/handle`, right: "see", answer: handle });
  onEachType(hub, { method: "POST", path: `${base}/grant`, right: "manage", answer: grant });
  onEachType(hub, { method: "POST", path: "/ask-access", right: "see", answer: ask });
  for (const { prefix, kind } of WEB_PREFIXES) {
    hub.app.post(`${prefix}/:owner/:name/ask-access`, async (request, reply) => {
      const exchange = { ctx: await hub.contextOf(request), request, reply };
      const call = await callRepository(exchange, kind, "see");
      return call === undefined ? reply : ask(call);
    });
  }
}

function addressOf({ repository: { kind, ownerName: owner, name } }: RepositoryCall) {
  return { kind, owner, name };
}

async function listRequests(call: RepositoryCall, status: AccessStatus) {
  const { ctx, request } = call;
  const page = await listAccessRequests(ctx, addressOf(call), {
    status,
    cursor: queryValue(request, "cursor"),
    limit: queryNumber(request, "limit", { fallback: PAGE, max: PAGE }),
  });
  linkNextPage(call, ctx.baseUrl, page.nextCursor);
  return page.items.map((item) => present(call, item));
}

function present({ ctx }: RepositoryCall, item: AccessRequest) {
  const { name, nickname, avatarUrl } = item.account;
  return {
    requestId: item.id,
    user: {
      user: name,
      fullname: nickname || name,
      avatarUrl: avatarUrl === null ? "" : ctx.baseUrl + avatarUrl,
      ...(item.email === null ? {} : { email: item.email }),
    },
    status: item.status,
    timestamp: item.requestedAt,
    fields: { ...item.answers, ...(item.reason === "" ? {} : { reason: item.reason }) },
  };
}

const Handle = z.object({
  user: z.string().max(200).nullish(),
  requestId: z.string().max(64).nullish(),
  status: Status,
  rejectionReason: z.string().max(2000).nullish(),
});

/** By the name of the account, or by the id of the request. */
async function handle(call: RepositoryCall) {
  const { ctx, repository } = call;
  const { user, requestId, status, rejectionReason } = parseBody(Handle, call.request.body);
  const account = user ?? (await findAccessRequest(ctx, repository.id, requestId ?? ""))?.name;
  if (account === undefined) throw problem("validation-failed", { detail: "user: is missing" });
  const decision = { status, reason: rejectionReason ?? "" };
  return present(call, await decideAccess(ctx, { ...addressOf(call), account }, decision));
}

const Grant = z.object({ user: z.string().max(200) });

async function grant(call: RepositoryCall) {
  const { user: account } = parseBody(Grant, call.request.body);
  return present(call, await grantAccess(call.ctx, { ...addressOf(call), account }));
}

/** A form or JSON: `reason` and `acceptsTerms`, every other member the answer to a field. */
async function ask(call: RepositoryCall) {
  admit({ who: "signed-in", scope: "write", right: "see" }, call.ctx);
  const { reason, acceptsTerms, ...answers } = Form.parse(call.request.body ?? {});
  const application = {
    reason,
    answers,
    acceptsTerms: /^(?:true|on|1)$/u.test(acceptsTerms ?? ""),
  };
  const { status, requestedAt } = await askAccess(
    call.ctx,
    addressOf(call),
    parseBody(AccessApplication, application),
  );
  return { status, timestamp: requestedAt };
}

const Form = z
  .record(
    z.string().max(100),
    z.union([z.string(), z.array(z.string()), z.boolean()]).transform((value) => String(value)),
  )
  .catch({});
