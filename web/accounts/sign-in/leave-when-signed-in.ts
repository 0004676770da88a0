import type { QueryClient } from "@tanstack/react-query";
import { redirect } from "@tanstack/react-router";
import { sessionOptions } from "../../app/session.ts";
import { nextAddress } from "./next-address.ts";

/** For `beforeLoad` of the entrances: who is in already goes on. */
export async function leaveWhenSignedIn(options: {
  context: { queryClient: QueryClient };
  search: { next?: unknown };
}): Promise<void> {
  const { account } = await options.context.queryClient.query({
    ...sessionOptions(),
    staleTime: "static",
  });
  if (account === null) return;
  redirect({ href: nextAddress(options.search.next), replace: true, throw: true });
}
