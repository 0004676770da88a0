import type { PrunedJson } from "../../../../platform/formats/json/prune-json.ts";
import { pictureSizeOf } from "../picture-size.ts";
import { refusalOf } from "../refuse-picture.ts";
import { objectOf, textOf } from "./pruned-values.ts";

const MAX_ATTACHMENTS = 100;
const PICTURE = /^image\/(?:png|jpeg|gif|webp)$/;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** The size stands in the first bytes: so much base64 is looked at for it. */
const HEADER_CHARACTERS = 400_000;

/**
 * The base64 of a picture that may be drawn, without the line breaks that Python's writer puts in;
 * undefined when it is none, or has more pixels than a page shows.
 */
export function pictureOf(text: string): string | undefined {
  const plain = text.replaceAll(/\s/g, "");
  if (!BASE64.test(plain)) return undefined;
  const header = Buffer.from(plain.slice(0, HEADER_CHARACTERS), "base64");
  return refusalOf(pictureSizeOf(header) ?? null) === null ? plain : undefined;
}

/** The pictures among a cell's attachments, as `data:` addresses by their names. */
export function attachmentsOf(value: PrunedJson | undefined): Record<string, string> {
  const found = Object.entries(objectOf(value)).flatMap(([name, bundle]) => {
    for (const [mediaType, content] of Object.entries(objectOf(bundle))) {
      const { text, cutBytes } = textOf(content);
      const data = PICTURE.test(mediaType) && cutBytes === 0 ? pictureOf(text) : undefined;
      if (data !== undefined) return [[name, `data:${mediaType};base64,${data}`] as const];
    }
    return [];
  });
  return Object.fromEntries(found.slice(0, MAX_ATTACHMENTS));
}
