import { type ObjectStore, openObjectStore } from "#server/platform/storage/index.ts";
import { startS3Proxy, type S3Proxy } from "#server/platform/storage/testing/s3-proxy.ts";
import { startS3Server } from "#server/platform/storage/testing/s3-server.ts";
import { s3EnvironmentOf } from "#server/platform/storage/testing/s3-environment.ts";
import { s3ServerPath } from "../../tools/s3-server.mjs";
import type { Workplace } from "#bench/harness/workplace.ts";

export type StoreKind = "directory" | "s3";

/** Where a gallery keeps its objects. */
export type Storage = {
  /** What the gallery is configured with. */
  environment: Record<string, string>;
  /** The way to the bucket, where requests can meet a fault; undefined for a folder. */
  way: S3Proxy | undefined;
  /** The same objects for whoever checks them, by a way without faults. */
  open: () => Promise<ObjectStore>;
};

export async function openStorage(
  kind: StoreKind,
  { workplace, dataFolder }: { workplace: Workplace; dataFolder: string },
): Promise<Storage> {
  if (kind === "directory") {
    return {
      environment: {},
      way: undefined,
      open: () => openObjectStore({ dataFolder, s3: null }),
    };
  }
  const server = await startS3Server(s3ServerPath, workplace.folder);
  workplace.later(() => server.stop());
  const way = await startS3Proxy(server.settings.endpoint ?? "");
  workplace.later(() => way.close());
  const checked = { ...server.settings, isDirect: false };
  return {
    environment: s3EnvironmentOf({ ...checked, endpoint: way.url }),
    way,
    open: () => openObjectStore({ dataFolder: `${dataFolder}-check`, s3: checked }),
  };
}
