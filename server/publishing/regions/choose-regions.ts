import { problem } from "#contract/problems.ts";
import type { Context } from "../../context.ts";

/**
 * PUB-20: the regions that a listing or version names. An installation with one region never asks.
 * @param named what the publisher has chosen; of several regions at least one.
 * @throws {Problem} `validation-failed`, naming the regions there are.
 */
export function chooseRegions(
  { config }: Pick<Context, "config">,
  named: readonly string[],
): string[] {
  const known = config.regions.map(({ id }) => id);
  const unknown = named.filter((id) => !known.includes(id));
  if (unknown.length > 0) {
    throw refusal(`there is no region ${unknown.join(", ")}; there are ${known.join(", ")}`);
  }
  if (named.length > 0) return known.filter((id) => named.includes(id));
  if (known.length === 1) return known;
  throw refusal(`choose at least one of ${known.join(", ")}`);
}

function refusal(message: string) {
  return problem("validation-failed", {
    detail: `regions: ${message}`,
    issues: [{ pointer: "/regions", message }],
  });
}
