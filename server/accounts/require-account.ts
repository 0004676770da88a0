import { problem } from "#contract/problems.ts";
import type { SignedIn, Viewer } from "./viewer.ts";

/** The signed-in viewer. @throws {Problem} `not-signed-in` */
export function requireAccount(ctx: { viewer: Viewer }): SignedIn {
  if (ctx.viewer.kind === "anonymous") throw problem("not-signed-in");
  return ctx.viewer;
}

/** The signed-in administrator. @throws {Problem} `not-signed-in`, `forbidden` */
export function requireAdministrator(ctx: { viewer: Viewer }): SignedIn {
  const viewer = requireAccount(ctx);
  if (viewer.isAdmin) return viewer;
  throw problem("forbidden", { detail: "Only administrators may do this" });
}
