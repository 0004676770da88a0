import { createRoute, redirect } from "@tanstack/react-router";
import { rootRoute } from "./root-route.ts";

/** Where addresses of the hub that people know lead here, by their first segment. */
const HUB_ADDRESSES = { spaces: "/apps", models: "" } as const;

/** `/spaces/a/b/tree/main` and `/models/a/b` of pasted addresses lead to our own pages. */
export const hubRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/spaces",
    beforeLoad: () => leadTo("/apps"),
  }),
  ...(["spaces", "models"] as const).map((segment) =>
    createRoute({
      getParentRoute: () => rootRoute,
      path: `/${segment}/$owner/$`,
      beforeLoad: ({ location }) => leadTo(ownAddress(location.href)),
    }),
  ),
];

/** @param href begins with a segment of the hub. */
export function ownAddress(href: string): string {
  const [, segment = "", rest = ""] = /^\/([^/]+)(\/.*)$/u.exec(href) ?? [];
  return segment in HUB_ADDRESSES
    ? HUB_ADDRESSES[segment as keyof typeof HUB_ADDRESSES] + rest
    : href;
}

function leadTo(href: string): never {
  return redirect({ href, replace: true, throw: true }) as never;
}
