import type { FastifyInstance, FastifyRequest } from "fastify";
import { problem } from "#contract/problems.ts";
import { findRepository } from "../../repositories/index.ts";
import { HUB_TYPES, type HubType } from "../address.ts";
import type { ContextOf } from "../repository-call.ts";
import type { Hub } from "./hub.ts";

/**
 * What no other route takes. An id without a namespace (`/api/models/gpt2/…`) names a repository
 * that is not here, and clients must be told so by its code; a call that is not offered for a
 * repository that is here must not look like a missing repository.
 */
export function fallbackRoutes({ app, contextOf }: Hub): void {
  for (const type of Object.keys(HUB_TYPES) as HubType[]) {
    app.all(`/api/${type}/*`, (request) => refuseCall(request, { contextOf, type }));
  }
  for (const verb of ["resolve", "raw"]) nameAlone(app, verb);
}

async function refuseCall(
  request: FastifyRequest,
  { contextOf, type }: { contextOf: ContextOf; type: HubType },
): Promise<never> {
  const { "*": rest = "" } = request.params as { "*"?: string };
  const [owner = "", name, call] = rest.split("/");
  if (name === undefined || call === undefined) throw problem("not-found");
  const ctx = await contextOf(request);
  const found = await findRepository(ctx, { kind: HUB_TYPES[type], owner, name });
  if (found === undefined || found.level === 0) throw problem("not-found");
  throw problem("call-unknown", { detail: `This gallery does not offer the call ${call}` });
}

/** `/gpt2/resolve/main/x`; a repository may itself be called like the verb. */
function nameAlone(app: FastifyInstance, verb: string): void {
  app.get(`/:name/${verb}/:rev(^(?!(?:resolve|raw)$).+$)/*`, async () => {
    throw problem("not-found");
  });
}
