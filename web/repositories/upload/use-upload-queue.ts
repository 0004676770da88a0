import { useEffect, useState, useSyncExternalStore } from "react";
import type { Address } from "#contract/fields.ts";
import { gallery } from "../../app/gallery.ts";
import { createFileSender } from "./send-file.ts";
import { createUploadQueue, type UploadQueue } from "./upload-queue.ts";

const FILES_AT_A_TIME = 3;

/** The page's queue: it lives as long as the page, and stops sending when the page goes. */
export function useUploadQueue(address: Address) {
  const [queue] = useState(() => createPageQueue(address));
  useEffect(() => () => queue.stop(), [queue]);
  const { items, bytesPerSecond } = useSyncExternalStore(queue.subscribe, queue.getSnapshot);
  return { queue, items, bytesPerSecond };
}

function createPageQueue(address: Address): UploadQueue {
  return createUploadQueue({
    parallel: FILES_AT_A_TIME,
    send: createFileSender(address),
    discard: (upload) => {
      // The session ends by itself some days later where this does not reach the server.
      gallery
        .call("repositories.cancel-upload", { params: { ...address, upload } })
        .catch(() => undefined);
    },
  });
}
