import type { TokenRepository } from "#contract/accounts/credentials.ts";
import type { AssetKind } from "#contract/fields.ts";
import type { RequestContext } from "../context.ts";

/**
 * What tokens need of the repositories that fine-grained ones reach. Repositories are a later word,
 * so `app.ts` hands it in.
 */
export type TokenPorts = {
  /**
   * The repository at each address and the viewer's own right level on it (1 see, 2 read, 3 write,
   * 4 manage), in the order asked; undefined where the viewer may not see one.
   */
  resolveRepositories: (
    ctx: RequestContext,
    addresses: readonly Pick<TokenRepository, "kind" | "owner" | "name">[],
  ) => Promise<({ id: number; level: number } | undefined)[]>;
  /** Addresses by id. Repositories that are gone are left out. */
  describeRepositories: (
    ctx: RequestContext,
    ids: readonly number[],
  ) => Promise<Map<number, { kind: AssetKind; owner: string; name: string }>>;
};
