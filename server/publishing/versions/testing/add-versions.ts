import type { Address } from "#contract/fields.ts";
import { NewVersion, type Version } from "#contract/publishing/version.ts";
import type { TestContext } from "../../../testing/context.ts";
import { settle } from "../../../testing/settle.ts";
import { addVersion } from "../add-version.ts";
import { getVersion } from "../get-version.ts";
import { listVersions } from "../list-versions.ts";

/** A version as a client sends it. */
export function asked(number: string, more: Partial<NewVersion> = {}) {
  return NewVersion.parse({ number, ...more });
}

export const at = (address: Address, number: string) => ({ ...address, number });

/** Adds a version and lets the workers do what they would. */
export async function anAvailableVersion(
  ctx: TestContext,
  address: Address,
  version: NewVersion,
): Promise<Version> {
  await addVersion(ctx, address, NewVersion.parse(version));
  await settle(ctx);
  return getVersion(ctx, at(address, version.number));
}

/** The numbers that somebody sees, in the order of the list. */
export async function namesSeen(who: TestContext, address: Address): Promise<string[]> {
  const { items } = await listVersions(who, address, { limit: 100 });
  return items.map(({ number }) => number);
}
