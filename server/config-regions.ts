import { z } from "zod";
import { Region } from "#contract/publishing/regions.ts";

/** PUB-20: `cn-east=East China,cn-north=North China`; a name may be left out. */
export const regionList = z
  .string()
  .default("default")
  .transform((text) =>
    text.split(",").map((part) => {
      const [id = "", name = id] = part.split("=", 2).map((each) => each.trim());
      return { id, name: name === "" ? id : name };
    }),
  )
  .pipe(z.array(Region).max(50))
  .refine(
    (regions) => new Set(regions.map(({ id }) => id)).size === regions.length,
    "must not name a region twice",
  );
