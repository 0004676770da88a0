/** The formats that every browser shows and that cannot hold scripts. */
type PictureType = "image/png" | "image/jpeg" | "image/webp";

export type Picture = {
  mediaType: PictureType;
  /** In pixels, as the pixels are stored. */
  width: number;
  height: number;
  /** The picture and its colours alone: no place and time of taking, nothing behind its end. */
  content: Buffer;
};

/** The bytes are no such picture, or not a whole one. */
export class PictureError extends Error {}
