import type { AssetKind } from "#contract/kinds.ts";
import { KIND_RULES } from "#contract/publishing/kind-rules.ts";
import { fieldsOf } from "#contract/publishing/publication-fields.ts";
import type { WizardField } from "./find-faults.ts";

const STEPS = ["about", "access", "release", "agreements", "check"] as const;
export type Step = (typeof STEPS)[number];

const FIELDS: Record<Exclude<Step, "about">, readonly WizardField[]> = {
  access: ["visibility", "audience", "gate", "admitted", "usability"],
  release: [
    "version",
    "versionDescription",
    "constraints",
    "regions",
    "terms",
    "isLimited",
    "limitCount",
    "limitUnit",
    "renews",
  ],
  agreements: ["agreements"],
  check: [],
};

export function fieldsOfStep(kind: AssetKind, step: Step): readonly WizardField[] {
  return step === "about" ? fieldsOf(kind) : FIELDS[step];
}

/** The steps of a kind: one that would ask for nothing is left out. */
export function stepsOf(kind: AssetKind, regions: number): Step[] {
  const { hasVersions, limit } = KIND_RULES[kind];
  const hasRelease = hasVersions || limit !== "none" || regions > 1;
  return STEPS.filter((step) => step !== "release" || hasRelease);
}
