import type { Finding } from "#contract/publishing/endpoints.ts";
import type { ListingFacts } from "../assets/index.ts";

/** Files that every repository has from its first commit: alone they are nothing to list. */
const FIRST_FILES = 2;

/** The automatic checks of a listing (PUB-1, PUB-2). The blocking ones come first. */
export function findProblems(facts: ListingFacts): Finding[] {
  const findings: Finding[] = [];
  const add = (check: Finding["check"], isBlocking: boolean, message: string, path?: string) =>
    findings.push({ check, isBlocking, message, path: path ?? null });
  if (facts.description.trim() === "") add("description", true, "The description is empty");
  if (facts.licences.length === 0) add("licence", true, "The card names no licence");
  for (const { message } of facts.cardErrors) add("card", true, message, "README.md");
  if (facts.kind === "model" && facts.tasks.length === 0) {
    add("task", true, "The card of a model names its task type");
  }
  if (facts.kind === "dataset" && facts.dataTypes.length === 0) {
    add("card", false, "The card names no data type", "README.md");
  }
  if (facts.fileCount <= FIRST_FILES) add("files", false, "There are no files besides the card");
  return findings.toSorted((one, other) => Number(other.isBlocking) - Number(one.isBlocking));
}
