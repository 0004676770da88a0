import type { AccountPorts } from "../accounts/index.ts";

/** What accounts hear from the later words of a gallery without assets. */
export const NO_ASSETS: AccountPorts = {
  findRepository: async () => undefined,
  countLeavingAssets: async () => ({ toDelete: 0, toKeep: 0 }),
  findVisibleAddresses: async () => new Map(),
};
