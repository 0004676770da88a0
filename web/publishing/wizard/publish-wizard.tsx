import { Button, Group } from "@mantine/core";
import { type SubmitEvent, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "#contract/problems.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { AboutStep } from "./about-step.tsx";
import { AccessStep } from "./access-step.tsx";
import { AgreementsStep } from "./agreements-step.tsx";
import { CheckStep } from "./check-step.tsx";
import { ReleaseStep } from "./release-step.tsx";
import { StepList } from "./step-list.tsx";
import { useWizard, type Wizard, type WizardInput } from "./use-wizard.ts";
import classes from "./wizard.module.css";

type PublishWizardProps = WizardInput & { onClose: () => void };

/** PUB-1 and its neighbours: step by step what the listing says, and to whom. */
export function PublishWizard({ onClose, ...input }: PublishWizardProps) {
  const { t } = useTranslation("publish");
  const wizard = useWizard(input);
  const frame = useFocusOnStep(wizard);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    wizard.goOn();
  };
  const isPlaced = isProblem(wizard.error) && Object.keys(wizard.faults).length > 0;
  return (
    <form onSubmit={submit} noValidate ref={frame}>
      <StepList wizard={wizard} />
      <div className={classes.step}>
        <h3 className={classes.title} tabIndex={-1}>
          {t(`steps.${wizard.step}`)}
        </h3>
        <StepFields wizard={wizard} input={input} />
        {isPlaced ? null : <ProblemAlert error={wizard.error} />}
      </div>
      <Buttons wizard={wizard} onClose={onClose} />
    </form>
  );
}

function StepFields({ wizard, input }: { wizard: Wizard; input: WizardInput }) {
  const { asset, regions, agreements } = input;
  const { values, faults, change } = wizard;
  const shown = { asset, values, faults, onChange: change };
  switch (wizard.step) {
    case "about":
      return <AboutStep {...shown} />;
    case "access":
      return <AccessStep {...shown} />;
    case "release":
      return <ReleaseStep {...shown} regions={regions} />;
    case "agreements":
      return (
        <AgreementsStep
          agreements={agreements}
          accepts={wizard.accepts}
          onChange={wizard.accept}
          fault={faults.agreements}
        />
      );
    case "check":
      return (
        <CheckStep
          asset={asset}
          values={values}
          regions={regions}
          steps={wizard.steps}
          onEdit={wizard.goTo}
        />
      );
  }
}

function Buttons({ wizard, onClose }: { wizard: Wizard; onClose: () => void }) {
  const { t } = useTranslation(["publish", "app"]);
  const { steps, step, isPublishing } = wizard;
  const before = steps[steps.indexOf(step) - 1];
  return (
    <Group justify="space-between" gap="sm" className={classes.buttons}>
      {before === undefined ? (
        <Button variant="default" onClick={onClose}>
          {t("app:cancel")}
        </Button>
      ) : (
        <Button variant="default" onClick={() => wizard.goTo(before)} disabled={isPublishing}>
          {t("back")}
        </Button>
      )}
      <Group gap="sm">
        {wizard.isKept && step !== "check" ? (
          <Button variant="subtle" color="gray" onClick={wizard.startOver}>
            {t("startOver")}
          </Button>
        ) : null}
        <Button type="submit" loading={isPublishing}>
          {t(step === "check" ? "publishNow" : "next")}
        </Button>
      </Group>
    </Group>
  );
}

/** A new step begins at its title; one that cannot be left yet, at its first field that is wrong. */
function useFocusOnStep({ attempts }: Pick<Wizard, "attempts">) {
  const frame = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (attempts === 0) return;
    const fault = frame.current?.querySelector(".mantine-InputWrapper-error");
    const wrong = fault?.parentElement?.querySelector<HTMLElement>("input, textarea");
    (wrong ?? frame.current?.querySelector<HTMLElement>("h3"))?.focus();
  }, [attempts]);
  return frame;
}
