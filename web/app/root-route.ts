import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext } from "@tanstack/react-router";
import { Shell } from "./layout/shell.tsx";
import { prefetch } from "./query-client.ts";
import { sessionOptions, siteOptions } from "./session.ts";

/** The parent of every page. Who is asking and where is asked once, beside the page's own data. */
export const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  loader: ({ context }) => {
    prefetch(context.queryClient, sessionOptions());
    prefetch(context.queryClient, siteOptions());
  },
  component: Shell,
});
