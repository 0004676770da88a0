import { isProblem, problem } from "#contract/problems.ts";
import type { Upload } from "#contract/repositories/repository.ts";
import { createBackOff, type Retrying } from "./back-off.ts";
import { findStoredTwin } from "./find-stored-twin.ts";
import { sendMissing } from "./send-missing.ts";
import { directByFetch } from "./send-direct.ts";
import { sendPart } from "./send-part.ts";
import type { UploadFileOptions } from "./upload-options.ts";

export type UploadedFile = {
  /** For the commit: `{ op: "put", path, uploadId }`. */
  uploadId: string;
  sha256: string;
  sizeBytes: number;
  /** The server had the bytes: nothing was sent. */
  wasStored: boolean;
};

const POLL_MS = 500;

/**
 * Sends a file to an upload session: parts in parallel, after a cut only what is missing. Success
 * means that the server holds the bytes durably and has verified their hash. An abort leaves the
 * session open, to be resumed.
 * @throws {Problem} `file-too-large`, `repository-full`, `path-invalid`, `hash-mismatch`,
 * `storage-full`, `unavailable` when no attempt gets further.
 */
export async function uploadFile(options: UploadFileOptions): Promise<UploadedFile> {
  const { source, sha256, onProgress } = options;
  // Whatever fails first is thrown; a hash that fails after it must not count as unhandled.
  if (typeof sha256 === "object") sha256.catch(() => undefined);
  let upload = await openSession(options);
  onProgress?.({ type: "opened", upload });
  if (upload.state === "open") {
    const twin = typeof sha256 === "object" ? findStoredTwin(options, sha256) : undefined;
    upload = await sendMissing(withSender(options), upload, twin);
  }
  onProgress?.({ type: "verifying" });
  const receipt = await complete(options, upload);
  const expected = await sha256;
  if (expected !== undefined && expected !== receipt) {
    throw problem("hash-mismatch", {
      detail: `${options.path} has the SHA-256 ${expected}, the server stored ${receipt}`,
      hint: "The file may have changed while it was sent",
    });
  }
  const { id, wasStored } = upload;
  return { uploadId: id, sha256: receipt, sizeBytes: source.size, wasStored };
}

function withSender(options: UploadFileOptions) {
  const { sendPart: toServer = sendPart, direct = directByFetch } = options;
  return { ...options, sendPart: toServer, direct };
}

async function openSession(options: UploadFileOptions): Promise<Upload> {
  return (await findSession(options)) ?? retrying(options, () => openNew(options));
}

/** The session to resume, unless it is gone or was for something else. */
async function findSession(options: UploadFileOptions): Promise<Upload | undefined> {
  const { client, address, uploadId, source } = options;
  if (uploadId === undefined) return undefined;
  try {
    const params = { ...address, upload: uploadId };
    const upload = await retrying(options, () =>
      client.call("repositories.get-upload", { params }, callOptions(options)),
    );
    const isUsable = upload.state !== "failed" && upload.state !== "cancelled";
    return isUsable && upload.sizeBytes === source.size ? upload : undefined;
  } catch (error) {
    if (isProblem(error, "upload-not-found")) return undefined;
    throw error;
  }
}

function openNew(options: UploadFileOptions): Promise<Upload> {
  const { client, address, path, source, sha256 } = options;
  const body = {
    path,
    sizeBytes: source.size,
    ...(typeof sha256 === "string" ? { sha256 } : {}),
  };
  return client.call("repositories.open-upload", { params: address, body }, callOptions(options));
}

/** Asks until the bytes are verified. @returns their SHA-256, as the server computed it. */
async function complete(options: UploadFileOptions, upload: Upload): Promise<string> {
  const { client, address, signal } = options;
  const params = { ...address, upload: upload.id };
  for (;;) {
    const { state, sha256, failure } = await retrying(options, () =>
      client.call("repositories.complete-upload", { params }, callOptions(options)),
    );
    if (state === "stored" && sha256 !== null) return sha256;
    if (state === "failed" || state === "cancelled") {
      throw problem("upload-not-open", { detail: failure ?? `The upload was ${state}` });
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    signal?.throwIfAborted();
  }
}

async function retrying<T>(options: UploadFileOptions, run: () => Promise<T>): Promise<T> {
  const { retry, signal, onProgress } = options;
  const onRetry = (event: Retrying) => onProgress?.({ type: "retrying", ...event });
  const backOff = createBackOff({ ...retry, signal, onRetry });
  for (;;) {
    try {
      return await run();
    } catch (error) {
      await backOff.afterFailure(error);
    }
  }
}

function callOptions({ signal }: UploadFileOptions) {
  return signal === undefined ? {} : { signal };
}
