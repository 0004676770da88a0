import type { Address } from "#contract/fields.ts";
import type { SignedIn } from "../../accounts/index.ts";
import { withTransaction } from "../../platform/database/index.ts";
import {
  commitChanges,
  readSmallFile,
  requireRepository,
  resolveRevision,
  setGrants,
} from "../../repositories/index.ts";
import { anOrdinaryUser } from "../../testing/accounts.ts";
import { anAsset } from "../../testing/assets.ts";
import type { TestContext } from "../../testing/context.ts";
import { contributeCommit } from "../pull-requests/contribute.ts";

export type Person = TestContext & { viewer: SignedIn };

export async function aPerson(base: TestContext): Promise<Person> {
  const viewer = await anOrdinaryUser(base);
  return { ...base.as(viewer), viewer };
}

/** The changes that put these texts. */
export const puts = (files: Record<string, string>) =>
  Object.entries(files).map(([path, text]) => {
    const source = { bytes: Buffer.from(text) };
    return { op: "put" as const, path, source };
  });

/** An owner of assets, somebody who may only read them, and what they do. */
export async function twoPeople(base: TestContext) {
  const owner = await aPerson(base);
  const reader = await aPerson(base);

  /** An asset with a few files that everyone may read. */
  async function aReadable(): Promise<Address> {
    const asset = await anAsset(owner);
    const repository = await requireRepository(owner, asset, "manage");
    const grants = [{ namespaceId: null, level: 2 }] as const;
    await withTransaction(base.db, (trx) =>
      setGrants(trx, repository.id, { source: "share", grants }),
    );
    await change(asset, { "a.txt": "one\ntwo\n", "b.txt": "b\n" });
    return asset;
  }

  /** A commit of the owner on the default branch. */
  async function change(asset: Address, files: Record<string, string>) {
    const repository = await requireRepository(owner, asset, "write");
    const operations = puts(files);
    return commitChanges(owner, repository, { branch: "main", title: "Change", operations });
  }

  async function aPullRequest(
    ctx: TestContext = reader,
    { asset, files }: { asset?: Address; files?: Record<string, string> } = {},
  ) {
    const address = asset ?? (await aReadable());
    const { num, commit } = await contributeCommit(ctx, address, {
      baseBranch: "main",
      title: "Mend a.txt",
      operations: puts(files ?? { "a.txt": "one\nthree\n" }),
    });
    return { pull: { ...address, num }, commit };
  }

  async function contentOf(asset: Address, revision: string, path: string) {
    const repository = await requireRepository(owner, asset, "read");
    const commit = await resolveRevision(owner, repository, revision);
    return (await readSmallFile(owner, repository, { commit, path }))?.toString();
  }

  return { owner, reader, aReadable, change, aPullRequest, contentOf };
}
