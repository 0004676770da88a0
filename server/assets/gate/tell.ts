import type { NoticeKind } from "#contract/accounts/notice.ts";
import { assetPath } from "#contract/page-paths.ts";
import { listManagers, notify } from "../../accounts/index.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import type { Repository } from "../../repositories/index.ts";
import { listDelegates } from "./store/delegates.ts";

type News = { kind: NoticeKind; params?: Record<string, string> };

/** Tells everybody who decides on requests for an asset. @param except who caused the news */
export async function tellDeciders(
  trx: DatabaseTransaction,
  repository: Repository,
  { kind, params, except }: News & { except?: number },
): Promise<void> {
  const [managers, delegates] = [
    await listManagers(trx, repository.namespaceId),
    await listDelegates(trx, repository.id),
  ];
  await notify(trx, {
    to: [...managers, ...delegates].filter((accountId) => accountId !== except),
    kind,
    params: { asset: fullNameOf(repository), ...params },
    path: assetPath(addressOf(repository), "/access-requests"),
  });
}

/** Tells one account what has become of its request, or of its part in deciding. */
export async function tellAccount(
  trx: DatabaseTransaction,
  repository: Repository,
  { to, kind, params, page }: News & { to: number; page?: string },
): Promise<void> {
  await notify(trx, {
    to: [to],
    kind,
    params: { asset: fullNameOf(repository), ...params },
    path: assetPath(addressOf(repository), page),
  });
}

function addressOf({ kind, ownerName: owner, name }: Repository) {
  return { kind, owner, name };
}

function fullNameOf({ ownerName, name }: Repository): string {
  return `${ownerName}/${name}`;
}
