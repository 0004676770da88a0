import type { Transfer } from "#contract/repositories/transfer.ts";
import { anOrdinaryUser } from "../../../testing/accounts.ts";
import type { TestContext } from "../../../testing/context.ts";
import { aRepository } from "../../../testing/repositories.ts";
import { listEntriesRecursive } from "../../reading/list-entries.ts";
import { readSmallFile } from "../../reading/open-file.ts";
import { findHead } from "../../reading/resolve-revision.ts";
import type { TestBucket } from "../../../testing/bucket.ts";
import { startImport } from "../start-import.ts";

/** An empty dataset of a new account, and what becomes of it. */
export async function aDataset(ctx: TestContext) {
  const owner = await anOrdinaryUser(ctx);
  const as = ctx.as(owner);
  const repository = await aRepository(as, { owner, kind: "dataset" });
  const filesOf = async () => {
    const commit = await findHead(as, repository);
    if (commit === null) return [];
    const entries = await Array.fromAsync(listEntriesRecursive(as, repository, { commit }));
    return entries.map(({ path }) => path).filter((path) => path !== ".gitattributes");
  };
  const textOf = async (path: string) => {
    const commit = (await findHead(as, repository)) ?? "";
    return (await readSmallFile(as, repository, { commit, path }))?.toString();
  };
  return { owner, as, repository, filesOf, textOf };
}

export type Dataset = Awaited<ReturnType<typeof aDataset>>;

/** An import of the owner, which waits for a worker. */
export async function begin(
  { as, repository }: Dataset,
  bucket: TestBucket,
  more: { path?: string; folder?: string; endpoint?: string } = {},
): Promise<Transfer> {
  const { id } = await bucket.connect(as, more.endpoint);
  const source = { kind: "object-storage", connection: id, path: more.path ?? "" } as const;
  return startImport(as, repository, { source, folder: more.folder ?? "", title: "" });
}
