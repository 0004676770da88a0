import { z } from "zod";
import { CommitId } from "../fields.ts";
import { pageOf } from "../paging.ts";

/** Pixels; read from the beginning of the file, not from what its name or card says. */
export const PictureSize = z.object({ width: z.number().int(), height: z.number().int() });
export type PictureSize = z.infer<typeof PictureSize>;

/** One picture or recording of a folder. */
export const MediaItem = z.object({
  type: z.enum(["image", "audio"]),
  path: z.string(),
  name: z.string(),
  sizeBytes: z.number(),
  /** Of a picture. */
  picture: PictureSize.nullable(),
  /** Why a picture is not shown. */
  refusal: z.enum(["too-large", "too-many-pixels", "unreadable"]).nullable(),
  /** Its class: of the metadata file, or the name of the folder that it lies in. */
  label: z.string().nullable(),
  /** Further columns of the metadata file, such as a caption; long values are cut. */
  fields: z.array(z.object({ name: z.string(), value: z.string() })),
});
export type MediaItem = z.infer<typeof MediaItem>;

export const MediaPage = pageOf(MediaItem).extend({
  commit: CommitId,
  /** Among the files looked at for this page, those that are media, and all that are content. */
  mediaCount: z.number().int(),
  fileCount: z.number().int(),
});
export type MediaPage = z.infer<typeof MediaPage>;
