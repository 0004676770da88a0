import type { FastifyInstance, FastifyReply } from "fastify";
import type { Right } from "#contract/endpoint.ts";
import type { AssetKind } from "#contract/kinds.ts";
import { problem } from "#contract/problems.ts";
import { toProblem } from "../../platform/http/index.ts";
import { listGitRefs } from "../../repositories/index.ts";
import { GIT_PREFIXES } from "../address.ts";
import { addStreamParser } from "../parsers.ts";
import {
  callRepositoryByGit,
  type ContextOf,
  type Exchange,
  type RepositoryCall,
} from "../repository-call.ts";
import { advertiseCommands, advertiseRefs, type Service } from "./advertise.ts";
import { answerGitError } from "./answer-error.ts";
import { answerFailure } from "./answer-stream.ts";
import { protocolVersion } from "./git-call.ts";
import { receivePack } from "./receive-pack.ts";
import { uploadPackInRounds } from "./upload-pack-v0.ts";
import { uploadPack } from "./upload-pack.ts";

const RIGHTS: Record<Service, Right> = { "git-upload-pack": "read", "git-receive-pack": "write" };

/** git's smart HTTP protocol, as a Fastify plugin. Source: git's gitprotocol-http. */
export async function gitRoutes(
  app: FastifyInstance,
  { contextOf }: { contextOf: ContextOf },
): Promise<void> {
  addStreamParser(app);
  app.setErrorHandler((error, request, reply) => answerGitError(reply, toProblem(error, request)));
  const bodyLimit = Number.MAX_SAFE_INTEGER;

  for (const { prefix, kind } of GIT_PREFIXES) {
    const base = `${prefix}/:owner/:name`;
    app.get(`${base}/info/refs`, async (request, reply) => {
      const { service } = request.query as { service?: unknown };
      if (service !== "git-upload-pack" && service !== "git-receive-pack") {
        throw problem("forbidden", {
          detail:
            "service: must be git-upload-pack or git-receive-pack; the protocol of before 2010 is not offered",
        });
      }
      const exchange = { ctx: await contextOf(request), request, reply };
      const call = await callRepositoryByGit(exchange, kind, RIGHTS[service]);
      return call === undefined ? reply : advertise(call, service);
    });
    app.post(`${base}/git-upload-pack`, { bodyLimit }, async (request, reply) => {
      const exchange = { ctx: await contextOf(request), request, reply };
      const isNew = protocolVersion(request) === 2;
      return answer(exchange, {
        kind,
        service: "git-upload-pack",
        perform: isNew ? uploadPack : uploadPackInRounds,
      });
    });
    app.post(`${base}/git-receive-pack`, { bodyLimit }, async (request, reply) => {
      const exchange = { ctx: await contextOf(request), request, reply };
      return answer(exchange, { kind, service: "git-receive-pack", perform: receivePack });
    });
  }
}

async function advertise(call: RepositoryCall, service: Service): Promise<FastifyReply> {
  const { ctx, repository, request, reply } = call;
  const version = protocolVersion(request);
  const isNew = version === 2 && service === "git-upload-pack";
  const body = isNew
    ? advertiseCommands()
    : advertiseRefs(service, await listGitRefs(ctx, repository), version === 1 ? 1 : 0);
  return reply
    .header("content-type", `application/x-${service}-advertisement`)
    .header("cache-control", "no-cache")
    .send(body);
}

type Asked = {
  kind: AssetKind;
  service: Service;
  perform: (call: RepositoryCall) => Promise<FastifyReply>;
};

/** Past the door, what goes wrong is told in the protocol: then every client shows it. */
async function answer(
  exchange: Exchange,
  { kind, service, perform }: Asked,
): Promise<FastifyReply> {
  const call = await callRepositoryByGit(exchange, kind, RIGHTS[service]);
  if (call === undefined) return exchange.reply;
  try {
    return await perform(call);
  } catch (error) {
    const name = service === "git-upload-pack" ? "upload-pack" : "receive-pack";
    return answerFailure(exchange.reply, name, error);
  }
}
