import type { Finding } from "#contract/publishing/finding.ts";
import { findFieldFaults, type PublicationField } from "#contract/publishing/publication-fields.ts";
import type { KindFacts } from "#contract/publishing/publication.ts";
import type { ListingFacts } from "../assets/index.ts";

/** Files that every repository has from its first commit: alone they are nothing to list. */
const FIRST_FILES = 2;
const CARD_PATH = "README.md";

/** What the card says, and the check that a fault of it is told by. */
const CARD_CHECKS: Partial<Record<PublicationField, Finding["check"]>> = {
  title: "title",
  description: "description",
  licence: "licence",
  tasks: "task",
  dataTypes: "data-type",
};

/**
 * The automatic checks of what a listing says (PUB-1, PUB-2), by the rules of its kind: the card may
 * have changed since it was submitted. The blocking ones come first.
 */
export function findProblems(facts: ListingFacts, kindFacts: KindFacts): Finding[] {
  return [...findBlocking(facts, kindFacts), ...findAdvice(facts)];
}

function findBlocking(facts: ListingFacts, kindFacts: KindFacts): Finding[] {
  const { kind, title, description, tasks, dataTypes, licences } = facts;
  const draft = { ...kindFacts, title, description, tasks, dataTypes, licence: licences[0] };
  const messages = [
    ...findFieldFaults(kind, draft).flatMap(({ field, message }) => {
      const check = CARD_CHECKS[field];
      return check === undefined ? [] : [{ check, message }];
    }),
    ...facts.cardErrors.map(({ message }) => ({ check: "card" as const, message })),
  ];
  return messages.map((found) => ({ ...found, isBlocking: true, path: CARD_PATH }));
}

function findAdvice({ fileCount }: ListingFacts): Finding[] {
  if (fileCount > FIRST_FILES) return [];
  const message = "There are no files besides the card";
  return [{ check: "files", isBlocking: false, message, path: null }];
}
