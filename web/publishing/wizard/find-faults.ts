import type { TFunction } from "i18next";
import type { AssetKind } from "#contract/kinds.ts";
import { DURATION_LIMITS, CHANNELS_MAX } from "#contract/publishing/duration.ts";
import { KIND_RULES } from "#contract/publishing/kind-rules.ts";
import { findFieldFaults } from "#contract/publishing/publication-fields.ts";
import type { Region } from "#contract/publishing/regions.ts";
import { parseVersion } from "#contract/publishing/version-number.ts";
import type { Issue } from "#contract/problems.ts";
import { chosenRegions, draftOf, type WizardValues } from "./wizard-values.ts";

export type WizardField = keyof WizardValues | "agreements" | "usability" | "terms";
export type Faults = Partial<Record<WizardField, string>>;

type Judged = {
  kind: AssetKind;
  values: WizardValues;
  regions: readonly Region[];
  accepts: boolean;
};

/** What is missing or wrong, in words, by its field: the kind's own rules and those of every kind. */
export function findFaults(
  judged: Judged,
  { t, issueText }: { t: TFunction<"publish">; issueText: (issue: Issue) => string },
): Faults {
  const { kind, values, regions, accepts } = judged;
  const faults: Faults = {};
  for (const { field, ...issue } of findFieldFaults(kind, draftOf(values))) {
    const own = issue.code === "required" ? t(`missing.${field}`) : null;
    faults[field] = own ?? issueText({ pointer: `/${field}`, ...issue });
  }
  if (values.visibility === "restricted" && values.audience.length === 0) {
    faults.audience = t("missing.audience");
  }
  if (values.version.trim() !== "" && parseVersion(values.version.trim()) === null) {
    faults.version = t("release.numberWrong");
  }
  if (regions.length > 1 && chosenRegions(values, regions).length === 0)
    faults.regions = t("missing.regions");
  if (values.isLimited && !isLimitGood(kind, values)) {
    faults.limitCount = t("release.limitWrong", { limit: limitMax(kind, values) });
  }
  if (!accepts) faults.agreements = t("missing.agreements");
  return faults;
}

export function limitMax(kind: AssetKind, { limitUnit }: Pick<WizardValues, "limitUnit">): number {
  return KIND_RULES[kind].limit === "channels" ? CHANNELS_MAX : DURATION_LIMITS[limitUnit];
}

function isLimitGood(kind: AssetKind, values: WizardValues): boolean {
  const { limitCount } = values;
  return Number.isInteger(limitCount) && limitCount >= 1 && limitCount <= limitMax(kind, values);
}

export function pickFaults(faults: Faults, fields: readonly WizardField[]): Faults {
  const picked = fields.flatMap((field) =>
    faults[field] === undefined ? [] : [[field, faults[field]] as const],
  );
  return Object.fromEntries(picked);
}

export function withoutFaults(faults: Faults, fields: readonly string[]): Faults {
  return Object.fromEntries(Object.entries(faults).filter(([field]) => !fields.includes(field)));
}
