import type { FastifyInstance, FastifyRequest } from "fastify";
import {
  accountDeleting,
  accountsRoutes,
  admit,
  ANONYMOUS,
  handleAccountJobs,
} from "./accounts/index.ts";
import {
  assetDeleting,
  assetsRoutes,
  countDownload,
  forgetFavourites,
  handleAssetJobs,
  readCardOnCommit,
  subscribeAssets,
} from "./assets/index.ts";
import { communityRoutes, recordCommits, forgetAuthor } from "./community/index.ts";
import type { Context, RequestContext } from "./context.ts";
import {
  forgetMails,
  operationsRoutes,
  registerDocs,
  registerHealth,
  registerMetrics,
} from "./operations/index.ts";
import { createMount, createServer, runOnce, serveWeb } from "./platform/http/index.ts";
import { atomRoutes, feedLink } from "./protocols/atom/index.ts";
import { gitRoutes } from "./protocols/git/index.ts";
import { huggingfaceRoutes } from "./protocols/huggingface/index.ts";
import { lfsRoutes } from "./protocols/lfs/index.ts";
import { xetRoutes } from "./protocols/xet/index.ts";
import {
  askIsSubscriber,
  noteCommit,
  publishingRoutes,
  subscribePublishing,
} from "./publishing/index.ts";
import {
  findRepository,
  findVisibleAddresses,
  handleRepositoryJobs,
  handleScanJobs,
  onFileDownload,
  refMoved,
  repositoriesRoutes,
  subscribeScans,
  withdrawAllRights,
  watchPlainReads,
} from "./repositories/index.ts";
import {
  handleSubscriptionJobs,
  countLeavingAssets,
  forgetSubscriptions,
  isSubscriber,
  keepSubscribed,
  subscribeSubscriptions,
  subscriptionsRoutes,
} from "./subscriptions/index.ts";
import { workbenchRoutes } from "./workbench/index.ts";
import { allowedHosts, baseUrlOf, contextOfViewer, requestContext } from "./request-context.ts";

export type AppOptions = {
  /** Folder of the built web page; null: the API alone. */
  webFolder: string | null;
  /** Every JSON answer is checked against its schema: on in tests. */
  checksAnswers: boolean;
  /** Tests decide who asks; otherwise the request's credential does. */
  contextOf?: (request: FastifyRequest) => Promise<RequestContext>;
};

/** One HTTP server with every domain, protocol and page on it. */
export async function createApp(ctx: Context, options: AppOptions): Promise<FastifyInstance> {
  const app = await createServer({
    log: ctx.log,
    trustProxy: ctx.config.trustProxy,
    idleTimeoutMs: ctx.config.idleTimeoutMs,
    allowedHosts: allowedHosts(ctx),
  });
  const contextOf =
    options.contextOf ?? ((request: FastifyRequest) => requestContext(ctx, request));
  const mount = createMount(app, {
    contextOf,
    admit: (access, call) => admit(access, call),
    once: ({ ctx: call, request, run }) =>
      call.viewer.kind === "account"
        ? runOnce({ db: call.db, accountId: call.viewer.accountId, request, run })
        : run(),
    checksAnswers: options.checksAnswers,
  });

  registerMetrics(app, ctx, contextOf);
  registerHealth(app, ctx);
  accountsRoutes(mount, { countLeavingAssets, findRepository, findVisibleAddresses });
  repositoriesRoutes(mount);
  assetsRoutes(mount);
  publishingRoutes(mount);
  subscriptionsRoutes(mount);
  communityRoutes(mount);
  workbenchRoutes(mount);
  operationsRoutes(mount);
  await registerDocs(app, (request) => baseUrlOf(ctx, request));
  const protocols = {
    contextOf: (request: FastifyRequest) =>
      requestContext(ctx, request, { cookies: isRead(request), basic: true }),
  };
  await app.register(huggingfaceRoutes, protocols);
  await app.register(lfsRoutes, protocols);
  await app.register(gitRoutes, {
    contextOf: (request: FastifyRequest) =>
      requestContext(ctx, request, { cookies: false, basic: true }),
  });
  await app.register(xetRoutes, {
    // Its tokens are not those of accounts: the protocol reads them itself.
    contextOf: (request: FastifyRequest) => contextOfViewer(ctx, request, ANONYMOUS),
  });
  await app.register(atomRoutes, {
    // Feeds are of what everybody may see, whoever reads them.
    contextOf: async (request: FastifyRequest) => contextOfViewer(ctx, request, ANONYMOUS),
  });
  await serveWeb(app, options.webFolder, {
    storageOrigin: ctx.store.direct?.origin,
    linkOf: feedLink,
  });
  return app;
}

/** Cookies never authorise a write of a protocol, but a pasted address opens for who is signed in. */
function isRead(request: FastifyRequest): boolean {
  return request.method === "GET" || request.method === "HEAD";
}

let unwire: () => void = () => {};

/**
 * How later words hear of earlier ones, and who does which job: once per process, before start. A
 * process has one gallery at a time: what was wired for another one is taken away.
 */
export function wireDomains(ctx: Context): void {
  unwireDomains();
  const ends = [
    refMoved.on(readCardOnCommit),
    refMoved.on((trx, move) => noteCommit(ctx, trx, move)),
    refMoved.on((trx, move) => recordCommits(ctx, trx, move)),
    onFileDownload(({ repositoryId, caller }) => {
      countDownload(ctx, { assetId: repositoryId, caller });
    }),
    watchPlainReads(ctx),
    accountDeleting.on(withdrawAllRights),
    accountDeleting.on(forgetFavourites),
    accountDeleting.on(forgetSubscriptions),
    accountDeleting.on(forgetAuthor),
    accountDeleting.on(forgetMails),
    assetDeleting.on((trx, asset) => keepSubscribed(ctx, trx, asset)),
    askIsSubscriber((db, assetId, accountId) =>
      isSubscriber({ ...ctx, db }, { assetId, accountId }),
    ),
  ];
  unwire = () => {
    for (const end of ends) end();
  };
  subscribeAssets(ctx);
  subscribePublishing(ctx);
  subscribeSubscriptions(ctx);
  subscribeScans(ctx);
  handleAccountJobs(ctx);
  handleRepositoryJobs(ctx);
  handleScanJobs(ctx);
  handleAssetJobs(ctx);
  handleSubscriptionJobs(ctx);
}

/** Words are as if nobody had wired them. */
export function unwireDomains(): void {
  unwire();
  unwire = () => {};
}
