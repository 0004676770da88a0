import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import type { Listing } from "#contract/publishing/endpoints.ts";
import type { Region } from "#contract/publishing/regions.ts";
import { useIssueText } from "../../ui/problem-text.ts";
import { type Faults, findFaults, pickFaults, withoutFaults } from "./find-faults.ts";
import { placeRefusal } from "./place-refusal.ts";
import { type Agreement, usePublish } from "./use-publish.ts";
import { usePublishDraft } from "./use-publish-draft.ts";
import { fieldsOfStep, type Step, stepsOf } from "./wizard-steps.ts";
import { proposeValues, type WizardValues } from "./wizard-values.ts";

export type StepState = "open" | "good" | "faulty";

export type WizardInput = {
  asset: Asset;
  listing: Listing;
  regions: readonly Region[];
  agreements: readonly Agreement[];
  onPublished: () => void;
};

/**
 * Where the wizard is and what it holds. A step is left once it is complete; what the server refuses
 * leads back to the step of the field that it is about.
 */
export function useWizard({ asset, listing, regions, agreements, onPublished }: WizardInput) {
  const { t } = useTranslation("publish");
  const issueText = useIssueText();
  const draft = usePublishDraft(asset.id, proposeValues(asset, listing));
  const [accepts, setAccepts] = useState(false);
  const [refused, setRefused] = useState<Faults>({});
  const steps = stepsOf(asset.kind, regions.length);
  const walk = useWalk(steps);
  const { values } = draft;
  const judged = { kind: asset.kind, values, regions, accepts };
  const faults = { ...refused, ...findFaults(judged, { t, issueText }) };
  const faultsOf = (step: Step) => pickFaults(faults, fieldsOfStep(asset.kind, step));
  const isComplete = (step: Step) => Object.keys(faultsOf(step)).length === 0;
  const publish = usePublish({
    onPublished() {
      draft.forget();
      onPublished();
    },
    onRefused(error) {
      const { placed, isConsent } = placeRefusal(error, { t, issueText });
      if (isConsent) setAccepts(false);
      setRefused(placed);
      const wrong = steps.find((step) =>
        fieldsOfStep(asset.kind, step).some((field) => placed[field] !== undefined),
      );
      walk.revisit(wrong);
    },
  });
  const goOn = () => {
    const incomplete = steps.find((step) => !isComplete(step));
    if (walk.step !== "check") walk.goOn(isComplete(walk.step));
    else if (incomplete === undefined) publish.submit({ asset, values, regions, agreements });
    else walk.revisit(incomplete);
  };
  return {
    steps,
    step: walk.step,
    values,
    faults: walk.wasTried(walk.step) ? faultsOf(walk.step) : {},
    stateOf: (step: Step): StepState => {
      if (!walk.wasTried(step)) return "open";
      return isComplete(step) ? "good" : "faulty";
    },
    accepts,
    accept: (next: boolean) => {
      setAccepts(next);
      setRefused((before) => withoutFaults(before, ["agreements"]));
    },
    change: (changed: Partial<WizardValues>) => {
      draft.change(changed);
      setRefused((before) => withoutFaults(before, Object.keys(changed)));
    },
    goTo: walk.goTo,
    goOn,
    attempts: walk.attempts,
    isKept: draft.isKept,
    startOver: draft.forget,
    isPublishing: publish.isPending,
    error: publish.error,
  };
}

/** The step one is at, and those one has tried to leave: only they tell what is wrong with them. */
function useWalk(steps: readonly Step[]) {
  const [step, setStep] = useState<Step>("about");
  const [tried, setTried] = useState<ReadonlySet<Step>>(new Set());
  const [attempts, setAttempts] = useState(0);
  const tryToLeave = () => {
    setTried((before) => new Set([...before, step]));
    setAttempts((before) => before + 1);
  };
  return {
    step,
    attempts,
    wasTried: (each: Step) => tried.has(each),
    goTo: (next: Step) => {
      tryToLeave();
      setStep(next);
    },
    goOn: (isComplete: boolean) => {
      tryToLeave();
      if (isComplete) setStep(steps[steps.indexOf(step) + 1] ?? step);
    },
    /** All has been looked at; what is wrong is at this step. */
    revisit: (wrong: Step | undefined) => {
      setTried(new Set(steps));
      setAttempts((before) => before + 1);
      if (wrong !== undefined) setStep(wrong);
    },
  };
}

export type Wizard = ReturnType<typeof useWizard>;
