import type { FastifyInstance } from "fastify";
import { toProblem } from "../../platform/http/index.ts";
import { accessRequestRoutes } from "./access-requests.ts";
import { accountRoutes } from "./account.ts";
import { answerHubError } from "./answer-error.ts";
import { commitRoutes } from "./commit.ts";
import type { ContextOf } from "../repository-call.ts";
import { discussionRoutes } from "./discussions.ts";
import { duplicateRoutes } from "./duplicate.ts";
import { fallbackRoutes } from "./fallback.ts";
import type { Hub } from "./hub.ts";
import { infoRoutes } from "./info.ts";
import { lfsFileRoutes } from "./lfs-files.ts";
import { likeRoutes } from "./likes.ts";
import { listRoutes } from "./list.ts";
import { addProtocolParsers } from "../parsers.ts";
import { peopleRoutes } from "./people.ts";
import { preuploadRoutes } from "./preupload.ts";
import { refRoutes } from "./refs.ts";
import { repoRoutes } from "./repos.ts";
import { resolveRoutes } from "./resolve.ts";
import { superSquashRoutes } from "./super-squash.ts";
import { tagRoutes } from "./tags-by-type.ts";
import { treeRoutes } from "./tree.ts";
import { validateYamlRoutes } from "./validate-yaml.ts";
import { xetTokenRoutes } from "./xet.ts";

/**
 * The API that Hugging Face hub clients speak, as a Fastify plugin with its own body and error
 * forms.
 */
export async function huggingfaceRoutes(
  app: FastifyInstance,
  { contextOf }: { contextOf: ContextOf },
): Promise<void> {
  addProtocolParsers(app);
  app.setErrorHandler((error, request, reply) => answerHubError(reply, toProblem(error, request)));
  app.addHook("onRequest", async (_request, reply) => {
    reply.header("cache-control", "no-store");
  });
  const hub: Hub = { app, contextOf };
  accountRoutes(hub);
  repoRoutes(hub);
  listRoutes(hub);
  infoRoutes(hub);
  likeRoutes(hub);
  discussionRoutes(hub);
  accessRequestRoutes(hub);
  lfsFileRoutes(hub);
  duplicateRoutes(hub);
  superSquashRoutes(hub);
  tagRoutes(hub);
  peopleRoutes(hub);
  treeRoutes(hub);
  refRoutes(hub);
  resolveRoutes(hub);
  preuploadRoutes(hub);
  commitRoutes(hub);
  validateYamlRoutes(hub);
  xetTokenRoutes(hub);
  fallbackRoutes(hub);
}
