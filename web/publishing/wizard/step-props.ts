import type { Asset } from "#contract/assets/asset.ts";
import type { Faults } from "./find-faults.ts";
import type { WizardValues } from "./wizard-values.ts";

/** What a step shows: the values, what is wrong beside which field, and how to change them. */
export type StepProps = {
  asset: Asset;
  values: WizardValues;
  faults: Faults;
  onChange: (change: Partial<WizardValues>) => void;
};
