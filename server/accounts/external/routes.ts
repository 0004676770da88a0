import type { FastifyReply, FastifyRequest } from "fastify";
import * as endpoints from "#contract/accounts/external-login-endpoints.ts";
import type { RequestContext } from "../../context.ts";
import type { Mount } from "../../platform/http/index.ts";
import { refuseForeignSignIn } from "../refuse-foreign-sites.ts";
import {
  clearSecretCookie,
  secretCookieName,
  setSecretCookie,
  setSessionCookie,
} from "../session-cookie.ts";
import { createExternalAccount } from "./create-external-account.ts";
import { finishExternal } from "./finish-external.ts";
import { getArrival } from "./get-arrival.ts";
import { linkExternalAccount } from "./link-external-account.ts";
import { listExternalLogins } from "./list-external-logins.ts";
import { removeExternalLogin } from "./remove-external-login.ts";
import { ARRIVAL_MS } from "./rules.ts";
import { startExternalLink, startExternalSignIn } from "./start-external.ts";

/** Names the browser while somebody is away at the provider, and until they have an account. */
const NAME = "gallery-external";

export function externalLoginRoutes(mount: Mount<RequestContext>): void {
  journeyRoutes(mount);
  arrivalRoutes(mount);
  mount(endpoints.listExternalLogins, ({ ctx }) => listExternalLogins(ctx));
  mount(endpoints.removeExternalLogin, ({ ctx, params }) => removeExternalLogin(ctx, params.id));
}

function journeyRoutes(mount: Mount<RequestContext>): void {
  mount(endpoints.startExternalSignIn, async ({ ctx, body, request, reply }) => {
    refuseForeignSignIn(ctx.config, request);
    const { url, secret } = await startExternalSignIn(ctx, body);
    keep(ctx, { request, reply, secret });
    return { url };
  });
  mount(endpoints.startExternalLink, async ({ ctx, body, request, reply }) => {
    const { url, secret } = await startExternalLink(ctx, body);
    keep(ctx, { request, reply, secret });
    return { url };
  });
  mount(endpoints.finishExternalSignIn, async ({ ctx, body, request, reply }) => {
    refuseForeignSignIn(ctx.config, request);
    const secret = secretOf(ctx, request);
    clearSecretCookie(ctx.config, { request, reply }, NAME);
    const device = deviceOf(request);
    const finished = await finishExternal(ctx, { query: body.query, secret, device });
    const { outcome, next, sessionSecret, arrivalSecret } = finished;
    if (sessionSecret) setSessionCookie(ctx.config, { request, reply, secret: sessionSecret });
    if (arrivalSecret) keep(ctx, { request, reply, secret: arrivalSecret });
    return { outcome, next };
  });
}

function arrivalRoutes(mount: Mount<RequestContext>): void {
  mount(endpoints.getExternalArrival, ({ ctx, request }) =>
    getArrival(ctx, secretOf(ctx, request)),
  );
  mount(endpoints.createExternalAccount, async ({ ctx, body, request, reply }) => {
    refuseForeignSignIn(ctx.config, request);
    const arriving = { secret: secretOf(ctx, request), device: deviceOf(request) };
    const { account, sessionSecret } = await createExternalAccount(ctx, body, arriving);
    letIn(ctx, { request, reply, secret: sessionSecret });
    return account;
  });
  mount(endpoints.linkExternalAccount, async ({ ctx, body, request, reply }) => {
    refuseForeignSignIn(ctx.config, request);
    const arriving = { secret: secretOf(ctx, request), device: deviceOf(request) };
    const { account, sessionSecret } = await linkExternalAccount(ctx, body, arriving);
    letIn(ctx, { request, reply, secret: sessionSecret });
    return account;
  });
}

type Exchange = { request: FastifyRequest; reply: FastifyReply; secret: string };

function keep(ctx: RequestContext, exchange: Exchange): void {
  setSecretCookie(ctx.config, exchange, { name: NAME, maxAgeSeconds: ARRIVAL_MS / 1000 });
}

function letIn(ctx: RequestContext, exchange: Exchange): void {
  clearSecretCookie(ctx.config, exchange, NAME);
  setSessionCookie(ctx.config, exchange);
}

function secretOf(ctx: RequestContext, request: FastifyRequest): string | undefined {
  return request.cookies[secretCookieName(ctx.config, request, NAME)];
}

function deviceOf(request: FastifyRequest) {
  return { userAgent: request.headers["user-agent"] ?? "" };
}
