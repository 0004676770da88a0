/** Bytes of one request; a Blob is one. */
export type PartBody = { readonly size: number; stream: () => ReadableStream<Uint8Array> };

/** Where the bytes of an upload come from; a browser's File and every Blob is one. */
export type UploadSource = {
  readonly size: number;
  /** The bytes from `start` up to `end`; read when they are sent, and again after a cut. */
  slice: (start: number, end: number) => PartBody;
};
