import type { Address } from "#contract/fields.ts";
import type { Retrying, RetryOptions } from "../back-off.ts";
import type { GalleryClient } from "../client.ts";
import type { ContentIdentity } from "./content-hash.ts";

/** What a download tells while it runs. */
export type DownloadEvent =
  /**
   * Counts the bytes of earlier attempts, too: the first one says what was there before. Falls to 0
   * when damaged bytes are thrown away.
   */
  | { type: "received"; receivedBytes: number; sizeBytes: number }
  | ({ type: "retrying" } & Retrying)
  /** Another process is downloading the same file. */
  | { type: "waiting" }
  | { type: "verifying" };

export type DownloadFileOptions = {
  client: GalleryClient;
  address: Address;
  /** The commit of which `file` is. */
  commit: string;
  /** As `listTree` or `repositories.get-file` tell of it. */
  file: ContentIdentity & { path: string };
  /** The folder that stands for the repository's root; it is made when it is missing. */
  root: string;
  /** Requests at a time for one large file. Default 4. */
  parallelParts?: number;
  signal?: AbortSignal | undefined;
  retry?: RetryOptions | undefined;
  onProgress?: ((event: DownloadEvent) => void) | undefined;
};
