import {
  QueryCache,
  QueryClient,
  type QueryExecuteOptions,
  type QueryKey,
  type UseInfiniteQueryOptions,
} from "@tanstack/react-query";
import { isProblem, type Problem } from "#contract/problems.ts";

const MAX_RETRIES = 2;

/** Kept answers: fresh for half a minute; only an unreachable or overloaded server is asked again. */
export function createQueryClient(): QueryClient {
  const queryClient: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (isProblem(error, "not-signed-in")) {
          void queryClient.invalidateQueries({ queryKey: ["accounts.get-session"] });
        }
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (failures, error) =>
          failures < MAX_RETRIES && (!isProblem(error) || error.status === 503),
      },
    },
  });
  return queryClient;
}

/** For route loaders: starts a call early and does not wait; its failure shows where it is used. */
export function prefetch<Answer>(
  queryClient: QueryClient,
  options: QueryExecuteOptions<Answer, Problem>,
): void {
  queryClient.query(options).catch(() => undefined);
}

/** The same for a list by pages: `prefetchList(queryClient, listOptions(…))`. */
export function prefetchList<Answer, Pages>(
  queryClient: QueryClient,
  options: Pick<
    UseInfiniteQueryOptions<Answer, Problem, Pages, QueryKey, string | undefined>,
    "queryKey" | "queryFn" | "initialPageParam"
  >,
): void {
  const { queryKey, queryFn, initialPageParam } = options;
  if (typeof queryFn !== "function") return;
  queryClient.infiniteQuery({ queryKey, queryFn, initialPageParam }).catch(() => undefined);
}
