import type { Transfer } from "#contract/repositories/transfer.ts";
import { type S3Fault, startS3Proxy } from "../../../platform/storage/testing/s3-proxy.ts";
import { requireTestS3 } from "../../../platform/storage/testing/test-s3-settings.ts";
import { anOrdinaryUser } from "../../../testing/accounts.ts";
import type { TestContext } from "../../../testing/context.ts";
import { aCommit, aRepository, PUBLIC } from "../../../testing/repositories.ts";
import type { TestBucket } from "../../../testing/bucket.ts";
import { startDelivery } from "../start-delivery.ts";

/** A dataset that everyone may read, and somebody who does. */
export async function aDataset(ctx: TestContext, files: Record<string, string | Uint8Array>) {
  const owner = await anOrdinaryUser(ctx);
  const repository = await aRepository(ctx, { owner, kind: "dataset", grants: PUBLIC });
  const { commit } = await aCommit(ctx.as(owner), repository, { files });
  const reader = await anOrdinaryUser(ctx);
  return { owner, repository, commit, reader, as: ctx.as(reader) };
}

export type Dataset = Awaited<ReturnType<typeof aDataset>>;

/** A delivery to the reader, which waits for a worker. */
export async function begin(
  { as, repository }: Dataset,
  bucket: TestBucket,
  more: { path?: string; folder?: string; revision?: string; endpoint?: string } = {},
): Promise<Transfer> {
  const { path = "", folder = "", revision = "HEAD", endpoint } = more;
  const { id } = await bucket.connect(as, endpoint);
  const target = { kind: "object-storage", connection: id, path } as const;
  return startDelivery(as, repository, { target, revision, folder });
}

/** A way to the bucket on which a test has its hand. */
export async function aProxy(
  fault: (request: { method: string; path: string }) => S3Fault | undefined,
) {
  const proxy = await startS3Proxy(requireTestS3().endpoint ?? "");
  proxy.fault = fault;
  return proxy;
}

/** Whether bytes of the object are on their way. */
export const isPut = ({ method, path }: { method: string; path: string }, name: string) =>
  method === "PUT" && path.includes(`/${name}`);
