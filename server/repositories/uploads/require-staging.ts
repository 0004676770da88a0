import { problem } from "#contract/problems.ts";
import type { StagingKey } from "../../platform/storage/index.ts";
import type { UploadSession } from "../store/uploads.ts";

/** @throws {Problem} `upload-not-open` for an upload that takes no more bytes. */
export function requireStaging({ id, state, stagingKey }: UploadSession): StagingKey {
  if (state === "open" && stagingKey !== null) return stagingKey;
  throw problem("upload-not-open", { detail: `The upload ${id} is ${state}` });
}
