import type { TFunction } from "i18next";
import { isProblem, type Issue } from "#contract/problems.ts";
import { placeIssues } from "../../ui/field-problems.ts";
import type { Faults } from "./find-faults.ts";

const FIELDS: readonly string[] = [
  "title",
  "description",
  "tasks",
  "dataTypes",
  "licence",
  "environment",
  "isCodeOpen",
  "paperTitle",
  "paperLink",
  "imageUrl",
  "imageEngine",
  "imageChip",
  "imageDependencies",
  "source",
  "packagePath",
  "visibility",
  "audience",
  "usability",
  "version",
  "regions",
  "terms",
];

/** Where the server's refusal belongs; consent that is missing or to another version, to its box. */
export function placeRefusal(
  error: unknown,
  { t, issueText }: { t: TFunction<"publish">; issueText: (issue: Issue) => string },
): { placed: Faults; isConsent: boolean } {
  if (isProblem(error, "agreement-outdated") || isProblem(error, "consent-missing")) {
    return { placed: { agreements: t("missing.agreementsNew") }, isConsent: true };
  }
  if (isProblem(error, "visibility-cannot-narrow")) {
    return { placed: { visibility: t("access.cannotNarrow") }, isConsent: false };
  }
  if (isProblem(error, "version-exists")) {
    return { placed: { version: t("release.numberTaken") }, isConsent: false };
  }
  return { placed: placeIssues(error, FIELDS, issueText).placed, isConsent: false };
}
