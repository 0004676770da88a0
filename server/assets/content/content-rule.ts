import type { GateMode } from "#contract/assets/gate.ts";
import type { ReadNeeds } from "../../repositories/index.ts";

/** What decides, beside the visibility, who reads the content of an asset. */
export type ContentFacts = {
  gate: GateMode;
  /** A duration, a number of channels or a price is set: who reads has subscribed. */
  needsSubscription: boolean;
  /** Code that is used and not shown. */
  isCodeClosed: boolean;
};

type Level = 1 | 2;
const SEE = 1;
const READ = 2;

/** What those may do to whom the visibility shows the asset. */
export function shownLevel(facts: ContentFacts): Level {
  return readNeedsOf(facts) === null ? READ : SEE;
}

/** What those may do whom the owner let through the gate. */
export function admittedLevel({ needsSubscription, isCodeClosed }: ContentFacts): Level {
  return needsSubscription || isCodeClosed ? SEE : READ;
}

/** What a subscriber may do, let through the gate or not. */
export function subscribedLevel({ gate, isCodeClosed }: ContentFacts, isAdmitted: boolean): Level {
  return !isCodeClosed && (gate === "off" || isAdmitted) ? READ : SEE;
}

/** What is missing to who sees the asset; null: nothing, they read it. */
export function readNeedsOf(facts: ContentFacts): ReadNeeds | null {
  if (facts.isCodeClosed) return "open-code";
  if (facts.gate === "off") return facts.needsSubscription ? "subscription" : null;
  return facts.needsSubscription ? "access-and-subscription" : "access";
}
