import type { Address } from "#contract/fields.ts";
import { uploadFile } from "#sdk/index.ts";
import { callGallery, gallery } from "../../../app/gallery.ts";
import type { Place, Sendable, UploadItem } from "../queue/upload-item.ts";
import { bundlePath, packBundle } from "./bundle.ts";
import { hashFile, readFiles } from "./hash-files.ts";
import { isSame, wantsOid } from "./is-same.ts";
import { RETRY } from "./send-file.ts";
import { directWithProgress } from "./send-direct-with-progress.ts";
import { sendPartWithProgress } from "./send-part-with-progress.ts";
import type { ReadFile } from "./worker-messages.ts";

/** Sends many small files as one upload; `change` tells what is known of each. */
export type SendBundle = (
  items: readonly Sendable[],
  options: {
    signal: AbortSignal;
    change: (id: number, changes: Partial<UploadItem>) => void;
  },
) => Promise<void>;

type BundleOptions = Parameters<SendBundle>[1];
type ReadItem = { item: Sendable; read: Exclude<ReadFile, { isChanged: true }> };

/** Git reads this file of the root itself, and the server its rules while it commits. */
const ATTRIBUTES = ".gitattributes";

export type BundleSender = {
  send: SendBundle;
  /** A session is given up: nothing may count on its bytes any more. */
  forget: (uploadId: string) => void;
};

export function createBundleSender(address: Address): BundleSender {
  /** Where contents of this visit lie: a file that comes twice is sent once. */
  const places = new Map<string, Place>();
  const send: SendBundle = async (items, options) => {
    const { read, bytes } = await readFiles(
      items.map((item) => ({
        file: item.file,
        sizeBytes: item.sizeBytes,
        wantsOid: wantsOid(item),
      })),
      options,
    );
    const files = items.flatMap((item, index) => takeRead(item, read[index], options));
    const inCommit = files.filter(({ item }) => travelsInCommit(item));
    for (const { item, read } of inCommit) {
      const own = new Uint8Array(bytes, read.start, item.sizeBytes);
      settle(item, { sha256: read.sha256, place: { base64: toBase64(own) } }, options);
    }
    const unsent = files.filter(({ item, read }) => {
      const place = travelsInCommit(item) ? undefined : places.get(read.sha256);
      if (place !== undefined) {
        const wasStored = item.place === undefined || item.wasStored;
        settle(item, { sha256: read.sha256, place, wasStored }, options);
      }
      return place === undefined && !travelsInCommit(item);
    });
    const missing = await withoutStored(address, unsent, options);
    if (missing.length > 0) await sendPacked(address, { missing, bytes, places }, options);
  };
  const forget = (uploadId: string) => {
    for (const [sha256, place] of places) {
      if ("uploadId" in place && place.uploadId === uploadId) places.delete(sha256);
    }
  };
  return { send, forget };
}

function travelsInCommit({ sizeBytes, target }: Sendable): boolean {
  return sizeBytes === 0 || target === ATTRIBUTES;
}

/** A file that could not be read is left out, and so is one that the repository has already. */
function takeRead(
  item: Sendable,
  read: ReadFile | undefined,
  { change }: BundleOptions,
): ReadItem[] {
  if (read === undefined || "isChanged" in read) {
    change(item.id, { state: "failed", reason: { isChanged: true } });
    return [];
  }
  if (isSame(item, read)) {
    change(item.id, { state: "same", sha256: read.sha256, hashedBytes: item.sizeBytes });
    return [];
  }
  return [{ item, read }];
}

function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

type Settled = { sha256: string; place: Place; wasStored?: boolean };

function settle(
  { id, sizeBytes }: Sendable,
  { sha256, place, wasStored = false }: Settled,
  { change }: Pick<BundleOptions, "change">,
): void {
  const sentBytes = wasStored ? 0 : sizeBytes;
  change(id, { state: "stored", place, sha256, wasStored, sentBytes, isRetrying: false });
}

/** What the gallery has, and this person may use, is not sent. */
async function withoutStored(
  address: Address,
  files: readonly ReadItem[],
  options: BundleOptions,
): Promise<ReadItem[]> {
  if (files.length === 0) return [];
  const sha256s = [...new Set(files.map(({ read }) => read.sha256))];
  const input = { params: address, body: { sha256s } };
  const { signal } = options;
  const answer = await callGallery("repositories.find-contents", input, { signal });
  const stored = new Set(answer.sha256s);
  return files.filter(({ item, read: { sha256 } }) => {
    const isStored = stored.has(sha256);
    if (isStored) settle(item, { sha256, place: { sha256 }, wasStored: true }, options);
    return !isStored;
  });
}

type Packing = {
  missing: readonly ReadItem[];
  bytes: ArrayBuffer;
  places: Map<string, Place>;
};

async function sendPacked(
  address: Address,
  { missing, bytes, places }: Packing,
  options: BundleOptions,
): Promise<void> {
  const { signal, change } = options;
  const { parts, ranges } = packBundle(missing, bytes);
  const bundle = new Blob(parts);
  const { sha256 } = await hashFile(bundle, { signal });
  const endOf = ({ read }: ReadItem) => ranges.get(read.sha256)?.end ?? 0;
  const each = (changes: (file: ReadItem) => Partial<UploadItem>) => {
    for (const file of missing) change(file.item.id, changes(file));
  };
  const { uploadId } = await uploadFile({
    client: gallery,
    address,
    path: bundlePath(sha256),
    source: bundle,
    sha256,
    parallelParts: 1,
    sendPart: sendPartWithProgress,
    direct: directWithProgress,
    retry: RETRY,
    signal,
    onProgress: (event) => {
      if (event.type === "sent") {
        const { sentBytes } = event;
        each((file) => ({ sentBytes: endOf(file) <= sentBytes ? file.item.sizeBytes : 0 }));
      }
      if (event.type === "retrying") each(() => ({ isRetrying: true }));
    },
  });
  for (const { item, read } of missing) {
    const range = ranges.get(read.sha256);
    if (range === undefined) continue;
    const place = { uploadId, range };
    places.set(read.sha256, place);
    settle(item, { sha256: read.sha256, place }, options);
  }
}
