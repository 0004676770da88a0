import type { TokenRepository } from "#contract/accounts/credentials.ts";
import type { RequestContext } from "../context.ts";

/**
 * What new tokens need of the repositories that fine-grained ones reach. Repositories are a later
 * word, so `app.ts` hands it in.
 */
export type TokenPorts = {
  /**
   * The repository at an address and the viewer's own right level on it (0 none, 1 see, 2 read,
   * 3 write, 4 manage).
   */
  findRepository: (
    ctx: RequestContext,
    address: Pick<TokenRepository, "kind" | "owner" | "name">,
  ) => Promise<{ repository: { id: number }; level: number } | undefined>;
};
