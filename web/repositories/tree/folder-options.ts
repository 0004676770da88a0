import type { Address } from "#contract/fields.ts";
import { callOptions, listOptions } from "../../app/gallery.ts";

const PAGE_SIZE = 1000;

type AtRevision = Address & { revision: string };

/** The entries of one folder. */
export function folderOptions(params: AtRevision, path: string) {
  return listOptions("repositories.list-tree", { params, query: { path, limit: PAGE_SIZE } });
}

/** The commit that a revision stands at. */
export function latestCommitOptions(params: AtRevision) {
  return callOptions("repositories.list-commits", { params, query: { limit: 1 } });
}
