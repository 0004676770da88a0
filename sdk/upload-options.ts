import type { Address } from "#contract/fields.ts";
import type { Upload } from "#contract/repositories/repository.ts";
import type { Retrying, RetryOptions } from "./back-off.ts";
import type { GalleryClient } from "./client.ts";
import type { DirectSender } from "./send-direct.ts";
import type { SendPart } from "./send-part.ts";
import type { UploadSource } from "./upload-source.ts";

/** What an upload tells while it runs. */
export type UploadEvent =
  /** The session is there: its id resumes the upload later. */
  | { type: "opened"; upload: Upload }
  /**
   * `sentBytes` counts what the server has, also from earlier attempts: the first one says what was
   * there before. It may fall after a cut.
   */
  | { type: "sent"; sentBytes: number; sizeBytes: number }
  | ({ type: "retrying" } & Retrying)
  | { type: "verifying" };

export type UploadFileOptions = {
  client: GalleryClient;
  address: Address;
  /** Where the file is meant to go; the commit names the final path. */
  path: string;
  /** In Node: `await openFileSource(path)`. */
  source: UploadSource;
  /**
   * SHA-256 of the bytes in lower-case hex. Known in advance, bytes that the server has are not sent
   * and a cut upload goes on by itself. As a promise it is computed while bytes are sent already.
   */
  sha256?: string | Promise<string> | undefined;
  /** A session to go on with, where the hash is not known in advance. */
  uploadId?: string | undefined;
  /** Requests at a time. Default 4. */
  parallelParts?: number;
  sendPart?: SendPart;
  /** Sends whole parts straight to the object storage, where the gallery has one that allows it. */
  direct?: DirectSender;
  signal?: AbortSignal | undefined;
  retry?: RetryOptions | undefined;
  onProgress?: ((event: UploadEvent) => void) | undefined;
};
