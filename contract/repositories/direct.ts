import { z } from "zod";
import { Timestamp } from "../fields.ts";
import { ByteRange } from "./repository.ts";

/** As many as a client sends in a few minutes. */
const PARTS_AT_A_TIME = 100;

/** Each one whole part: from a multiple of `partSizeBytes` to the next one, or to the file's end. */
const DirectPartAsked = ByteRange.extend({
  /** CRC-32 of its bytes, big-endian, in base64: the storage refuses others, and half of them. */
  crc32: z.string().regex(/^[A-Za-z0-9+/]{6}==$/, "must be four bytes in base64"),
});
export type DirectPartAsked = z.infer<typeof DirectPartAsked>;

export const DirectPartsAsked = z.object({
  parts: z.array(DirectPartAsked).min(1).max(PARTS_AT_A_TIME),
});

/**
 * One request: `PUT` of exactly these bytes to `url` with exactly these headers and no credentials.
 * The answer of the object storage is 2xx; the upload then no longer misses the bytes.
 */
export const DirectPart = ByteRange.extend({
  url: z.url(),
  headers: z.record(z.string(), z.string()),
  /** The request must begin before. */
  expiresAt: Timestamp,
});
export type DirectPart = z.infer<typeof DirectPart>;

export const DirectParts = z.object({ parts: z.array(DirectPart) });
