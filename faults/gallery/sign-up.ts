import type { Account } from "../model/world.ts";
import type { Caller } from "./caller.ts";

const PASSWORD = "a long enough passphrase";

/** Makes an account and a token that may write. @throws {Error} when it is refused. */
export async function signUp(caller: Caller, name: string): Promise<Account> {
  const account = { name, email: `${name}@example.org`, password: PASSWORD };
  const cookie = await firstCookie(`${caller.url}/api/v1/accounts`, account);
  const { status, json } = await caller.call({
    method: "POST",
    path: "/api/v1/me/tokens",
    body: { name: "faults", scope: "write" },
    headers: { cookie, origin: caller.url },
  });
  if (status !== 201) throw new Error(`${name} got no token: ${JSON.stringify(json)}`);
  return { name, token: String(json["secret"]) };
}

async function firstCookie(url: string, body: object): Promise<string> {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  const [cookie = ""] = answer.headers.getSetCookie();
  return cookie.split(";")[0] ?? "";
}
