import { isProblem, problem } from "#contract/problems.ts";
import type { ByteRange, Upload } from "#contract/repositories/repository.ts";
import { asNetworkProblem, createBackOff } from "./back-off.ts";
import { countBytes, intersect, splitRanges } from "./byte-ranges.ts";
import { DirectRoute } from "./direct-route.ts";
import { inParallel } from "./in-parallel.ts";
import type { DirectSender } from "./send-direct.ts";
import type { SendPart } from "./send-part.ts";
import type { UploadFileOptions } from "./upload-options.ts";

type Sending = UploadFileOptions & { sendPart: SendPart; direct: DirectSender };

/**
 * Sends what an open session misses. When `twin` turns out to hold the same bytes already, the rest
 * is not sent and the session is given up.
 * @returns the session that holds the bytes.
 */
export async function sendMissing(
  options: Sending,
  upload: Upload,
  twin?: Promise<Upload | undefined>,
): Promise<Upload> {
  if (twin === undefined) {
    await sendParts(options, upload);
    return upload;
  }
  const stop = new AbortController();
  const signals = [stop.signal, ...(options.signal === undefined ? [] : [options.signal])];
  const sending = sendParts({ ...options, signal: AbortSignal.any(signals) }, upload);
  try {
    const stored = await Promise.race([sending.then(() => undefined), twin]);
    if (stored === undefined) {
      await sending;
      return upload;
    }
    stop.abort();
    await sending.catch(() => undefined);
    await cancelUpload(options, upload.id);
    return stored;
  } catch (error) {
    stop.abort(error);
    await Promise.allSettled([sending, twin]);
    throw error;
  }
}

async function sendParts(options: Sending, upload: Upload): Promise<void> {
  const { sizeBytes, partSizeBytes, missing } = upload;
  let sentBytes = sizeBytes - countBytes(missing);
  const count = (bytes: number) => {
    sentBytes += bytes;
    options.onProgress?.({ type: "sent", sentBytes, sizeBytes });
  };
  count(0);
  const limit = options.parallelParts ?? 4;
  const parts = splitRanges(missing, partSizeBytes);
  const route = new DirectRoute(options, upload, parts);
  await inParallel(parts, { limit, signal: options.signal }, (part, signal) =>
    sendRange({ ...options, signal }, { uploadId: upload.id, part, count, route }),
  );
}

/** A Blob of a file refuses to be read once the file has changed: trying again cannot help. */
function refuseChangedSource(error: unknown, path: string): void {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause.name !== "NotReadableError") continue;
    throw problem("conflict", {
      detail: `${path} changed while it was sent`,
      hint: "Send it again when nothing writes to it any more",
      cause: error,
    });
  }
}

type Range = {
  uploadId: string;
  part: ByteRange;
  count: (bytes: number) => void;
  route: DirectRoute;
};

/** Sends one part; after a cut, what the server did not receive of it. */
async function sendRange(options: Sending & { signal: AbortSignal }, range: Range): Promise<void> {
  const { signal, retry, onProgress } = options;
  const { uploadId, part, count } = range;
  const backOff = createBackOff({
    ...retry,
    signal,
    onRetry: (retrying) => onProgress?.({ type: "retrying", ...retrying }),
  });
  let counted = 0;
  const onSent = (bytes: number) => {
    counted += bytes;
    count(bytes);
  };
  let missing = [part];
  for (;;) {
    try {
      for (const bytes of missing) await sendBytes(options, range, { ...bytes, onSent });
      return;
    } catch (error) {
      if (isProblem(error, "upload-not-open") && (await isComplete(options, uploadId))) return;
      refuseChangedSource(error, options.path);
      await backOff.afterFailure(asNetworkProblem(error, "The connection broke while sending"));
    }
    const before = countBytes(missing);
    missing = (await findMissing(options, range)) ?? missing;
    if (countBytes(missing) < before) backOff.reset();
    onSent(part.end - part.start - countBytes(missing) - counted);
  }
}

type Bytes = ByteRange & { onSent: (bytes: number) => void };

/** Straight to the object storage where that is possible, else to the server. */
async function sendBytes(
  options: Sending & { signal: AbortSignal },
  { uploadId, route }: Range,
  { start, end, onSent }: Bytes,
): Promise<void> {
  const { client, address, source, signal } = options;
  const body = source.slice(start, end);
  const to = await route.addressOf({ start, end });
  if (to === undefined) {
    await options.sendPart({ client, address, uploadId, offset: start, body, signal, onSent });
    return;
  }
  try {
    await options.direct.send({ to, body, signal, onSent });
    route.succeeded();
  } catch (error) {
    if (!signal.aborted) route.failed();
    throw error;
  }
}

/** What of a part the server does not have; undefined when it cannot be asked now. */
async function findMissing(
  options: Sending & { signal: AbortSignal },
  { uploadId, part }: Range,
): Promise<ByteRange[] | undefined> {
  const { client, address, signal } = options;
  const params = { ...address, upload: uploadId };
  try {
    const upload = await client.call("repositories.get-upload", { params }, { signal });
    if (upload.state === "failed" || upload.state === "cancelled") {
      throw problem("upload-not-open", { detail: `The upload was ${upload.state}` });
    }
    return intersect(upload.missing, part);
  } catch (error) {
    if (isProblem(error, "unavailable") || isProblem(error, "rate-limited")) return undefined;
    throw error;
  }
}

/** Somebody else, resuming the same session, may have finished it. */
async function isComplete({ client, address }: Sending, uploadId: string): Promise<boolean> {
  const params = { ...address, upload: uploadId };
  const { state } = await client.call("repositories.get-upload", { params });
  return state === "stored" || state === "verifying";
}

async function cancelUpload({ client, address }: Sending, uploadId: string): Promise<void> {
  const params = { ...address, upload: uploadId };
  await client.call("repositories.cancel-upload", { params });
}
