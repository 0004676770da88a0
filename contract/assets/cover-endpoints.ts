import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { Address } from "../fields.ts";

const PATH = "/assets/:kind/:owner/:name/cover";
const WRITE = { who: "signed-in", scope: "write", right: "write" } as const;

export const getCover = endpoint({
  id: "assets.get-cover",
  method: "GET",
  path: PATH,
  summary: "The cover image of an asset, for those who may see the asset",
  access: { who: "anyone", scope: "read", right: "see" },
  params: Address,
  answer: { status: 200, body: { stream: true, mediaType: "image/*" } },
  problems: ["cover-not-found"],
});

export const setCover = endpoint({
  id: "assets.set-cover",
  method: "PUT",
  path: PATH,
  summary: "Set the cover: PNG, JPEG or WebP, 360 × 200 pixels or up to three times as fine, 1 MB",
  access: WRITE,
  params: Address,
  body: { stream: true, mediaType: "image/*" },
  answer: { status: 200, body: z.object({ coverUrl: z.string() }) },
  problems: ["unsupported-media-type", "body-too-large", "cover-invalid"],
});

export const removeCover = endpoint({
  id: "assets.remove-cover",
  method: "DELETE",
  path: PATH,
  summary: "Remove the cover",
  access: WRITE,
  params: Address,
  answer: { status: 204 },
});
