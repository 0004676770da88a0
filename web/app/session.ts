import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { notFound, redirect } from "@tanstack/react-router";
import type { Account } from "#contract/accounts/account.ts";
import { callOptions } from "./gallery.ts";

const MINUTE_MS = 60_000;

export const sessionOptions = () => ({
  ...callOptions("accounts.get-session"),
  staleTime: 5 * MINUTE_MS,
});
export const siteOptions = () => ({ ...callOptions("operations.get-site"), staleTime: MINUTE_MS });

/** The signed-in account, null for a visitor, undefined while not known yet. */
export function useAccount(): Account | null | undefined {
  return useQuery(sessionOptions()).data?.account;
}

/** Name, address and limits of this gallery; undefined while not known yet. */
export function useSite() {
  return useQuery(siteOptions()).data;
}

/** Called after signing in or out: everything kept was told to someone else. */
export function useForgetAnswers(): () => Promise<void> {
  const queryClient = useQueryClient();
  return async () => {
    await queryClient.cancelQueries();
    await queryClient.resetQueries();
  };
}

/** For `beforeLoad` of pages that need an account: sends visitors to sign in and back again. */
export async function requireAccount(options: {
  context: { queryClient: QueryClient };
  location: { href: string };
}): Promise<{ account: Account }> {
  const { account } = await options.context.queryClient.query({
    ...sessionOptions(),
    staleTime: "static",
  });
  if (account !== null) return { account };
  const href = `/login?next=${encodeURIComponent(options.location.href)}`;
  return redirect({ href, throw: true }) as never;
}

/** For `beforeLoad` of the console: for anybody else it is not there. */
export async function requireAdministrator(
  options: Parameters<typeof requireAccount>[0],
): Promise<{ account: Account }> {
  const { account } = await requireAccount(options);
  if (account.isAdmin) return { account };
  return notFound({ throw: true }) as never;
}
