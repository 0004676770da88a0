import { hostname } from "node:os";
import type { Account } from "#contract/accounts/account.ts";
import { problem } from "#contract/problems.ts";
import { type GalleryClient, readProblem } from "#sdk/index.ts";
import type { Configuration } from "./configuration/read-configuration.ts";
import { connect } from "./connect.ts";
import { UsageError } from "./exit-codes.ts";

/** A token, and whose it is. */
export type SignedIn = { account: Account; token: string; expiresAt: string | null };

const TOKEN_DAYS = 90;

/**
 * Turns the configured credentials into a token: a key pair for one of an hour, a user and password
 * for one of 90 days, a token as it is once the gallery has confirmed it.
 * @throws {UsageError} without credentials, or when they are another account's than `iam_domain`.
 * @throws {Problem} `credentials-wrong`, `token-invalid`
 */
export async function signIn(
  configuration: Configuration,
  typedPassword?: string,
): Promise<SignedIn> {
  return confirm(configuration, await obtainToken(configuration, typedPassword));
}

/** The same with a token that was typed in. */
export function signInWithToken(configuration: Configuration, token: string): Promise<SignedIn> {
  return confirm(configuration, { token, expiresAt: null });
}

async function confirm(
  configuration: Configuration,
  granted: { token: string; expiresAt: string | null },
): Promise<SignedIn> {
  const { endpoint, timeoutMs } = configuration;
  const client = connect({ baseUrl: endpoint, timeoutMs, token: granted.token });
  const { account } = await client.call("accounts.get-session");
  if (account === null) throw problem("token-invalid");
  refuseOtherAccount(account, configuration);
  return { account, ...granted };
}

/** A token of one hour for the configured key pair. @throws {Problem} `credentials-wrong` */
export async function exchangeKeyPair(
  configuration: Configuration,
): Promise<{ token: string; expiresAt: string }> {
  const [accessKey = "", secretKey = ""] = await Promise.all([
    configuration.readSecret("accessKey"),
    configuration.readSecret("secretKey"),
  ]);
  const body = { accessKey, secretKey };
  return signInClient(configuration).call("accounts.exchange-access-key", { body });
}

async function obtainToken(
  configuration: Configuration,
  typedPassword: string | undefined,
): Promise<{ token: string; expiresAt: string | null }> {
  const { secrets, user } = configuration;
  if (secrets.has("token")) {
    const token = (await configuration.readSecret("token")) ?? "";
    return { token, expiresAt: null };
  }
  if (secrets.has("accessKey")) return exchangeKeyPair(configuration);
  const password = typedPassword ?? (await configuration.readSecret("password"));
  if (user !== undefined && password !== undefined) {
    return createToken(configuration, { login: user, password });
  }
  throw new UsageError(
    "No credentials are configured",
    "Give --token, or --user and --password, or iam_ak and iam_sk in config.env",
  );
}

/** Only a browser session may create tokens, so one is opened for the moment. */
async function createToken(
  configuration: Configuration,
  credentials: { login: string; password: string },
): Promise<{ token: string; expiresAt: string | null }> {
  const client = signInClient(configuration);
  const { origin } = new URL(configuration.signInUrl);
  const opened = await client.request("/api/v1/session", {
    method: "POST",
    headers: { "content-type": "application/json", origin },
    body: JSON.stringify(credentials),
  });
  if (!opened.ok) throw await readProblem(opened);
  const cookie = opened.headers
    .getSetCookie()
    .map((line) => line.split(";", 1)[0])
    .join("; ");
  await opened.body?.cancel();
  const headers = { cookie, origin };
  try {
    const { secret, expiresAt } = await client.call(
      "accounts.create-token",
      {
        body: {
          name: `gallery-cli on ${hostname()}`.slice(0, 64),
          scope: "write",
          expiresInDays: TOKEN_DAYS,
        },
      },
      { headers },
    );
    return { token: secret, expiresAt };
  } finally {
    await client.call("accounts.sign-out", {}, { headers });
  }
}

function refuseOtherAccount(account: Account, configuration: Configuration): void {
  const wanted = configuration.account?.toLowerCase();
  const names = [account.id, account.name, ...account.organisations.map(({ name }) => name)];
  if (wanted === undefined || names.some((name) => name.toLowerCase() === wanted)) return;
  throw new UsageError(
    `The credentials are those of ${account.name}, not of ${configuration.account}`,
    "iam_domain (--account) is the account's ID or name, or an organisation of it",
  );
}

function signInClient({ signInUrl, timeoutMs }: Configuration): GalleryClient {
  return connect({ baseUrl: signInUrl, timeoutMs });
}
