import type { Address } from "#contract/fields.ts";
import type { GalleryClient } from "./client.ts";

export type ResolveRevisionOptions = {
  client: GalleryClient;
  address: Address;
  /** A branch, tag, version or commit id. */
  revision: string;
  signal?: AbortSignal | undefined;
};

/**
 * The commit that a revision names now. Whoever reads several files asks once, so that all of them
 * are of one state.
 * @throws {Problem} `not-found`, `revision-not-found`
 */
export async function resolveRevision(options: ResolveRevisionOptions): Promise<string> {
  const { client, address, revision, signal } = options;
  const { commit } = await client.call(
    "repositories.list-tree",
    { params: { ...address, revision }, query: { limit: 1 } },
    signal === undefined ? {} : { signal },
  );
  return commit;
}
