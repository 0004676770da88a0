import { useEffect, useRef, useState } from "react";
import type { Address } from "#contract/fields.ts";
import { gallery } from "../../app/gallery.ts";
import { createUploadQueue, type UploadQueue } from "./queue/upload-queue.ts";
import { keepVisit, type VisitKeeper } from "./remembering/keep-visit.ts";
import { openVisitStore, type VisitStore } from "./remembering/visit-store.ts";
import { createBundleSender } from "./sending/send-bundle.ts";
import { createFileSender } from "./sending/send-file.ts";
import { createSurvey } from "./sending/survey.ts";

const TASKS_AT_A_TIME = 4;

export type PageUploads = {
  queue: UploadQueue;
  keeper: VisitKeeper;
  visits: Promise<VisitStore | undefined>;
};

type Options = { address: Address; branch: string; folder: string; account: string };

/** The page's queue: it lives as long as the page, and stops sending when the page goes. */
export function useUploadQueue(options: Options): PageUploads {
  const [uploads] = useState(() => createPageUploads(options));
  const mounts = useRef(0);
  useEffect(() => {
    mounts.current += 1;
    return () => {
      mounts.current -= 1;
      // React mounts twice while developing: only what stays away is left.
      queueMicrotask(() => {
        if (mounts.current > 0) return;
        uploads.queue.close();
        uploads.keeper.close();
      });
    };
  }, [uploads]);
  return uploads;
}

function createPageUploads({ address, branch, folder, account }: Options): PageUploads {
  const bundles = createBundleSender(address);
  const queue = createUploadQueue({
    parallel: TASKS_AT_A_TIME,
    survey: createSurvey(address, branch),
    sendFile: createFileSender(address),
    sendBundle: bundles.send,
    isSignedOut: async () => {
      const session = await gallery.call("accounts.get-session").catch(() => undefined);
      return session !== undefined && session.account?.name !== account;
    },
    discard: (upload) => {
      bundles.forget(upload);
      // The session ends by itself some days later where this does not reach the server.
      gallery
        .call("repositories.cancel-upload", { params: { ...address, upload } })
        .catch(() => undefined);
    },
  });
  const visits = openVisitStore();
  const repository = repositoryKey(address);
  const keeper = keepVisit(queue, visits, { repository, account, branch, folder });
  return { queue, keeper, visits };
}

export function repositoryKey({ kind, owner, name }: Address): string {
  return `${kind}/${owner}/${name}`.toLowerCase();
}
