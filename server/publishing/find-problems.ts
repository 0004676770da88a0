import type { Finding } from "#contract/publishing/endpoints.ts";
import type { ListingFacts } from "../assets/index.ts";

/** Files that every repository has from its first commit: alone they are nothing to list. */
const FIRST_FILES = 2;
const CARD_PATH = "README.md";

/** The automatic checks of a listing (PUB-1, PUB-2). The blocking ones come first. */
export function findProblems(facts: ListingFacts): Finding[] {
  return [...findBlocking(facts), ...findAdvice(facts)];
}

function findBlocking(facts: ListingFacts): Finding[] {
  const found: Finding[] = [];
  const block = (check: Finding["check"], message: string) =>
    found.push({ check, isBlocking: true, message, path: CARD_PATH });
  if (facts.description.trim() === "") block("description", "The description is empty");
  if (facts.licences.length === 0) block("licence", "The card names no licence");
  for (const { message } of facts.cardErrors) block("card", message);
  if (facts.kind === "model" && facts.tasks.length === 0) {
    block("task", "The card of a model names its task type");
  }
  return found;
}

function findAdvice(facts: ListingFacts): Finding[] {
  const found: Finding[] = [];
  if (facts.kind === "dataset" && facts.dataTypes.length === 0) {
    const message = "The card names no data type";
    found.push({ check: "data-type", isBlocking: false, message, path: CARD_PATH });
  }
  if (facts.fileCount <= FIRST_FILES) {
    const message = "There are no files besides the card";
    found.push({ check: "files", isBlocking: false, message, path: null });
  }
  return found;
}
