import * as client from "openid-client";
import { problem } from "#contract/problems.ts";
import type { OidcSettings } from "../../config-oidc.ts";
import type { Context } from "../../context.ts";
import { boundedFetch } from "../../platform/network/index.ts";

const HOUR_MS = 3_600_000;
const TIMEOUT_MS = 10_000;
const MAX_ANSWER_BYTES = 1_000_000;

/** The provider did not answer, or not as a server that works. The library lets TypeErrors pass. */
export class ProviderUnreachableError extends TypeError {
  override name = "ProviderUnreachableError";
}

type Connected = { provider: Promise<client.Configuration>; at: number };

/** What a provider says of itself is asked again after an hour. */
const connections = new WeakMap<OidcSettings, Connected>();

/** The settings of the provider. @throws {Problem} `not-found` where none is configured. */
export function requireProvider({ config }: Pick<Context, "config">): OidcSettings {
  if (config.oidc !== null) return config.oidc;
  throw problem("not-found", { detail: "This gallery has no sign-in provider" });
}

/**
 * The provider as OpenID Connect Discovery 1.0 describes it.
 * @throws {Problem} `not-found` where none is configured, `provider-unavailable`
 */
export async function connectProvider(
  ctx: Pick<Context, "config" | "log" | "now">,
): Promise<client.Configuration> {
  const settings = requireProvider(ctx);
  const now = ctx.now().getTime();
  const known = connections.get(settings);
  if (known !== undefined && Math.abs(now - known.at) < HOUR_MS) return known.provider;
  const provider = discover(settings);
  connections.set(settings, { provider, at: now });
  try {
    return await provider;
  } catch (cause) {
    connections.delete(settings);
    throw unavailable(ctx, cause);
  }
}

/** Says in the log why, and to the caller that the provider does not work. */
export function unavailable({ config, log }: Pick<Context, "config" | "log">, cause: unknown) {
  log.warn({ err: cause, issuer: config.oidc?.issuer }, "the sign-in provider does not answer");
  return problem("provider-unavailable", {
    detail: `${config.oidc?.name} cannot be reached, or does not answer as it should`,
    hint: "Try again later, or sign in with your password",
    cause,
  });
}

function discover(settings: OidcSettings): Promise<client.Configuration> {
  const issuer = new URL(settings.issuer);
  return client.discovery(issuer, settings.clientId, undefined, authentication(settings), {
    [client.customFetch]: reach(settings, issuer),
    timeout: TIMEOUT_MS / 1000,
    // Only an issuer on this machine may be configured without TLS.
    execute: issuer.protocol === "http:" ? [client.allowInsecureRequests] : [],
  });
}

/** The issuer's own host is the operator's choice; what it names beside it is of the internet. */
function reach({ hosts }: OidcSettings, issuer: URL): client.CustomFetch {
  const host = issuer.hostname.replaceAll(/[[\]]/gu, "");
  const port = Number(issuer.port || (issuer.protocol === "https:" ? 443 : 80));
  const rules = { ...hosts, hosts: [...hosts.hosts, { host, port }] };
  const send = boundedFetch({ rules, maxBytes: MAX_ANSWER_BYTES, timeoutMs: TIMEOUT_MS });
  return async (url, request) => {
    let answer: Response;
    try {
      answer = await send(url, request);
    } catch (cause) {
      throw new ProviderUnreachableError(`${new URL(url).host} does not answer`, { cause });
    }
    if (answer.status < 500) return answer;
    throw new ProviderUnreachableError(`${new URL(url).host} answers ${answer.status}`);
  };
}

/** In the header, as every provider can, unless it says that it takes the body alone. */
function authentication({ clientSecret }: OidcSettings): client.ClientAuth {
  if (clientSecret === null) return client.None();
  const basic = client.ClientSecretBasic(clientSecret);
  const post = client.ClientSecretPost(clientSecret);
  return (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
    const takesBasic = methods.includes("client_secret_basic");
    return (takesBasic ? basic : post)(server, ...rest);
  };
}
