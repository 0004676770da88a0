import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Provider } from "oidc-provider";

/** What the provider knows of somebody. */
export type ProviderPerson = {
  sub: string;
  email?: string;
  email_verified?: boolean;
  name?: string;
  preferred_username?: string;
};

export type IdentityProvider = {
  issuer: string;
  /** Settings of a gallery that trusts it. */
  environment: Record<string, string>;
  /** Whoever comes next is this person, and has agreed to everything. */
  person: ProviderPerson;
  /** Makes another ID token of what the provider would say, signed as its own. */
  alterIdToken: ((claims: Record<string, unknown>) => Record<string, unknown>) | null;
  /** Names an address to which browsers may be sent back, before the first of them comes. */
  allowReturn: (address: string) => void;
  stop: () => Promise<void>;
};

const CLIENT = { client_id: "gallery", client_secret: randomBytes(24).toString("base64url") };

/** A real OpenID Connect provider on this machine, whose people sign in without being asked. */
export async function startIdentityProvider(): Promise<IdentityProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const redirects: string[] = ["http://localhost:7860/login/return"];
  const known = new Map<string, ProviderPerson>();
  const self: IdentityProvider = {
    issuer,
    environment: {
      GALLERY_OIDC_ISSUER: issuer,
      GALLERY_OIDC_CLIENT_ID: CLIENT.client_id,
      GALLERY_OIDC_CLIENT_SECRET: CLIENT.client_secret,
      GALLERY_OIDC_NAME: "Example Login",
    },
    person: { sub: "nobody" },
    alterIdToken: null,
    allowReturn: (address) => redirects.push(address),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
  // Made with the first request, when all addresses to come back to are known.
  let made: { provider: Provider; answer: ReturnType<Provider["callback"]> } | undefined;
  const make = () => {
    const provider = createProvider(issuer, { redirects, known, self });
    return { provider, answer: provider.callback() };
  };
  server.on("request", (request, response) => {
    made ??= make();
    if (!request.url?.startsWith("/interaction/")) void made.answer(request, response);
    else void letIn(made.provider, { request, response, known, person: self.person });
  });
  return self;
}

type Exchange = {
  request: IncomingMessage;
  response: ServerResponse;
  known: Map<string, ProviderPerson>;
  person: ProviderPerson;
};

async function letIn(provider: Provider, { request, response, known, person }: Exchange) {
  known.set(person.sub, { ...person });
  await provider.interactionFinished(request, response, { login: { accountId: person.sub } });
}

type Making = { redirects: string[]; known: Map<string, ProviderPerson>; self: IdentityProvider };

function createProvider(issuer: string, { redirects, known, self }: Making): Provider {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const provider = new Provider(issuer, {
    clients: [{ ...CLIENT, redirect_uris: redirects, response_types: ["code"] }],
    jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256" }] },
    cookies: { keys: [randomBytes(24).toString("base64url")] },
    claims: {
      email: ["email", "email_verified"],
      profile: ["name", "preferred_username"],
    },
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      Grant: 600,
      IdToken: 600,
      Interaction: 600,
      Session: 600,
    },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ ...known.get(sub), sub }) }),
    async loadExistingGrant({ oidc }) {
      const accountId = oidc.session?.accountId;
      const clientId = oidc.client?.clientId;
      if (accountId === undefined || clientId === undefined) return undefined;
      const grant = new oidc.provider.Grant({ accountId, clientId });
      grant.addOIDCScope("openid email profile");
      await grant.save();
      return grant;
    },
  });
  provider.use(async (call, next) => {
    await next();
    const answer = call.body as { id_token?: string } | null;
    if (self.alterIdToken === null || !answer?.id_token) return;
    call.body = { ...answer, id_token: alter(answer.id_token, self.alterIdToken, privateKey) };
  });
  return provider;
}

function alter(
  token: string,
  change: NonNullable<IdentityProvider["alterIdToken"]>,
  key: KeyObject,
): string {
  const [header = "", payload = ""] = token.split(".");
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as Record<
    string,
    unknown
  >;
  const changed = Buffer.from(JSON.stringify(change(claims))).toString("base64url");
  const signature = sign("sha256", Buffer.from(`${header}.${changed}`), key);
  return `${header}.${changed}.${signature.toString("base64url")}`;
}
