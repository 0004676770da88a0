import type { FastifyRequest } from "fastify";
import { problem } from "#contract/problems.ts";
import type { Config } from "../config.ts";
import { sessionCookieName } from "./session-cookie.ts";

/** What a request brings to prove who asks. */
export type Presented =
  | { kind: "nothing" }
  | { kind: "token"; secret: string }
  | { kind: "session"; secret: string };

export type CredentialOptions = {
  /** Are session cookies taken? Never where git and hub clients write. Default true. */
  cookies?: boolean;
  /** Is a token as the password of Basic taken, as git sends it? Default false. */
  basic?: boolean;
};

/**
 * Reads the credential of a request; `Authorization` goes before the cookie.
 * @throws {Problem} `token-invalid` when `Authorization` is none that is taken here.
 */
export function readCredential(
  request: FastifyRequest,
  options: CredentialOptions & { config: Config },
): Presented {
  const header = request.headers.authorization;
  if (header !== undefined) {
    return { kind: "token", secret: readAuthorization(header, options.basic ?? false) };
  }
  if (options.cookies === false) return { kind: "nothing" };
  const secret = request.cookies[sessionCookieName(options.config, request)];
  return secret === undefined ? { kind: "nothing" } : { kind: "session", secret };
}

function readAuthorization(header: string, takesBasic: boolean): string {
  const [scheme = "", value = ""] = header.trim().split(/ +/, 2);
  switch (scheme.toLowerCase()) {
    case "bearer":
      return value;
    case "basic":
      if (takesBasic) return readBasic(value);
  }
  throw problem("token-invalid", { detail: `Authorization: ${schemes(takesBasic)} expected` });
}

/** The token is the password; some tools send it as the user name instead (RFC 7617). */
function readBasic(value: string): string {
  const pair = Buffer.from(value, "base64").toString("utf8");
  const colon = pair.indexOf(":");
  const user = colon < 0 ? pair : pair.slice(0, colon);
  const password = colon < 0 ? "" : pair.slice(colon + 1);
  return password === "" || password === "x-oauth-basic" ? user : password;
}

function schemes(takesBasic: boolean): string {
  return takesBasic ? "Bearer or Basic is" : "Bearer is";
}
