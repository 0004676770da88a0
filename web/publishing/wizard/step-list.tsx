import { IconAlertCircle, IconCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Wizard } from "./use-wizard.ts";
import type { Step } from "./wizard-steps.ts";
import classes from "./wizard.module.css";

/** Where one is, what is done, and where something is wrong; a step is opened by its name. */
export function StepList({ wizard }: { wizard: Wizard }) {
  const { t } = useTranslation("publish");
  const { steps, step } = wizard;
  const at = steps.indexOf(step);
  return (
    <nav aria-label={t("stepsLabel")}>
      <p className={classes.progress}>{t("progress", { number: at + 1, count: steps.length })}</p>
      <ol className={classes.steps}>
        {steps.map((each, index) => (
          <li
            key={each}
            data-current={each === step || undefined}
            data-done={index < at || undefined}
          >
            <StepButton wizard={wizard} step={each} number={index + 1} />
          </li>
        ))}
      </ol>
    </nav>
  );
}

type StepButtonProps = { wizard: Wizard; step: Step; number: number };

/** Steps that were not reached yet open one after the other. */
function StepButton({ wizard, step, number }: StepButtonProps) {
  const { t } = useTranslation("publish");
  const state = wizard.stateOf(step);
  const isCurrent = wizard.step === step;
  return (
    <button
      type="button"
      className={classes.stepButton}
      data-state={state}
      aria-current={isCurrent ? "step" : undefined}
      disabled={state === "open" && !isCurrent}
      onClick={() => wizard.goTo(step)}
    >
      <span className={classes.mark} aria-hidden="true">
        <Mark state={isCurrent && state !== "faulty" ? "open" : state} number={number} />
      </span>
      <span className={classes.stepName}>{t(`stepNames.${step}`)}</span>
    </button>
  );
}

function Mark({ state, number }: { state: ReturnType<Wizard["stateOf"]>; number: number }) {
  if (state === "good") return <IconCheck size={14} />;
  if (state === "faulty") return <IconAlertCircle size={14} />;
  return number;
}
