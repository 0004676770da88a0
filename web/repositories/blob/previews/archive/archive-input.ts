import type { Address } from "#contract/fields.ts";
import type { FileDetail } from "#contract/repositories/repository.ts";

/** What is asked of one archive. */
export function archiveInput(
  address: Address,
  { commit, path }: FileDetail,
  query: { folder: string; q: string },
) {
  return { params: { ...address, revision: commit, path }, query };
}
