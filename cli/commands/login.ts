import { Command } from "commander";
import { storeToken, tokenFolder } from "../configuration/token-store.ts";
import { askSecret } from "../ask-secret.ts";
import type { Runner } from "../runner.ts";
import type { Session } from "../session.ts";
import { signIn, signInWithToken } from "../sign-in.ts";

export type LoggedIn = {
  account: string;
  endpoint: string;
  folder: string;
  expiresAt: string | null;
};

export function loginCommand(runner: Runner): Command {
  return new Command("login")
    .summary("sign in and keep a token")
    .description(
      "Signs in with what is configured: an access token (--token), a key pair (--access-key, " +
        "--secret-key) or a user and password (--user, --password). Keeps a token in the folder it " +
        "prints, readable by you alone. On a terminal it asks for what is missing.",
    )
    .action(() => runner.run(login, ({ folder }) => [folder]));
}

async function login(session: Session): Promise<LoggedIn> {
  const { configuration, output } = session;
  const { account, token, expiresAt } = await signInAsking(session);
  await storeToken(configuration, { account: account.name, token, expiresAt });
  output.notice(`Signed in to ${configuration.endpoint} as ${account.name}`);
  const folder = tokenFolder(configuration);
  return { account: account.name, endpoint: configuration.endpoint, folder, expiresAt };
}

function signInAsking({ configuration, signal }: Session) {
  const { secrets, user, endpoint } = configuration;
  const isComplete = secrets.size > 0;
  if (isComplete || !process.stdin.isTTY) return signIn(configuration);
  return user === undefined
    ? askSecret(`Access token of ${endpoint}: `, signal).then((token) =>
        signInWithToken(configuration, token),
      )
    : askSecret(`Password of ${user}: `, signal).then((password) =>
        signIn(configuration, password),
      );
}
