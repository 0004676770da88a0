import {
  infiniteQueryOptions,
  type QueryKey,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import type { Problem } from "#contract/problems.ts";
import {
  type CallOptions,
  createClient,
  type EndpointId,
  type InputOf,
  type OutputOf,
} from "#sdk/index.ts";

/** The API of this page's own origin, signed in by the session cookie. */
export const gallery = createClient({ baseUrl: "" });

type CallArguments<Id extends EndpointId> =
  {} extends InputOf<Id> ? [input?: InputOf<Id>] : [input: InputOf<Id>];
type CallRest<Id extends EndpointId> =
  {} extends InputOf<Id>
    ? [input?: InputOf<Id>, options?: CallOptions]
    : [input: InputOf<Id>, options?: CallOptions];

/** `gallery.call` with the input as one optional argument, for code that is generic in the id. */
export function callGallery<Id extends EndpointId>(
  id: Id,
  input?: InputOf<Id>,
  options?: CallOptions,
): Promise<OutputOf<Id>> {
  return gallery.call(id, ...([input, options] as unknown as CallRest<Id>));
}

/** Query options of one call; use them in route loaders: `prefetch(queryClient, callOptions(…))`. */
export function callOptions<Id extends EndpointId>(id: Id, ...[input]: CallArguments<Id>) {
  return queryOptions<OutputOf<Id>, Problem>({
    queryKey: [id, input ?? null],
    queryFn: ({ signal }) => callGallery(id, input, { signal }),
  });
}

/** The answer of one call, kept and refreshed: `useCall("assets.get-asset", { params })`. */
export function useCall<Id extends EndpointId>(id: Id, ...rest: CallArguments<Id>) {
  return useQuery(callOptions(id, ...rest));
}

type ListId = {
  [Id in EndpointId]: OutputOf<Id> extends { items: unknown[]; nextCursor: string | null }
    ? Id
    : never;
}[EndpointId];
type PageAnswer = { nextCursor: string | null };

/** Query options of a list by pages; `useListCall` gives the pages, `fetchNextPage` the next. */
export function listOptions<Id extends ListId>(id: Id, ...[input]: CallArguments<Id>) {
  return infiniteQueryOptions<
    OutputOf<Id>,
    Problem,
    { pages: OutputOf<Id>[] },
    QueryKey,
    string | undefined
  >({
    queryKey: [id, input ?? null, "pages"],
    queryFn: ({ signal, pageParam }) => callGallery(id, atCursor(input, pageParam), { signal }),
    initialPageParam: undefined,
    getNextPageParam: (last) => (last as unknown as PageAnswer).nextCursor ?? undefined,
  });
}

export function useListCall<Id extends ListId>(id: Id, ...rest: CallArguments<Id>) {
  return useInfiniteQuery(listOptions(id, ...rest));
}

function atCursor<Input>(input: Input, cursor: string | undefined): Input {
  const { query = {}, ...others } = (input ?? {}) as { query?: Record<string, unknown> };
  return { ...others, query: { ...query, ...(cursor === undefined ? {} : { cursor }) } } as Input;
}

export type ChangeOptions<Id extends EndpointId> = {
  /** Endpoint ids whose kept answers the change makes stale. */
  stale?: readonly EndpointId[];
  onSuccess?: (output: OutputOf<Id>, input: InputOf<Id>) => void | Promise<void>;
};

/** A writing call: `const rename = useChange("assets.rename-asset", { stale: [...] })`. */
export function useChange<Id extends EndpointId>(id: Id, options: ChangeOptions<Id> = {}) {
  const queryClient = useQueryClient();
  return useMutation<OutputOf<Id>, Problem, InputOf<Id>>({
    mutationFn: (input) => callGallery(id, input),
    onSuccess: async (output, input) => {
      await Promise.all(
        (options.stale ?? []).map((stale) => queryClient.invalidateQueries({ queryKey: [stale] })),
      );
      await options.onSuccess?.(output, input);
    },
  });
}
