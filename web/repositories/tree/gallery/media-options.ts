import type { Address } from "#contract/fields.ts";
import type { MediaPage } from "#contract/repositories/media.ts";
import { listOptions } from "../../../app/gallery.ts";

/** Pictures and recordings below a folder. */
export function mediaOptions(params: Address & { revision: string }, path: string) {
  return listOptions("repositories.list-media", { params, query: { path } });
}

/** Of what has been looked at so far, half or more are pictures and recordings. */
export function isMostlyMedia(pages: readonly MediaPage[]): boolean {
  const media = pages.reduce((sum, { mediaCount }) => sum + mediaCount, 0);
  const files = pages.reduce((sum, { fileCount }) => sum + fileCount, 0);
  return media > 0 && media * 2 >= files;
}
