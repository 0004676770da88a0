import type { Access } from "#contract/endpoint.ts";
import { problem } from "#contract/problems.ts";
import type { Viewer } from "./viewer.ts";

/**
 * Lets a caller through to an endpoint, or throws: `not-signed-in` without an identity,
 * `token-scope-too-small` where the credential is not enough, `forbidden` where the account is not.
 * The right on a repository (`access.right`) is decided by the use-case that finds it.
 */
export function admit(access: Access, ctx: { viewer: Viewer }): void {
  const { viewer } = ctx;
  if (viewer.kind === "anonymous") {
    if (access.who !== "anyone") throw problem("not-signed-in");
    return;
  }
  if (access.who === "administrator" && !viewer.isAdmin) {
    throw problem("forbidden", { detail: "Only administrators may do this" });
  }
  const { credential } = viewer;
  if (credential.kind === "session" || credential.kind === "system") return;
  if (access.sessionOnly === true) {
    throw problem("token-scope-too-small", {
      detail: "No token may do this, only a browser session",
      hint: "Sign in with your password",
    });
  }
  if (credential.kind === "token") {
    if (access.scope === "write" && credential.scope !== "write") throw tooSmall("write");
    return;
  }
  const isWithinRepositories = access.right !== undefined;
  if (access.who === "administrator" || (access.scope === "write" && !isWithinRepositories)) {
    throw problem("token-scope-too-small", {
      detail: "A fine-grained token reaches its repositories only",
    });
  }
}

function tooSmall(scope: string) {
  return problem("token-scope-too-small", { detail: `This needs a token of scope ${scope}` });
}
