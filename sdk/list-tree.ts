import type { Address } from "#contract/fields.ts";
import type { TreeEntry } from "#contract/repositories/repository.ts";
import type { GalleryClient } from "./client.ts";
import { listPages } from "./list-pages.ts";

export type ListTreeOptions = {
  client: GalleryClient;
  address: Address;
  /** A branch, tag, version or commit id; all pages are of the commit that the first one names. */
  revision: string;
  /** The folder; default: the root. */
  path?: string | undefined;
  /** Everything below the folder instead of the folder alone. */
  isRecursive?: boolean;
  signal?: AbortSignal | undefined;
};

const PAGE_SIZE = 1000;

/**
 * The files and folders of a repository, read page by page: memory stays the same for any number.
 * @throws {Problem} `not-found`, `revision-not-found`, `entry-not-found`
 */
export async function* listTree(
  options: ListTreeOptions,
): AsyncGenerator<TreeEntry, void, undefined> {
  const { client, address, path = "", isRecursive = false, signal } = options;
  let { revision } = options;
  yield* listPages(async (cursor) => {
    const page = await client.call(
      "repositories.list-tree",
      {
        params: { ...address, revision },
        query: {
          path,
          recursive: String(isRecursive),
          limit: PAGE_SIZE,
          ...(cursor === undefined ? {} : { cursor }),
        },
      },
      signal === undefined ? {} : { signal },
    );
    revision = page.commit;
    return page;
  });
}
